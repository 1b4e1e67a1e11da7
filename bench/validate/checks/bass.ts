import { inside } from "../../../sim/index.ts"
import { type Check, within } from "../check.ts"
import { after, quiet, quietly, quietSegment } from "../quiet.ts"

const REPEATS = 12
const CUSTOMERS = 2000

/** Share that has adopted after some ticks of dt years: Bass's hazard p + qF, held over each tick. */
export function adopted(p: number, q: number, dt: number, ticks: number): number {
  let share = 0
  for (let t = 0; t < ticks; t++) share += (1 - share) * (1 - Math.exp(-(p + q * share) * dt))
  return share
}

export const bass: Check = {
  name: "bass",
  about: "With word of mouth alone and one purchase each, adoption follows Bass's curve",
  source: "Bass 1969, Management Science 15(5), equation 1; p and q by Sultan, Farley & Lehmann 1990, and ten times both",
  run: (seed) =>
    (
      [
        ["day", 365, 0.3, 3.8],
        ["week", 3640, 0.03, 0.38],
      ] as const
    ).flatMap(([tick, days, p, q]) => {
      const ticks = Math.round(days / (tick === "day" ? 1 : 7))
      const at = [0.25, 0.5, 0.75, 1].map((part) => Math.round(part * ticks))
      const world = quiet({
        customers: CUSTOMERS,
        clock: { tick, days, burnIn: 0, runOut: 0 },
        segments: [{ ...quietSegment, needRate: { mean: 1, shape: 1 } }],
        brands: ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 })),
        customer: { once: true },
        demand: { diffusion: { innovation: p, imitation: q } },
      })
      const runs = Array.from({ length: REPEATS }, (_, replication) => {
        const market = quietly(world, seed, replication)
        inside(market).memory.columns.needRate.fill(1) // everybody's hazard is exactly the market's
        return at.map((until) => {
          after(market, until - inside(market).state.tick)
          return inside(market).state.adopters.reduce((sum, x) => sum + x, 0) / CUSTOMERS
        })
      })
      const dt = (tick === "day" ? 1 : 7) / 365
      return at.map((until, k) =>
        within(
          `p ${p}, q ${q}, ${tick} ${until}`,
          runs.map((run) => run[k] as number),
          adopted(p, q, dt, until),
        ),
      )
    }),
}
