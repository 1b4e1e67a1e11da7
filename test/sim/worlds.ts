import { fc } from "@fast-check/vitest"
import { type Change, quiet, quietMedia, quietMessage, quietSegment, testSources, total, valuesOf } from "../../bench/validate/quiet.ts"
import { load } from "../../scenarios/load.ts"
import { digest, type Firm, inside, type Market, open, type Snapshot, seats, showDigest, type World } from "../../sim/index.ts"
import { goodwillOf } from "../../sim/rivalGoodwill.ts"

export { type Change, quiet, quietMedia, quietMessage, quietSegment, testSources, total, valuesOf }

export const allColumns = ["segment", "purchases", "spend", "daysSincePurchase", "pageViews7d", "daysSinceVisit", "daysSinceContact"]

/** A firm that decides everything each day, at once, for nothing, and sees everything that can be seen. */
export const firm: Firm = {
  organisation: {
    cadence: { plan: 24, create: 24, engage: 24, respond: 24, bid: 24 },
    latency: { plan: 0, create: 0, engage: 0, respond: 0, bid: 0 },
    costPerDay: 0,
  },
  sources: ["exact", "rough", "late", "rivals"],
  needs: allColumns,
  outcomeDays: 3,
}

/** The firm with the same cadence and latency (hours) for all seats. */
export function firmAt(cadence: number, latency = 0, costPerDay = 0): Firm {
  const all = (hours: number) => Object.fromEntries(seats.map((seat) => [seat, hours])) as Firm["organisation"]["cadence"]
  return { ...firm, organisation: { cadence: all(cadence), latency: all(latency), costPerDay } }
}

export function opened(world: World, seed = 1, of: Firm = firm): Market {
  return open(world, of, { seed, replication: 0 })
}

/** The market after some ticks without decisions. */
export function played(market: Market, ticks: number): Market {
  for (let t = 0; t < ticks; t++) market.step({})
  return market
}

export const digestOf = (market: Market): string => showDigest(digest(market))

/** All that a snapshot holds, as text: equal snapshots give equal text, bit for bit. */
export function textOf({ memory, state }: Snapshot): string {
  const plain = (_: string, value: unknown) => {
    if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
    return typeof value === "number" && !Number.isSafeInteger(value) ? String(value) : value
  }
  return Buffer.from(memory).toString("base64") + JSON.stringify(state, plain)
}

const pick = (least: number, most: number) => fc.integer({ min: 0, max: 1000 }).map((k) => Number((least + ((most - least) * k) / 1000).toPrecision(6)))
const hours = (most: number) => fc.integer({ min: 0, max: most }).map((h) => `${h} hours`)
const sometimes = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const shares = (n: number) =>
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n }).map((weights) => {
    const sum = weights.reduce((a, b) => a + b, 0)
    return weights.map((w) => w / sum)
  })

/** Random scenarios: any number of segments, tastes, brands, channels and treatments, any clock, small and short. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    customers: fc.integer({ min: 16, max: 400 }),
    tick: fc.constantFrom("hour", "day", "week"),
    tastes: fc.integer({ min: 1, max: 3 }),
    segments: fc.integer({ min: 1, max: 3 }),
    brands: fc.integer({ min: 1, max: 5 }),
    pushes: fc.integer({ min: 0, max: 3 }),
    queries: fc.integer({ min: 0, max: 2 }),
    broadcasts: fc.integer({ min: 0, max: 1 }),
    sellers: fc.integer({ min: 0, max: 1 }),
    posters: fc.integer({ min: 0, max: 1 }),
    stores: fc.integer({ min: 0, max: 1 }),
    earned: fc.integer({ min: 0, max: 1 }),
    contacts: fc.integer({ min: 1, max: 2 }),
    treatments: fc.integer({ min: 1, max: 4 }),
  })
  .chain((n) => {
    const pushes = n.pushes + n.queries === 0 ? 1 : n.pushes
    const named = (name: string, length: number) => Array.from({ length }, (_, k) => `${name}${k}`)
    const auctions = [...named("push", pushes), ...named("query", n.queries)]
    const [broadcasts, sellers, posters] = [named("broadcast", n.broadcasts), named("seller", n.sellers), named("poster", n.posters)]
    const [stores, earned] = [named("store", n.stores), named("earned", n.earned)]
    const pushed = [...auctions, ...broadcasts, ...sellers, ...posters]
    const paid = [...pushed, ...stores]
    const contacts = named("contact", n.contacts)
    const record = (names: readonly string[], least: number, most: number) => fc.record(Object.fromEntries(names.map((name) => [name, pick(least, most)])))
    const segment = (k: number, share: number) =>
      fc.record({
        name: fc.constant(`segment${k}`),
        share: fc.constant(share),
        tastes: shares(n.tastes),
        needRate: fc.record({ mean: pick(0.01, 0.8), shape: pick(0.2, 3) }),
        priceSensitivity: fc.record({ mean: pick(0, 4), sigma: pick(0, 0.5) }),
        defection: fc.record({ a: pick(0, 2), b: pick(1, 20) }),
        units: fc.record({ mean: pick(0.5, 3), sigma: pick(0, 1) }),
        none: pick(-3, 1),
        directVisits: pick(0, 0.2),
        usage: record([...pushed, ...earned], 0, 3),
        subscribed: pick(0, 1),
        stores: pick(0, 1),
        trust: pick(0, 1),
        consent: fc.record({ behaviour: pick(0, 1), social: pick(0, 1) }),
        homophily: pick(0, 1),
      })
    const brand = (b: number) =>
      fc.record({
        name: fc.constant(`brand${b}`),
        price: pick(5, 50),
        quality: pick(-0.5, 0.5),
        attraction: pick(0.05, 1),
        spend: b === 0 ? fc.constant({}) : record(paid, 0, 20_000),
        promotion: fc.record({ perYear: pick(0, 40), depth: pick(0, 0.6), days: fc.integer({ min: 1, max: 9 }) }),
        reaction: fc.oneof(
          fc.constant({ kind: "none" }),
          fc.record({ kind: fc.constant("shareOfVoice"), strength: pick(0, 2), delay: hours(200) }),
          fc.record({
            kind: fc.constant("priceWar"),
            strength: pick(0, 1),
            undercut: pick(0, 2),
            floor: pick(0.1, 1),
            delay: hours(200),
            recovery: hours(200),
          }),
          fc.record({
            kind: fc.constant("retaliate"),
            strength: pick(0, 3),
            spend: pick(0, 3),
            chance: pick(0, 1),
            delay: hours(100),
            days: fc.constant("2 days"),
          }),
          fc.record({ kind: fc.constant("learned"), priceLevels: fc.constant([0.5, 1, 2]), spendLevels: fc.constant([0, 1, 3]), period: fc.constant("1 day") }),
        ),
      })
    const auction = (name: string) =>
      fc.record({
        name: fc.constant(name),
        kind: fc.constant("auction"),
        captures: fc.constant(name.startsWith("query")),
        price: pick(0.01, 0.5),
        sigma: pick(0.2, 1.5),
        elasticity: pick(0, 1),
        reference: pick(1, 1000),
        bidCap: pick(0.05, 5),
        click: pick(0, 0.2),
        gain: pick(0, 0.5),
        irritation: pick(0, 0.3),
      })
    const effect = { click: pick(0, 0.2), gain: pick(0, 0.5), irritation: pick(0, 0.3) }
    const crowding = { elasticity: pick(0, 1), reference: pick(1, 1000) }
    const broadcast = (name: string) =>
      fc.record({
        name: fc.constant(name),
        kind: fc.constant("broadcast"),
        costPerPoint: pick(0.1, 50),
        mostPoints: pick(0, 110),
        lead: hours(100),
        ...crowding,
        ...effect,
      })
    const seller = (name: string) =>
      fc.record({
        name: fc.constant(name),
        kind: fc.constant("commission"),
        payment: fc.record({
          per: fc.constant("sale"),
          rate: pick(0, 1),
          usualRate: pick(0.01, 0.5),
          response: pick(0, 3),
          reference: pick(1, 1000),
        }),
        ...effect,
      })
    const poster = (name: string) =>
      fc.record({
        name: fc.constant(name),
        kind: fc.constant("commission"),
        payment: fc.record({ per: fc.constant("post"), fee: pick(0.5, 500), reach: pick(0, 0.5), mostPosts: pick(0, 2), ...crowding }),
        ...effect,
      })
    const skill = fc.record({ intent: pick(0, 1), mood: pick(0, 1), soothe: pick(0, 1), harm: pick(0, 1) })
    const contact = (name: string) =>
      fc.oneof(
        fc.record({ name: fc.constant(name), kind: fc.constant("owned"), costPerMessage: pick(0, 1) }),
        fc.record({ name: fc.constant(name), kind: fc.constant("human"), costPerContact: pick(0, 3), capacity: pick(0, 500), skill }),
        fc.record({ name: fc.constant(name), kind: fc.constant("agent"), costPerContact: pick(0, 1), within: hours(200), skill }),
      )
    const topics = fc.record({ perYear: pick(0, 365), halfLife: fc.constantFrom("3 hours", "4 days"), boost: pick(0, 2), stale: pick(0, 1) })
    const message = (k: number) =>
      fc
        .record({
          name: fc.constant(`message${k}`),
          channel: fc.constantFrom(...contacts),
          open: pick(0, 1),
          visits: pick(0, 2),
          gain: pick(0, 0.5),
          intent: pick(0, 1),
          irritation: pick(0, 0.5),
          unsubscribe: pick(0, 0.1),
          discount: fc.oneof(fc.constant(0), pick(0.01, 0.9)),
          acceleration: pick(0, 3),
          personal: pick(0, 1),
          disclosure: pick(0, 1),
          consentValue: pick(0, 1),
        })
        .chain((m) => pick(0.5, 30).map((discountCap) => ({ ...m, discountCap })))
    return fc.record({
      name: fc.constant("random"),
      about: fc.constant("A random market."),
      currency: fc.constant("CNY"),
      customers: fc.constant(n.customers),
      weight: fc.integer({ min: 1, max: 30 }),
      budget: pick(500, 50_000),
      clock: fc.record({
        tick: fc.constant(n.tick),
        days: fc.integer(n.tick === "week" ? { min: 56, max: 84 } : { min: 8, max: 12 }),
        burnIn: fc.constant(7),
        runOut: fc.integer({ min: 0, max: 7 }),
      }),
      demand: fc.record({
        season: fc.constantFrom("1", "1 + 0.5*sin(2*pi*day/7)"),
        shock: fc.record({ sd: pick(0, 0.3), persistence: pick(0, 0.99) }),
        acceleration: pick(0, 1),
        diffusion: sometimes(fc.record({ innovation: pick(0, 50), imitation: pick(0, 50) })),
        indicators: fc.constant([{ name: "ahead", kind: "leading", lead: "3 days" }]),
      }),
      tastes: fc.constant(Array.from({ length: n.tastes }, (_, h) => [1, h, h * h])),
      segments: shares(n.segments).chain((parts) => fc.tuple(...parts.map((share, k) => segment(k, share)))),
      brands: fc.tuple(...Array.from({ length: n.brands }, (_, b) => brand(b))),
      channels: fc.tuple(
        ...auctions.map(auction),
        ...broadcasts.map(broadcast),
        ...sellers.map(seller),
        ...posters.map(poster),
        ...stores.map((name) => fc.record({ name: fc.constant(name), kind: fc.constant("store"), effect: pick(0, 2), reference: pick(1, 1000) })),
        ...contacts.map(contact),
        ...earned.map((name) => fc.record({ name: fc.constant(name), kind: fc.constant("earned"), volume: pick(0, 1), ...effect })),
      ),
      treatments: fc.tuple(...Array.from({ length: n.treatments }, (_, k) => message(k))),
      creative: fc.record({ cost: pick(100, 500), latency: hours(100), match: pick(0, 1), halfLife: pick(1, 50), rest: hours(500), topics: sometimes(topics) }),
      customer: fc.record({
        goodwill: fc.record({ halfLife: hours(1000), max: pick(0.5, 5) }),
        defection: fc.record({ from: fc.constantFrom("brand", "category") }),
        trust: fc.record({
          halfLife: hours(3000),
          utility: pick(0, 3),
          response: pick(0, 2),
          intrusion: pick(0, 1),
          irritation: pick(0, 1),
          breach: pick(0, 1),
          alarm: pick(0, 1),
          reassures: pick(0, 1),
          repels: pick(0, 1),
          withdraws: pick(0, 1),
        }),
        advocacy: pick(-1, 1),
        subscribing: pick(0, 0.5),
        once: fc.constantFrom(false, false, true),
      }),
      supply: sometimes(
        fc.record({
          lead: hours(200),
          cover: hours(200),
          review: fc.integer({ min: 1, max: 200 }).map((h) => `${h} hours`),
          wait: pick(0, 5),
          late: pick(0, 1),
        }),
      ),
      choice: fc.record({
        dirichlet: pick(0.3, 5),
        none: pick(0, 1),
        priceReference: pick(5, 30),
        priceFloor: pick(0.5, 3),
        unitCost: pick(0, 20),
        consideration: pick(0, 0.1),
      }),
      history: fc.record({
        spend: fc.oneof(fc.constant(0), pick(0, 100_000)),
        shares: shares(paid.length).map((parts) => Object.fromEntries(paid.map((name, k) => [name, parts[k]]))),
        newsletter: fc.record({ every: hours(120), treatment: fc.constant("message0") }),
      }),
    })
  })
  .map((scenario) => load("random.yaml", JSON.stringify(scenario), JSON.stringify(testSources)))

/** Mean goodwill of the first rival in a segment. */
export function rivalGoodwill(market: Market, segment = 0): number {
  const { world, state } = inside(market)
  return goodwillOf(world, (state.rivals[0] as (typeof state.rivals)[number]).standing, segment).mean
}

export const lucks = fc.record({ seed: fc.integer({ min: 0, max: 2 ** 40 }), replication: fc.integer({ min: 0, max: 99 }) })
