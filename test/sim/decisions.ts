import { fc } from "@fast-check/vitest"
import type { Decisions, Step, World } from "../../sim/index.ts"
import { paidChannels } from "../../sim/world.ts"

/** How a firm behaves in one tick, whatever the market: numbers in [0, 1) and wild ones, made into well-formed decisions by `decide`. */
export interface Whim {
  weights: number[]
  spend: number
  make: number
  newest: boolean
  treat: number
  price: number
  promotion: number
  bids: number[]
  absent: boolean
}

export const whims: fc.Arbitrary<Whim[]> = fc.array(
  fc.record({
    weights: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
    spend: fc.oneof(fc.constantFrom(0, 1, 1e3, 1e6, 1e13, 5e-324), fc.double({ min: 0, max: 1e5, noNaN: true })),
    make: fc.constantFrom(0, 0, 1, 3, 5000, 65_535),
    newest: fc.boolean(),
    treat: fc.integer({ min: 0, max: 5 }),
    price: fc.oneof(fc.constantFrom(0.5, 1, 2), fc.double({ min: 0.5, max: 2, noNaN: true })),
    promotion: fc.oneof(fc.constantFrom(0, 0.9), fc.double({ min: 0, max: 0.9, noNaN: true })),
    bids: fc.array(fc.oneof(fc.constantFrom(Number.NaN, Number.NaN, 0, 1e13, 1e-300), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 7,
      maxLength: 7,
    }),
    absent: fc.boolean(),
  }),
  { minLength: 4, maxLength: 12 },
)

/** Shares of paid media that sum to 1. */
export function sharesFrom(world: World, weights: readonly number[]): Float64Array {
  const raw = paidChannels(world).map((_, k) => weights[k % weights.length] as number)
  const sum = raw.reduce((a, b) => a + b, 0)
  return Float64Array.from(raw, (w, k) => (sum > 0 ? w / sum : k === 0 ? 1 : 0))
}

/** Well-formed decisions of every seat that is due, as extreme as the whim is. `treat` 0 treats nobody, 5 each customer differently. */
export function decide(world: World, step: Step, whim: Whim): Decisions {
  const { books, customers, tick } = step.observation
  const ready = books.creatives.filter((c) => c.ready <= tick)
  const best = ready.at(whim.newest ? -1 : 0)
  return {
    plan: { action: { shares: sharesFrom(world, whim.weights), spend: whim.spend } },
    create: {
      action: {
        make: Int32Array.from(world.segments, () => whim.make),
        topical: Uint8Array.from(world.segments, (_, g) => (g + whim.treat) % 2),
        match: books.match.map((old) => best?.number ?? old),
      },
    },
    engage: {
      action: {
        treatment: Uint8Array.from(customers.rows, (_, r) =>
          whim.treat === 5 ? r % (world.treatments.length + 1) : Math.min(whim.treat, world.treatments.length),
        ),
      },
    },
    respond: { action: { price: whim.price, promotion: whim.promotion } },
    bid: { action: { bids: books.bids.map((_, k) => whim.bids[k % whim.bids.length] as number) } },
  }
}
