import type { Play } from "./state.ts"
import { days } from "./world.ts"

/** Cents a tick for people, tools and connected sources. */
export function runningCents({ world, firm }: Play): number {
  if (!firm) return 0
  const sources = world.sources.filter((s) => firm.sources.includes(s.name)).reduce((sum, s) => sum + s.costPerDay, 0)
  return Math.round((firm.organisation.costPerDay + sources) * days(world) * 100)
}
