import { quiet, quietly, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"

const CUSTOMERS = 4000
const COST = 10

export interface ReachOptions {
  /** Gross rating points of the campaign. */
  points: number
  /** How much more than the average heavy viewers watch; light ones watch as much less. */
  affinity: number
}

/** Exposures of each customer to one day's campaign, light viewers first. */
function campaign(points: number, affinity: number): number[] {
  const viewers = (name: string, tv: number) => ({ ...quietSegment, name, share: 0.5, usage: { tv } })
  const world = quiet({
    customers: CUSTOMERS,
    budget: 1e9,
    segments: [viewers("light", 2 - affinity), viewers("heavy", affinity)],
    channels: [
      { name: "tv", kind: "broadcast", costPerPoint: COST, elasticity: 0, reference: 1, mostPoints: 1000, gain: 1, irritation: 0 },
      { name: "mail", kind: "owned" },
    ],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
    history: { shares: { tv: 1 } },
  })
  const market = quietly(world, 75)
  market.step({ plan: { action: { shares: Float64Array.of(1), spend: points * COST } } })
  return valuesOf(market, "goodwill").map(Math.round)
}

/** Reach of television in two kinds of viewers, 1 − e^(−GRP · affinity/100) (docs/model.md 7.6). */
export function reachOf({ points, affinity }: ReachOptions) {
  const kinds = [
    { viewers: "light 轻度", affinity: 2 - affinity },
    { viewers: "heavy 重度", affinity },
  ] as const
  const reach = (grp: number, a: number) => 1 - Math.exp((-grp * a) / 100)
  const seen = (grp: number) => {
    const all = campaign(grp, affinity)
    return [all.slice(0, CUSTOMERS / 2), all.slice(CUSTOMERS / 2)] as const
  }
  const [light, heavy] = seen(points)
  const reached = (counts: readonly number[]) => counts.filter((n) => n > 0).length
  const checks: Check[] = [
    shareCheck({ en: "Reach among light viewers", zh: "轻度观众的到达率" }, reached(light), light.length, reach(points, 2 - affinity)),
    shareCheck({ en: "Reach among heavy viewers", zh: "重度观众的到达率" }, reached(heavy), heavy.length, reach(points, affinity)),
    meanCheck({ en: "Frequency among all, GRP/100", zh: "全体平均频次 GRP/100" }, [...light, ...heavy], points / 100),
  ]
  return {
    curve: kinds.flatMap((kind) => Array.from({ length: 61 }, (_, k) => ({ ...kind, points: 10 * k, reach: reach(10 * k, kind.affinity) }))),
    simulated: [50, 150, 300, 450, 600].flatMap((grp) =>
      seen(grp).map((counts, k) => ({ viewers: kinds[k]?.viewers as string, points: grp, reach: reached(counts) / counts.length })),
    ),
    checks,
  }
}
