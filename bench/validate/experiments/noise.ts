import { inside, type Market } from "../../../sim/index.ts"
import type { Experiment } from "../experiment.ts"

const DAYS = 7

/** How much a week's sales differ between people, those who buy nothing included. Sums: people, money, squared money. */
export const noise: Experiment = {
  name: "noise",
  days: DAYS,
  sums({ arm, ticksPerDay: d }) {
    let before: number[] = []
    let spent: number[] = []
    arm(
      () => ({}),
      DAYS * d + 1,
      (market, t) => {
        const now = spendOf(market)
        if (t === 0) before = now
        spent = now.map((cents, i) => cents - (before[i] as number))
      },
    )
    return [spent.length, spent.reduce((a, b) => a + b, 0), spent.reduce((a, b) => a + b * b, 0)]
  },
  figures: {
    salesNoise: ([n = 0, sum = 0, squares = 0]) => (sum > 0 ? Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) / (sum / n) : null),
  },
}

function spendOf(market: Market): number[] {
  const { cells, memory } = inside(market)
  return cells.flatMap(({ start, count }) => Array.from(memory.columns.spend.subarray(start, start + count)))
}
