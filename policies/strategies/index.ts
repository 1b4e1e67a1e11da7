import type { Strategy } from "../policy.ts"
import { digital } from "./digital.ts"
import { intelligent } from "./intelligent.ts"

/** Every strategy that ships, by name. */
export const strategies = { digital, intelligent } satisfies Record<string, Strategy>
