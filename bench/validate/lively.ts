import { type Decisions, inside, type Step, type seats, type World } from "../../sim/index.ts"
import { DRAW_EXPERIMENT } from "../../sim/kernel/layout.ts"
import { type Key, stream } from "../../sim/random.ts"
import { paidChannels } from "../../sim/world.ts"
import { quiet, quietMedia, quietMessage, quietSegment } from "./quiet.ts"

/** A small market in which much happens: media of two kinds, mail with offers, rivals who answer, habit, defection. */
export function lively(change: object = {}): World {
  return quiet({
    customers: 400,
    weight: 7,
    budget: 4000,
    clock: { days: 40, burnIn: 7, runOut: 7 },
    demand: { shock: { sd: 0.1 }, acceleration: 0.3 },
    segments: [
      {
        ...quietSegment,
        needRate: { mean: 0.3, shape: 2 },
        priceSensitivity: { mean: 3, sigma: 0.3 },
        defection: { a: 1, b: 9 },
        none: 0,
        directVisits: 0.05,
        subscribed: 0.8,
        usage: { social: 2, search: 0.1 },
      },
    ],
    brands: [1, 2, 3].map((k) => ({
      name: `brand${k}`,
      price: 9 + k,
      attraction: 0.3,
      quality: k === 2 ? 0.2 : 0,
      ...(k > 1 ? { spend: { social: 9000, search: 3000 }, promotion: { perYear: 20, depth: 0.3, days: 4 } } : {}),
    })),
    channels: [
      { ...quietMedia, gain: 0.3, click: 0.05, irritation: 0.01, reference: 10 },
      { ...quietMedia, name: "search", captures: true, gain: 0.1, click: 0.3, needQueries: 0.5, brandQueries: 0.5 },
      { name: "mail", kind: "owned", costPerMessage: 0.01 },
    ],
    treatments: [
      { ...quietMessage, gain: 0.1, visits: 0.2, irritation: 0.1, unsubscribe: 0.01 },
      { ...quietMessage, name: "offer", visits: 0.2, irritation: 0.1, discount: 0.2, discountCap: 5, acceleration: 1 },
    ],
    history: { spend: 3000, shares: { social: 0.5, search: 0.5 }, newsletter: { every: "7 days", treatment: "note" } },
    customer: { goodwill: { elasticity: 0.5 }, irritation: { effect: 0.4 }, intent: { effect: 0.5 }, satisfaction: { effect: 0.5, noise: 0.5 } },
    choice: { none: 0.3, inertia: 1, consideration: 0.02 },
    ...change,
  })
}

/** Decisions of every seat that is due, as wild as may be: from no money to far more than there is, a message to anybody, any price. */
export function wild(world: World, { observation, info }: Step, key: Key): Partial<Decisions> {
  const { books, customers, tick } = observation
  const draw = stream(key, DRAW_EXPERIMENT, tick + 1000)
  const weights = paidChannels(world).map(draw)
  const sum = weights.reduce((a, b) => a + b, 0)
  const money = [0, 1, 50, 200, 1e4, 1e9][Math.floor(draw() * 6)] as number
  const ready = books.creatives.filter((c) => c.ready <= tick)
  const which = ready[Math.floor(draw() * ready.length)]
  const make = draw() < 0.1 ? 3 : 0
  const treated = draw()
  const decisions: Partial<Decisions> = {
    plan: { action: { shares: Float64Array.from(weights, (w) => w / sum), spend: money } },
    create: { action: { make: Int32Array.from(world.segments, () => make), match: books.match.map((old) => which?.number ?? old) } },
    engage: {
      action: { treatment: Uint8Array.from(customers.rows, () => (draw() < treated ? 1 + Math.floor(draw() * world.treatments.length) : 0)) },
    },
    respond: { action: { price: 0.7 + 0.6 * draw(), promotion: draw() < 0.3 ? 0.3 * draw() : 0 } },
  }
  return Object.fromEntries(Object.entries(decisions).filter(([seat]) => info.due.includes(seat as (typeof seats)[number])))
}

export const keyOf = (market: Parameters<typeof inside>[0]): Key => inside(market).state.key
