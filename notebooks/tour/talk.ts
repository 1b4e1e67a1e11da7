import { mean } from "../../bench/statistics/mean.ts"
import { adopted } from "../../bench/validate/checks/bass.ts"
import { after, quiet, quietly, quietSegment } from "../../bench/validate/quiet.ts"
import { inside } from "../../sim/market.ts"
import { type Check, meanCheck } from "../check.ts"

const CUSTOMERS = 3000
const TOWNS = 12
const YEARS = 10
const WEEKS = 52 * YEARS
const STEP = 26

export interface TalkOptions {
  /** Innovation: share a year who adopt by themselves. */
  p: number
  /** Imitation: what a market in which all have adopted would add. */
  q: number
}

/** F(t) of Bass (1969), t in years. */
export function bassCurve(t: number, { p, q }: TalkOptions): number {
  const left = Math.exp(-(p + q) * t)
  return (1 - left) / (1 + (q / p) * left)
}

/** What is known after some towns. */
export interface Talk {
  towns: number
  of: number
  curve: { years: number; share: number }[]
  simulated: { town: number; years: number; share: number }[]
  means: { years: number; share: number }[]
  checks: Check[]
}

/**
 * A durable that people buy once, told on from one to the next (docs/model.md 7.17): twelve towns of three thousand, each with luck of its own. Yields after each
 * town, so that a page can go on in between.
 */
export function* talkOf(options: TalkOptions): Generator<Talk, void> {
  const { p, q } = options
  const world = quiet({
    customers: CUSTOMERS,
    clock: { tick: "week", days: WEEKS * 7, burnIn: 0, runOut: 0 },
    segments: [{ ...quietSegment, needRate: { mean: 1, shape: 1 } }],
    customer: { once: true },
    demand: { diffusion: { innovation: p, imitation: q } },
  })
  const years = (weeks: number) => (weeks * 7) / 365
  const curve = Array.from({ length: WEEKS / 4 + 1 }, (_, k) => ({ years: years(4 * k), share: bassCurve(years(4 * k), options) }))
  const runs: number[][] = []
  const seen = (k: number) => runs.map((run) => run[k] as number)
  for (let replication = 0; replication < TOWNS; replication++) {
    const market = quietly(world, 80, replication)
    inside(market).memory.columns.needRate.fill(1) // everybody's hazard is exactly the market's
    runs.push(
      Array.from({ length: WEEKS / STEP }, () => {
        after(market, STEP)
        return inside(market).state.adopters.reduce((sum, x) => sum + x, 0) / CUSTOMERS
      }),
    )
    yield {
      towns: runs.length,
      of: TOWNS,
      curve,
      simulated: runs.flatMap((run, town) => run.map((share, k) => ({ town, years: years(STEP * (k + 1)), share }))),
      means: Array.from({ length: WEEKS / STEP }, (_, k) => ({ years: years(STEP * (k + 1)), share: mean(seen(k))?.mean as number })),
      checks: [3, 6, 10].map((after) =>
        // the hazard stands for a week (docs/model.md 7.17), so the closed form is summed week by week
        meanCheck({ en: `Adopted after ${after} years`, zh: `${after}年后的采用率` }, seen((52 * after) / STEP - 1), adopted(p, q, 7 / 365, 52 * after)),
      ),
    }
  }
}
