import type { Strategy } from "../policy.ts"
import { digital } from "./digital.ts"
import { intelligent } from "./intelligent.ts"
import { ladder, measured, personal, steady, tested } from "./ladder.ts"

/** Every strategy that ships, by name, from the lowest rung of the ladder to the highest. */
export const strategies = { digital, steady, measured, tested, personal, intelligent } satisfies Record<string, Strategy>

export { ladder }
