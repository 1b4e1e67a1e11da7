import { inside, type Market } from "../../../sim/index.ts"
import { NO_BRAND } from "../../../sim/kernel/layout.ts"
import { correlation } from "../../statistics/correlation.ts"
import type { Experiment } from "../experiment.ts"

const DAYS = 84

/**
 * Who buys what in twelve weeks. A tick's purchase shows as stock that has risen, its brand as the one last bought; of several purchases of one
 * customer in a tick the last is seen.
 * Sums: customers, then a brand's buyers and purchases, by brand, then buyers of both, by pair.
 */
export const buyers: Experiment = {
  name: "buyers",
  days: DAYS,
  lacks: ({ brands }) => (brands.length > 2 ? undefined : "fewer than three brands"),
  sums({ arm, world, ticksPerDay: d }) {
    const brands = world.brands.length
    let bought: Uint16Array | undefined
    let before: ReturnType<typeof holdings> | undefined
    arm(
      () => ({}),
      DAYS * d + 1,
      (market) => {
        const now = holdings(market)
        const counts = (bought ??= new Uint16Array(now.stock.length * brands))
        if (before) {
          const { stock, owner, lapsed } = before
          now.stock.forEach((held, i) => {
            if (held <= (stock[i] as number)) return
            const last = now.owner[i] as number
            const left = (now.lapsed[i] as number) & ~(lapsed[i] as number)
            const brand = last !== NO_BRAND ? last : left ? 31 - Math.clz32(left) : (owner[i] as number)
            if (brand < brands) counts[i * brands + brand]!++
          })
        }
        before = now
      },
    )
    const counts = bought as Uint16Array
    const single = Array.from({ length: brands }, () => [0, 0] as [number, number])
    const both = Array.from({ length: brands * brands }, () => 0)
    for (let at = 0; at < counts.length; at += brands)
      for (let x = 0; x < brands; x++) {
        const n = counts[at + x] as number
        if (n === 0) continue
        const own = single[x] as [number, number]
        own[0]++
        own[1] += n
        for (let y = 0; y < brands; y++) if (y !== x && (counts[at + y] as number) > 0) both[x * brands + y]!++
      }
    return [world.customers, ...single.flat(), ...both]
  },
  figures: {
    doubleJeopardy: (sums) => {
      const { penetration, perBuyer } = read(sums)
      return correlation(penetration, perBuyer)
    },
    doubleJeopardyLine: (sums) => {
      const { penetration, perBuyer } = read(sums)
      return deviation(penetration.map((b, k) => (perBuyer[k] as number) * (1 - b)))
    },
    duplicationOfPurchase: (sums) => {
      const { penetration, shared } = read(sums)
      const ratios = penetration.flatMap((b, x) => penetration.flatMap((_, y) => (x === y ? [] : [(shared(x, y) as number) / b])))
      return deviation(ratios)
    },
  },
}

/** Copies of what tells purchases, of customers alone. */
function holdings(market: Market) {
  const { cells, memory } = inside(market)
  const of = (column: "stock" | "owner" | "lapsed") => cells.flatMap(({ start, count }) => Array.from(memory.columns[column].subarray(start, start + count)))
  return { stock: of("stock"), owner: of("owner"), lapsed: of("lapsed") }
}

function read(sums: readonly number[]) {
  const customers = sums[0] as number
  const brands = Math.round(Math.sqrt(sums.length)) - 1
  const own = (k: number, what: number) => sums[1 + 2 * k + what] as number
  const numbers = Array.from({ length: brands }, (_, k) => k)
  return {
    penetration: numbers.map((k) => own(k, 0) / customers),
    perBuyer: numbers.map((k) => own(k, 1) / own(k, 0)),
    /** Of the buyers of y, the share that buys x. */
    shared: (x: number, y: number) => (sums[1 + 2 * brands + x * brands + y] as number) / own(y, 0),
  }
}

/** Mean absolute deviation from the mean, relative to it. */
function deviation(values: readonly number[]): number | null {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return mean > 0 ? values.reduce((sum, v) => sum + Math.abs(v - mean), 0) / values.length / mean : null
}
