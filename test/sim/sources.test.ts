import { describe, expect, test as plain } from "vitest"
import { digest, type Firm, inside, type Market, open, showDigest, type World } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { matches } from "../../sim/observe.ts"
import { columns } from "../../sim/sources/columns.ts"
import { linksOf, NO_RECORD } from "../../sim/sources/links.ts"
import { surrounding, surroundings } from "../../sim/surroundings.ts"
import { everyday, refusal, market as shipped } from "../scenarios/everyday.ts"
import { meanOf, varianceOf, within4se } from "./errors.ts"
import { firm, opened, played, quiet, quietSegment } from "./worlds.ts"

/** Sources are late, noisy, partial and mistaken as they say, and tell nothing where consent is wanting. */

const buyers = { ...quietSegment, needRate: { mean: 0.3, shape: 2 }, directVisits: 0.2, subscribed: 1 }

function connected(world: World, sources: readonly string[], needs: readonly string[], seed = 1): Market {
  return opened(world, seed, { ...firm, sources, needs })
}

/** A column of every customer, by number, as the firm sees it now. */
function seen(market: Market, name: string): Float32Array {
  return market.look().observation.customers.column(name) as Float32Array
}

/** A market that engages with everybody at once: rows are all customers. */
function everybody(change: object, sources: readonly object[], needs: readonly string[], names?: readonly string[], seed = 1): Market {
  const world = quiet({ segments: [buyers], ...change }, { sources })
  return connected(world, names ?? world.sources.map((s) => s.name), needs, seed)
}

function rowsAreAll(market: Market): void {
  const { rows } = market.look().observation.customers
  expect(rows.length).toBe(market.world.customers)
}

function correlation(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const [a, b] = [Array.from(x), Array.from(y)]
  const [ma, mb] = [meanOf(a), meanOf(b)]
  const covariance = a.reduce((sum, v, i) => sum + (v - ma) * ((b[i] as number) - mb), 0) / (a.length - 1)
  return covariance / Math.sqrt(varianceOf(a) * varianceOf(b))
}

/** Makes every customer due: with news, and subscribed. */
function callAll(market: Market): Market {
  const { memory } = inside(market)
  memory.columns.flags.fill(L.SUBSCRIBED | L.NEWS)
  market.step({})
  return market
}

describe("the shipped sources", () => {
  const inStores = ["families", "young", "professionals", "seniors"].map((name) => `segments.${name}.stores=0.3`)
  const world = shipped("customers=3000", "clock.burnIn=120", "clock.days=70", ...inStores)

  plain("are at least fifty, about a dozen in each of five families, and each says what it is", () => {
    expect(world.sources.length).toBeGreaterThanOrEqual(50)
    for (const family of ["behaviour", "transactions", "social", "competitors", "thirdParty"])
      expect(world.sources.filter((s) => s.family === family).length).toBeGreaterThanOrEqual(10)
    for (const { about, delayHours, refreshHours, columns: c, series } of world.sources) {
      expect(about).not.toBe("")
      expect(delayHours).toBeLessThanOrEqual(refreshHours)
      expect(c.length + series.length).toBeGreaterThan(0)
    }
  })

  plain("tell each of their columns in everyday, of some customers and with more than one value", () => {
    const asked = world.sources.flatMap((s) => s.columns.map((column) => `${column}@${s.name}`))
    const market = callAll(
      played(
        connected(
          world,
          world.sources.map((s) => s.name),
          asked,
        ),
        3,
      ),
    )
    for (const name of asked) {
      const values = seen(market, name).filter((x) => !Number.isNaN(x))
      expect(values.length, name).toBeGreaterThan(10)
      expect(new Set(values).size, name).toBeGreaterThan(1)
    }
    expect(new Set(asked.map((name) => name.split("@")[0]))).toEqual(new Set(Object.keys(columns)))
  })

  plain("tell each of their series in everyday, but for a trend where no topics do", () => {
    const market = played(
      connected(
        world,
        world.sources.map((s) => s.name),
        [],
      ),
      60,
    )
    const names = [...Object.keys(inside(market).state.series), ...Object.keys(surroundings)]
    for (const source of world.sources)
      for (const pattern of source.series) {
        if (pattern === "trend") continue
        const told = names.filter((name) => matches(pattern, name))
        expect(told.length, `${source.name} ${pattern}`).toBeGreaterThan(0)
        for (const name of told) expect(market.look().observation.series(`${name}@${source.name}`)?.some(Number.isFinite), name).toBe(true)
      }
  })

  plain("carry, about a third of them, next to nothing about this market", () => {
    const nothing = world.sources.filter(
      (s) =>
        s.columns.every((c) => {
          const reader = columns[c] as (typeof columns)[string]
          return reader.kind === "fact" ? s.delayHours >= 60 * 24 : reader.kind === "class" || reader.about.length > 0 ? s.reliability < 0.1 : true
        }) && s.series.every((pattern) => s.noise >= 1 || Object.keys(surroundings).some((name) => matches(pattern, name)) || pattern === "trend"),
    )
    expect(nothing.length / world.sources.length).toBeGreaterThan(0.25)
    expect(nothing.length / world.sources.length).toBeLessThan(0.4)
    // and no policy can read that off what it sees
    const told = JSON.stringify(connected(world, ["dataExchange"], ["inMarket"]).look().observation)
    for (const word of ["reliability", "noise", "coverage", "falseMerge", "about"]) expect(told).not.toContain(word)
  })
})

describe("a record", () => {
  const partial = { name: "partial", family: "thirdParty", columns: ["purchases"], coverage: 0.7, match: 0.8, falseMerge: 0.1, series: [] }
  const exact = { name: "exact", family: "transactions", columns: ["purchases"] }
  const world = quiet({ customers: 20_000, segments: [buyers] }, { sources: [exact, partial] })

  plain("is joined to its customer at the match rate, and to a wrong one at the rate of false merges, always the same", () => {
    const links = linksOf(world, world.sources[1] as World["sources"][number], [1, 2, 3, 0])
    within4se(
      Array.from(links, (record) => (record === NO_RECORD ? 0 : 1)),
      0.7 * 0.8,
    )
    const joined = Array.from(links).flatMap((record, n) => (record === NO_RECORD ? [] : [record === n ? 0 : 1]))
    within4se(joined, 0.1)
    expect(linksOf(world, world.sources[1] as World["sources"][number], [1, 2, 3, 0])).toEqual(links)
    expect(linksOf(world, world.sources[1] as World["sources"][number], [1, 2, 4, 0])).not.toEqual(links)
    expect(linksOf(world, world.sources[0] as World["sources"][number], [1, 2, 3, 0])).toEqual(Int32Array.from({ length: 20_000 }, (_, n) => n))
  })

  plain("that is merged falsely shows another customer's value; one that is not matched shows nothing", () => {
    const market = callAll(played(connected(world, ["exact", "partial"], ["purchases@exact", "purchases@partial"]), 20))
    rowsAreAll(market)
    const [right, shown] = [seen(market, "purchases@exact"), seen(market, "purchases@partial")]
    const links = inside(market).state.links[1] as Int32Array
    let differ = 0
    links.forEach((record, n) => {
      if (record === NO_RECORD) expect(shown[n]).toBeNaN()
      else {
        expect(shown[n]).toBe(right[record])
        if (shown[n] !== right[n]) differ++
      }
    })
    expect(differ).toBeGreaterThan(500)
  })

  plain("has the luck of its source's name: other sources beside it move nothing", () => {
    const others = quiet({ customers: 20_000 }, { sources: [{ ...exact, name: "one" }, { ...exact, name: "two" }, partial] })
    expect(linksOf(others, others.sources[2] as World["sources"][number], [1, 2, 3, 0])).toEqual(
      linksOf(world, world.sources[1] as World["sources"][number], [1, 2, 3, 0]),
    )
  })
})

describe("consent", () => {
  const shop = { name: "shop", family: "transactions", columns: ["purchases"], consent: "transactions" }
  const open_ = { name: "open", family: "transactions", columns: ["spend"] }
  const half = { ...buyers, consent: { transactions: 0.5 } }

  plain("that is wanting at the extract leaves the customer unknown, and no news of the customer", () => {
    const market = callAll(played(everybody({ customers: 4000, segments: [half] }, [shop, open_], ["purchases", "spend"]), 5))
    const { memory, state } = inside(market)
    const shown = seen(market, "purchases")
    const agreed = Array.from(market.look().observation.customers.rows, (n) => ((memory.columns.consent[state.places[n] as number] as number) & 2) !== 0)
    within4se(
      agreed.map((x) => (x ? 1 : 0)),
      0.5,
    )
    agreed.forEach((yes, r) => expect(Number.isNaN(shown[r])).toBe(!yes))
    expect(seen(market, "spend").some(Number.isNaN)).toBe(false)
    const alone = played(everybody({ customers: 4000, segments: [half] }, [shop], ["purchases"]), 1)
    inside(alone).memory.columns.flags.fill(L.SUBSCRIBED | L.EVENT)
    alone.step({})
    const { memory: m, state: s } = inside(alone)
    for (const place of s.places) expect(((m.columns.flags[place] as number) & L.NEWS) !== 0).toBe(((m.columns.consent[place] as number) & 2) !== 0)
  })

  plain("counts as it stood at the extract, not as it stands now", () => {
    const market = played(everybody({ customers: 1000, segments: [half] }, [{ ...shop, refresh: "100 days" }], ["purchases"]), 3)
    const before = seen(callAll(market), "purchases")
    inside(market).memory.columns.consent.fill(0)
    expect(seen(callAll(market), "purchases")).toEqual(before)
  })

  plain("is exactly neutral where everybody gives it", () => {
    const run = (consent: string) => seen(callAll(played(everybody({ customers: 500 }, [{ ...shop, consent }], ["purchases"]), 5)), "purchases")
    expect(run("transactions")).toEqual(run("none"))
  })
})

describe("a score", () => {
  const vendor = (name: string, reliability: number, more: object = {}) => ({
    name,
    family: "thirdParty",
    columns: ["incomeBand", "dealProneness", "cartActivity", "areaIndex", "lifeStage"],
    reliability,
    ...more,
  })
  const change = {
    customers: 20_000,
    segments: [0.5, 0.3, 0.2].map((share, k) => ({ ...buyers, name: `s${k}`, share, priceSensitivity: { mean: 3, sigma: 0.4 } })),
    customer: { intent: { effect: 0, halfLife: "5 days" } },
  }
  const names = ["incomeBand", "dealProneness", "cartActivity", "areaIndex", "lifeStage"].flatMap((c) => [`${c}@good`, `${c}@bad`, `${c}@blind`])
  const make = () => callAll(played(everybody(change, [vendor("good", 0.8), vendor("bad", 0.3), vendor("blind", 0)], names), 10))

  plain("has mean 50, standard deviation 10, and its source's correlation with what it is about", () => {
    const market = make()
    rowsAreAll(market)
    const { memory, state } = inside(market)
    const sensitivity = Array.from(state.places, (place) => memory.columns.priceSensitivity[place] as number)
    for (const [source, r] of [
      ["good", 0.8],
      ["bad", 0.3],
      ["blind", 0],
    ] as const) {
      const income = seen(market, `incomeBand@${source}`)
      const deals = seen(market, `dealProneness@${source}`)
      const n = income.length
      within4se(Array.from(deals), 50)
      // standard errors of a normal's standard deviation, and of a correlation; skewness of the latent widens both a little
      expect(Math.abs(Math.sqrt(varianceOf(Array.from(deals))) - 10)).toBeLessThan((6 * 10) / Math.sqrt(2 * n))
      expect(Math.abs(correlation(deals, sensitivity) - r)).toBeLessThan((5 * (1 - r * r)) / Math.sqrt(n))
      expect(Math.abs(correlation(income, sensitivity) + r)).toBeLessThan((5 * (1 - r * r)) / Math.sqrt(n))
      // two guesses at one trait err apart from each other
      expect(Math.abs(correlation(income, deals) + r * r)).toBeLessThan(5 / Math.sqrt(n))
      // about nothing: no relation
      expect(Math.abs(correlation(seen(market, `areaIndex@${source}`), sensitivity))).toBeLessThan(4 / Math.sqrt(n))
    }
  })

  plain("of a trait is fixed for a (source, customer), of a reading new with each extract", () => {
    const market = make()
    const [income, cart] = [seen(market, "incomeBand@good"), seen(market, "cartActivity@blind")]
    const fork = market.fork({ seed: 99, replication: 7 })
    for (const later of [market, fork]) {
      callAll(later)
      expect(seen(later, "incomeBand@good")).toEqual(income)
      const again = seen(later, "cartActivity@blind")
      expect(again).not.toEqual(cart)
      expect(Math.abs(correlation(again, cart))).toBeLessThan(4 / Math.sqrt(cart.length))
    }
    expect(seen(market, "cartActivity@blind")).not.toEqual(seen(fork, "cartActivity@blind"))
  })

  plain("of a class is right with chance r + (1 − r)/classes", () => {
    const market = make()
    const { state } = inside(market)
    for (const [source, r] of [
      ["good", 0.8],
      ["bad", 0.3],
      ["blind", 0],
    ] as const)
      within4se(
        Array.from(seen(market, `lifeStage@${source}`), (stage, n) => (stage === state.segments[state.places[n] as number] ? 1 : 0)),
        r + (1 - r) / 3,
      )
  })
})

describe("several sources of one column", () => {
  const teller = (name: string, more: object = {}) => ({ name, family: "transactions", columns: ["purchases"], ...more })
  const sources = [teller("half", { coverage: 0.5 }), teller("most", { coverage: 0.9, noise: 0.2, refresh: "5 days" })]

  plain("are asked in the firm's order, each for those whom the ones before do not know", () => {
    const needs = ["purchases", "purchases@half", "purchases@most"]
    const run = (names: readonly string[]) => callAll(played(everybody({ customers: 2000 }, sources, needs, names), 8))
    for (const [names, first, second] of [
      [["half", "most"], "half", "most"],
      [["most", "half"], "most", "half"],
    ] as const) {
      const market = run(names)
      const [joint, a, b] = [seen(market, "purchases"), seen(market, `purchases@${first}`), seen(market, `purchases@${second}`)]
      joint.forEach((x, n) => expect(x).toBe(Number.isNaN(a[n]) ? b[n] : a[n]))
      const { customers } = market.look().observation
      expect(customers.age("purchases")).toBe(Math.max(customers.age("purchases@half"), customers.age("purchases@most")))
    }
  })

  plain("and who is not connected, or not known, is refused after an @", () => {
    const attempt = (needs: string[]) => () => everybody({}, sources, needs, ["half"])
    expect(attempt(["purchases@most"])).toThrow("needs: expected a connected source after @, one of half; found purchases@most")
    expect(attempt(["purchase"])).toThrow(/needs: expected one of .*purchases.*; found purchase$/)
    expect(attempt(["constructor"])).toThrow(RangeError)
    const market = callAll(everybody({}, sources, ["purchases"], ["half"]))
    expect(market.look().observation.customers.column("purchases@most")).toBeUndefined()
  })
})

describe("online and stores", () => {
  const change = { customers: 3000, segments: [{ ...buyers, stores: 0.4 }] }
  const at = (venue: string) => ({ name: venue, family: "transactions", columns: ["purchases", "spend", "daysSincePurchase"], venue, series: ["*"] })
  const names = ["online", "store", "all"]
  const needs = ["purchases", "spend", "daysSincePurchase"].flatMap((column) => names.map((name) => `${column}@${name}`))

  plain("are two sets of books: what is bought in one is unknown to a source of the other", () => {
    const market = callAll(played(everybody(change, names.map(at), needs), 20))
    for (const column of ["purchases", "spend"]) {
      const [online, store, all] = names.map((name) => seen(market, `${column}@${name}`)) as [Float32Array, Float32Array, Float32Array]
      all.forEach((x, n) => expect((online[n] as number) + (store[n] as number)).toBeCloseTo(x, 2))
      expect(meanOf(Array.from(store))).toBeGreaterThan(0)
      expect(meanOf(Array.from(online))).toBeGreaterThan(0)
    }
    const [online, store, all] = names.map((name) => seen(market, `daysSincePurchase@${name}`)) as [Float32Array, Float32Array, Float32Array]
    const known = (x: number | undefined) => (x === undefined || Number.isNaN(x) ? Number.POSITIVE_INFINITY : x)
    all.forEach((x, n) => expect(known(x)).toBe(Math.min(known(online[n]), known(store[n]))))
    const told = (name: string) => Array.from(market.look().observation.series(name) ?? [])
    told("revenue").forEach((x, t) => expect((told("onlineRevenue")[t] as number) + (told("storeRevenue")[t] as number)).toBeCloseTo(x, 6))
  })

  plain("and engage is judged by the orders that the asked source knows, and asked about no others", () => {
    const [online, store, all] = names.map((name) => {
      // everybody is asked about on the first day; later only those of whom there is news
      const market = callAll(everybody({ ...change, segments: [{ ...buyers, directVisits: 0, stores: 0.4 }] }, [at(name)], ["purchases"]))
      const { rows } = market.look().observation.customers
      const next = market.step({ engage: { action: { treatment: new Uint8Array(rows.length) } } }).observation.customers.rows
      let outcome: Float32Array | undefined
      for (let t = 0; t < 4; t++) for (const f of market.step({}).feedback) if (f.seat === "engage") outcome = f.outcome
      return { outcome: outcome as Float32Array, due: next.length - Math.ceil(market.world.customers / 28) }
    }) as { outcome: Float32Array; due: number }[] as [
      { outcome: Float32Array; due: number },
      { outcome: Float32Array; due: number },
      { outcome: Float32Array; due: number },
    ]
    all.outcome.forEach((x, r) => expect((online.outcome[r] as number) + (store.outcome[r] as number)).toBeCloseTo(x, 2))
    expect(meanOf(Array.from(store.outcome))).toBeGreaterThan(0)
    expect(online.due).toBeLessThan(0.8 * all.due)
    expect(store.due).toBeLessThan(0.6 * all.due)
    expect(online.due + store.due).toBeGreaterThanOrEqual(0.95 * all.due)
  })
})

describe("a scenario", () => {
  plain("may name the sources that can be connected in it; others are unknown there", () => {
    const named = shipped("customers=100", "clock.burnIn=1", 'sources=["shop","web"]')
    expect(named.sources.map((s) => s.name)).toEqual(["web", "shop"])
    expect(refusal(`${everyday}\nsources: [shop, wob]\n`)).toMatch(/sources\[1\]: expected one of .*; found "wob". Did you mean web\?/)
    const of: Firm = { ...firm, sources: ["panel"], needs: [] }
    expect(() => open(named, of, { seed: 1, replication: 0 })).toThrow("sources: expected one of web, shop; found panel")
  })

  plain("plays the same whatever is connected: sources watch and change nothing", () => {
    const run = (names: readonly string[], needs: readonly string[]) => {
      const world = shipped("customers=400", "clock.burnIn=30", "clock.days=20")
      return showDigest(digest(played(connected(withoutCosts(world), names, needs), 20)))
    }
    const withoutCosts = (world: World): World => ({ ...world, sources: world.sources.map((s) => ({ ...s, costPerDay: 0 })) })
    const all = shipped("customers=400").sources.map((s) => s.name)
    const flags = run(["web"], []) // news is a mark on customers, and belongs to the digest: compare without needs
    expect(run(all, [])).toBe(flags)
  })
})

describe("the surroundings", () => {
  plain("keep their mean, spread, season and memory", () => {
    const world = quiet({ clock: { burnIn: 1, days: 400 } })
    const { mean, sd, season, peak, halfLife } = surroundings["weather.temperature"] as (typeof surroundings)[string]
    const runs = Array.from({ length: 400 }, (_, k) => surrounding(world, "weather.temperature", 60, () => [k, 0, 0, 0]))
    const level = (t: number) => mean + season * Math.cos((2 * Math.PI * (t - peak)) / 365)
    const deviations = (t: number) => runs.map((run) => (run[t] as number) - level(t))
    for (const t of [0, 30, 59]) {
      within4se(deviations(t), 0)
      expect(Math.abs(Math.sqrt(varianceOf(deviations(t))) - sd)).toBeLessThan((4 * sd) / Math.sqrt(2 * runs.length))
    }
    expect(Math.abs(correlation(deviations(30), deviations(30 + halfLife)) - 0.5)).toBeLessThan((4 * 0.75) / Math.sqrt(runs.length))
  })

  plain("and the noise of past readings stay as they were in a fork with other luck", () => {
    const sources = [{ name: "sky", family: "thirdParty", series: ["weather.*", "orders"], noise: 0.2 }]
    const market = played(everybody({ clock: { burnIn: 5 } }, sources, []), 10)
    const fork = market.fork({ seed: 9, replication: 9 })
    const told = (m: Market, name: string) => Array.from(m.look().observation.series(name) ?? [])
    const before = ["weather.temperature", "orders"].map((name) => told(market, name))
    expect(["weather.temperature", "orders"].map((name) => told(fork, name))).toEqual(before)
    for (const m of [market, fork]) played(m, 5)
    expect(told(fork, "weather.temperature").slice(0, 15)).toEqual(before[0])
    expect(told(fork, "weather.temperature")).not.toEqual(told(market, "weather.temperature"))
    expect(told(fork, "orders").slice(0, 15)).toEqual(before[1])
  })
})
