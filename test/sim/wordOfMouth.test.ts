import { describe, expect, test } from "vitest"
import { carry } from "../../sim/decay.ts"
import { inside, type Market, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { recommendations } from "../../sim/wordOfMouth.ts"
import type { EarnedChannel } from "../../sim/world.ts"
import { nobody } from "./contacts.ts"
import { meanOf, within4se } from "./errors.ts"
import { type Change, digestOf, opened, played, quiet, quietMedia, quietSegment, rivalGoodwill, total, valuesOf } from "./worlds.ts"

/** Satisfied owners recommend their brand: Poisson with the rate volume · usage · Σ H F, F the share that speaks for it (sim/wordOfMouth.ts). */

const talk = { name: "talk", kind: "earned", volume: 0.5, gain: 1, irritation: 0, click: 0 }
const brands = ["ours", "theirs"].map((name) => ({ name, price: 10, attraction: 0.5 }))

/** Word of mouth whose goodwill counts recommendations: nothing saturates, wears or fades; nobody buys, so owners stay as they are made. */
function counting(segments: readonly object[], customers = 10_000): Market {
  const world = quiet({
    customers,
    segments: segments.map((s) => ({ ...quietSegment, needRate: { mean: 0, shape: 1 }, ...s })),
    brands,
    channels: [quietMedia, { name: "mail", kind: "owned" }, talk],
    customer: { goodwill: { halfLife: "3650 days", max: 1e6 } },
  })
  return opened(world, 141, nobody)
}

const unit = carry(3650, 1)

describe("recommendations", () => {
  test("are Poisson with volume · share of all who speak for us, each person's on their own", () => {
    const market = counting([{}])
    const { state } = inside(market)
    state.advocates[0] = [4000]
    market.step({})
    const counts = valuesOf(market, "goodwill").map((a) => Math.round(a / unit))
    const mean = 0.5 * 0.4
    within4se(counts, mean)
    within4se(
      counts.map((x) => (x - mean) ** 2),
      mean,
    )
    expect(total(market, L.EXPOSURES + 3)).toBe(counts.reduce((a, b) => a + b, 0))
    // a rival's goodwill gets the same mean
    state.advocates[1] = [4000]
    state.advocates[0] = [0]
    market.step({})
    expect(rivalGoodwill(market)).toBeCloseTo(mean * unit, 10)
    expect(total(market, L.EXPOSURES + 3)).toBe(0)
  })

  test("reach a segment by its usage, and by homophily from its own kind", () => {
    const market = counting([
      { name: "talkers", share: 0.25, homophily: 0.6, usage: { talk: 2 } },
      { name: "others", share: 0.75, homophily: 0.2, usage: { talk: 0.5 } },
    ])
    const { state, cells, memory } = inside(market)
    state.advocates[0] = [1250, 0] // half of the talkers
    const heard = [0.6 * 0.5 + 0.4 * 0.125, 0.8 * 0.125]
    expect(recommendations(inside(market), market.world.channels[2] as EarnedChannel, 0).map((x) => x / 0.5)).toEqual(heard)
    market.step({})
    cells.forEach(({ start, count }, g) => {
      const counts = Array.from(memory.columns.goodwill.subarray(start, start + count), (a) => Math.round(a / unit))
      within4se(counts, 0.5 * (heard[g] as number) * ([2, 0.5][g] as number))
    })
  })

  test("wear no creative and cost nothing", () => {
    const market = counting([{}], 1000)
    inside(market).state.advocates[0] = [1000]
    const { budget } = inside(market).state.ledger
    for (let t = 0; t < 10; t++) market.step({})
    const { ledger, creatives } = inside(market).state
    expect(meanOf(valuesOf(market, "goodwill"))).toBeGreaterThan(1)
    expect(creatives.every(({ frequency }) => frequency[0] === 0)).toBe(true)
    expect([ledger.media, ledger.messages, ledger.budget]).toEqual([0, 0, budget])
  })
})

const market = (channel: object | undefined, change: Change = {}, seed = 142) =>
  opened(
    quiet({
      customers: 1000,
      segments: [{ ...quietSegment, needRate: { mean: 0.2, shape: 2 }, none: 0, homophily: 0.3, directVisits: 0.05 }],
      brands,
      channels: [quietMedia, { name: "mail", kind: "owned" }, ...(channel ? [channel] : [])],
      customer: { goodwill: { elasticity: 1 }, satisfaction: { noise: 0.5, effect: 0 } },
      choice: { none: 0.3 },
      ...change,
    }),
    seed,
    nobody,
  )

describe("exactly neutral", () => {
  const without = digestOf(played(market(undefined), 28))
  test("talk that nobody has time for, or that says nothing because nobody is satisfied", () => {
    expect(digestOf(played(market({ ...talk, volume: 0 }), 28))).toBe(without)
    expect(digestOf(played(market(talk), 28))).not.toBe(without)
    const displeased: Change = { customer: { goodwill: { elasticity: 1 }, satisfaction: { noise: 0.5, effect: 0 }, advocacy: 10 } }
    expect(digestOf(played(market(talk, displeased), 28))).toBe(digestOf(played(market(undefined, displeased), 28)))
  })

  test("talk that moves nobody changes no sale", () => {
    const mute = inside(played(market({ ...talk, gain: 0 }), 28)).state
    const silent = inside(played(market(undefined), 28)).state
    expect(mute.ledger).toEqual(silent.ledger)
  })
})

test("a symmetric duopoly of talked-about brands splits evenly", () => {
  const runs = Array.from({ length: 12 }, (_, replication) => {
    const world = quiet({
      customers: 2000,
      clock: { days: 120, burnIn: 0 },
      segments: [{ ...quietSegment, needRate: { mean: 0.15, shape: 2 }, none: 0 }],
      brands,
      channels: [quietMedia, { name: "mail", kind: "owned" }, { ...talk, gain: 0.2 }],
      customer: { goodwill: { elasticity: 1 }, satisfaction: { noise: 0.5 } },
      choice: { none: 0.3, inertia: 1, consideration: 0 },
    })
    const run = open(world, nobody, { seed: 143, replication })
    played(run, 120)
    const [ours, theirs] = inside(run).state.ledger.brandOrders as [number, number]
    expect(meanOf(valuesOf(run, "goodwill"))).toBeGreaterThan(0.3)
    return ours / (ours + theirs)
  })
  within4se(runs, 0.5)
})

test("the more people talk, the more a better brand sells", () => {
  const share = (volume: number) => {
    const better = [{ ...brands[0], quality: 0.4 }, brands[1]]
    const run = market({ ...talk, volume, gain: 0.2 }, { brands: better, customers: 4000, clock: { days: 200, burnIn: 0 } }, 144)
    played(run, 120)
    const [ours, theirs] = inside(run).state.ledger.brandOrders as [number, number]
    return { share: ours / (ours + theirs), error: Math.sqrt(0.25 / (ours + theirs)) }
  }
  const found = [0, 0.3, 1].map(share)
  for (let k = 1; k < found.length; k++) {
    const [less, more] = [found[k - 1], found[k]] as [(typeof found)[0], (typeof found)[0]]
    expect(more.share - less.share).toBeGreaterThan(4 * Math.hypot(more.error, less.error))
  }
})
