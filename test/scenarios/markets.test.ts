import { describe, expect, test } from "vitest"
import { readScenario, scenarioNames } from "../../bench/node/files.ts"
import { openLab } from "../../bench/validate/lab.ts"
import { over } from "../../bench/validate/sold.ts"
import { steadily, steadyFirm } from "../../bench/validate/steady.ts"
import { strategies } from "../../policies/index.ts"
import { playerOf } from "../../policies/player.ts"
import { mailRules } from "../../policies/rules/mailRules.ts"
import { digest, inside, type Market, open, showDigest, totalCost, type World } from "../../sim/index.ts"
import { profit } from "../../sim/ledger.ts"
import { nobody } from "../sim/contacts.ts"
import { meanOf, varianceOf, within4se } from "../sim/errors.ts"

/** Days since electric cars were launched: of a durable the past cannot be cut short, for its buyers make the market. */
const PAST = 1456

/** A shipped market for a quick look: few customers, so that each stands for more people, and a short past. */
function small(name: string, customers: number, days: number, burnIn: number, ...settings: string[]): World {
  const { customers: all, weight } = readScenario(name)
  const clock = [`clock.days=${days}`, `clock.burnIn=${burnIn}`, "clock.runOut=14"]
  return readScenario(name, [`customers=${customers}`, `weight=${Math.round((all * weight) / customers)}`, ...clock, ...settings])
}

/** Plays a strategy through a market's horizon. */
function played(world: World, strategy: keyof typeof strategies, replication = 0): { market: Market; rewards: number[] } {
  const luck = { seed: 21, replication }
  const player = playerOf(strategies[strategy])
  const market = open(world, player.firm, luck)
  const rewards: number[] = []
  let step = market.look()
  while (!step.truncated) {
    step = market.step(player.decide(step, luck))
    rewards.push(step.reward)
  }
  return { market, rewards }
}

const seriesOf = (market: Market, name: string): Float64Array =>
  (inside(market).state.series[name] as Float64Array).slice(market.world.clock.burnIn, inside(market).state.tick)
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0)

describe("every market that ships", () => {
  for (const name of scenarioNames()) {
    const { once } = readScenario(name).customer
    const world = small(name, once ? 4000 : 1000, 63, once ? PAST : 63) // a durable is bought once in years

    test(`${name} says what is special in a sentence, and has the treatments that the strategies' rules name`, () => {
      expect(readScenario(name).name).toBe(name)
      expect(readScenario(name).about).toMatch(/^[A-Z][^\n]{20,180}\.$/)
      const treatments = world.treatments.map((t) => t.name)
      expect(treatments).toEqual(expect.arrayContaining(["news", "reminder", "offer"]))
      expect(mailRules.filter(({ treatment }) => treatments.includes(treatment)).length).toBeGreaterThan(3)
    })

    for (const strategy of ["digital", "intelligent"] as const)
      test(`${name} under ${strategy}: the same again, money conserved, sales of all brands, no channel that delivers nothing`, () => {
        const { market, rewards } = played(world, strategy)
        const { ledger } = inside(market).state
        expect(showDigest(digest(played(world, strategy).market))).toBe(showDigest(digest(market)))

        expect(Math.round(100 * sum(rewards))).toBe(profit(ledger))
        expect(totalCost(ledger)).toBeLessThanOrEqual(ledger.budget)
        expect(sum(seriesOf(market, "revenue"))).toBeCloseTo((ledger.listed - ledger.discounts) / 100, 2)
        const media = world.channels.map((c) => sum(inside(market).state.series[`spend.${c.name}`] ? seriesOf(market, `spend.${c.name}`) : []))
        expect(sum(media)).toBeCloseTo(ledger.media / 100, 2)

        for (const orders of ledger.brandOrders) expect(orders).toBeGreaterThan(0)
        const share = (ledger.brandOrders[0] as number) / sum(ledger.brandOrders)
        expect(share).toBeGreaterThan(0.03)
        expect(share).toBeLessThan(0.6)
        for (const c of world.channels.filter(({ kind }) => kind !== "store" && kind !== "human" && kind !== "agent"))
          expect(sum(seriesOf(market, `impressions.${c.name}`)), c.name).toBeGreaterThan(0)
      })
  }
})

/** What muting a channel for a quarter does to our expected sales in a steady market, by repeat: a share of them. */
function lostWithout(world: World, channel: string, repeats: number): number[] {
  return Array.from({ length: repeats }, (_, replication) => {
    const { reference, arm } = openLab(world, { seed: 22, replication }, 91)
    const without = arm(() => ({ muted: [channel] }), 91)
    return 1 - over(without.sold, "expected", 0, 91) / over(reference.sold, "expected", 0, 91)
  })
}

describe("saas", () => {
  test("without the calls of the sales team less is sold, by more than 4 standard errors", () => {
    const lost = lostWithout(small("saas", 1500, 91, 120), "sales", 5)
    expect(meanOf(lost)).toBeGreaterThan(0.02)
    expect(meanOf(lost) / Math.sqrt(varianceOf(lost) / lost.length)).toBeGreaterThan(4)
  })

  test("both strategies have the sales team call", () => {
    for (const strategy of ["digital", "intelligent"] as const)
      expect(sum(seriesOf(played(small("saas", 1000, 63, 63), strategy).market, "impressions.sales"))).toBeGreaterThan(50)
  })
})

describe("beauty", () => {
  test("without what friends say less is sold, by more than 4 standard errors", () => {
    const lost = lostWithout(small("beauty", 1500, 91, 120), "friends", 5)
    expect(meanOf(lost)).toBeGreaterThan(0.05)
    expect(meanOf(lost) / Math.sqrt(varianceOf(lost) / lost.length)).toBeGreaterThan(4)
  })
})

describe("travel", () => {
  test("bookings follow the season: of all brands' orders, the share booked from mid-May to the end of July is that of demand, within 4 standard errors", () => {
    const world = small("travel", 2000, 365, 90, "demand.shock.sd=0", "customer.pantry.effect=0", "demand.acceleration=0")
    const [from, to] = [135, 212]
    const level = world.demand.level.slice(world.clock.burnIn, world.clock.burnIn + 365)
    const peak = sum(level.slice(from, to)) / sum(level)
    expect(peak).toBeGreaterThan((1.3 * (to - from)) / 365)
    const seen = Array.from({ length: 6 }, (_, replication) => {
      const luck = { seed: 23, replication }
      const market = open({ ...world, budget: 1e9 }, steadyFirm, luck)
      steadily(market, 365)
      const orders = world.brands.map(({ name }) => seriesOf(market, `marketOrders.${name}`))
      return sum(orders.map((o) => sum(o.slice(from, to)))) / sum(orders.map(sum))
    })
    within4se(seen, peak)
  })

  test("a price war: when we cut by a tenth, the discounter is below our price within a week, and not all rivals follow", () => {
    const rivalsAt = (price: number) => {
      const market = open(small("travel", 200, 28, 28, "brands.flyaway.promotion.perYear=0", "brands.clubsun.promotion.perYear=0"), nobody, {
        seed: 25,
        replication: 0,
      })
      for (let t = 0; t < 7; t++) market.step({}, { price })
      return inside(market).state.rivals.map((rival) => rival.priceFactor)
    }
    expect(rivalsAt(1)).toEqual([1, 1, 1, 1])
    const [grandtour, flyaway, clubsun, cityhop] = rivalsAt(0.9) as [number, number, number, number]
    expect(flyaway).toBeLessThan(0.9)
    expect(cityhop).toBeLessThan(1)
    expect([grandtour, clubsun]).toEqual([1, 1])
  })
})

describe("electric-cars", () => {
  test("adoption is S-shaped: four years in the middle see more than the first four and the last four, by more than 4 standard errors", () => {
    const world = small("electric-cars", 3000, 2912, PAST)
    const market = open({ ...world, budget: 1e12 }, steadyFirm, { seed: 24, replication: 0 })
    steadily(market, world.clock.horizon)
    const { series, tick } = inside(market).state
    const weekly = Array.from({ length: tick }, (_, t) => sum(world.brands.map(({ name }) => (series[`marketOrders.${name}`] as Float64Array)[t] as number)))
    const [first, middle, last] = [0, 208, 416].map((from) => sum(weekly.slice(from, from + 208)) / world.weight) as [number, number, number]
    expect(first + middle + last).toBeLessThanOrEqual(3000)
    for (const other of [first, last]) expect(middle - other).toBeGreaterThan(4 * Math.sqrt(middle + other))
  })

  test("of the indicators, one shows demand half a year ahead, one nothing, one leads until it breaks", () => {
    const world = small("electric-cars", 200, 1092, 52)
    const { market } = played({ ...world, budget: 1e9 }, "digital")
    const demand = Array.from(seriesOf(market, "demand"), Math.log)
    const n = demand.length
    const r = (name: string, lead: number, from: number, to: number) => {
      const x = seriesOf(market, `indicator.${name}`)
      return correlation(Array.from(x.slice(from, to)), demand.slice(from + lead, to + lead))
    }
    const [half, third] = [26, 17]
    expect(r("petrolFutures", half, 0, n - half)).toBeGreaterThan(0.7)
    expect(r("petrolFutures", half, 0, n - half)).toBeGreaterThan(r("petrolFutures", 0, 0, n) + 0.1)
    expect(Math.abs(r("subsidyTalk", half, 0, n - half))).toBeLessThan(4 / Math.sqrt(n - half))
    expect(r("usedCarPrices", third, 0, 57)).toBeGreaterThan(0.7)
    expect(Math.abs(r("usedCarPrices", third, 58, n - third))).toBeLessThan(4 / Math.sqrt(n - third - 58))
  })

  test("a surge empties the stock: some wait in the second year", () => {
    const world = small("electric-cars", 2000, 728, PAST)
    const { market } = played(world, "digital")
    expect(inside(market).state.ledger.lateOrders).toBeGreaterThan(0)
  })
})

function correlation(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [meanOf(x), meanOf(y)]
  const covariance = sum(x.map((v, k) => (v - mx) * ((y[k] as number) - my))) / (x.length - 1)
  return covariance / Math.sqrt(varianceOf(x) * varianceOf(y))
}
