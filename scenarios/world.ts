import { math, observedColumns } from "../sim/index.ts"
import { HIGHEST_PRICE } from "../sim/price.ts"
import { type Channel, families, type MarketEvent, type Reaction, type Source, type Supply, type World } from "../sim/world.ts"
import { curve, level } from "./curves.ts"
import { hint, InputError, oneOf, shown, where } from "./errors.ts"
import type { ScenarioFile, SourcesFile } from "./schema.ts"

const HOURS = { hour: 1, day: 24, week: 168 } as const
const MOST_PUSH = 8
const MOST_QUERY = 4
const MOST_EXPOSURES = 24

/** Largest order that the market can book: 32 bits of cents. */
const MOST_ORDER = 21_000_000

type ChannelFile = ScenarioFile["channels"][number]

type Fail = (path: readonly PropertyKey[], expected: string, found: string) => never

function failing(file: string, data: unknown): Fail {
  return (path, expected, found) => {
    throw new InputError(`${file}: ${where(data, path)}: expected ${expected}; found ${found}`)
  }
}

function distinct(fail: Fail, list: string, items: readonly { name: string }[], path: readonly PropertyKey[] = [list]): void {
  const twice = items.find((item, k) => items.findIndex((other) => other.name === item.name) < k)
  if (twice) fail(path, "distinct names", `${shown(twice.name)} twice`)
}

function known(fail: Fail, path: readonly PropertyKey[], names: readonly string[], name: string, what: string): void {
  if (!names.includes(name)) fail(path, names.length ? oneOf(names) : `none, for there is ${what}`, `${shown(name)}${hint(name, names)}`)
}

function addsUp(fail: Fail, path: readonly PropertyKey[], shares: readonly number[]): void {
  const total = shares.reduce((a, b) => a + b, 0)
  if (Math.abs(total - 1) > 1e-6) fail(path, "shares that sum to 1", `a sum of ${Number(total.toFixed(6))}`)
}

/** A checked scenario file as a world: what spans several keys is checked here. @throws InputError */
export function worldOf(file: string, s: ScenarioFile, sources: readonly Source[]): World {
  const fail = failing(file, s)
  const hoursPerTick = HOURS[s.clock.tick]
  const ticks = (days: number) => Math.ceil((days * 24) / hoursPerTick)
  const clock = { hoursPerTick, burnIn: ticks(s.clock.burnIn), horizon: ticks(s.clock.days), runOut: ticks(s.clock.runOut) }
  const names = s.channels.map((c) => c.name)
  const contact = s.channels.filter(carries).map((c) => c.name)
  const paid = s.channels.filter((c) => !carries(c) && c.kind !== "earned").map((c) => c.name)
  const shows = s.channels.filter((c) => !carries(c) && c.kind !== "store").map((c) => c.name)
  const queries = s.channels.filter((c) => c.kind === "auction" && c.captures).length

  distinct(fail, "segments", s.segments)
  distinct(fail, "brands", s.brands)
  distinct(fail, "channels", s.channels)
  distinct(fail, "treatments", s.treatments)
  distinct(fail, "indicators", s.demand.indicators, ["demand", "indicators"])
  if (paid.length === 0) fail(["channels"], "a channel of kind auction, broadcast, commission or store", "none")
  if (shows.length - queries > MOST_PUSH) fail(["channels"], `at most ${MOST_PUSH} push channels`, String(shows.length - queries))
  if (queries > MOST_QUERY) fail(["channels"], `at most ${MOST_QUERY} query channels`, String(queries))
  if (!s.brands.some((b) => b.attraction > 0)) fail(["brands"], "a brand with an attraction above 0", "none")
  addsUp(
    fail,
    ["segments"],
    s.segments.map((g) => g.share),
  )

  const byChannel = (path: readonly PropertyKey[], record: Record<string, number>, among = paid, otherwise: (channel: ChannelFile) => number = () => 0) => {
    for (const name of Object.keys(record)) known(fail, [...path, name], among, name, among === paid ? "no paid channel" : "no channel that shows")
    return s.channels.map((c) => (Object.hasOwn(record, c.name) ? (record[c.name] as number) : otherwise(c)))
  }

  const dearest = Math.max(...s.brands.map((b, k) => (k === 0 ? b.price * HIGHEST_PRICE : b.price)))
  return {
    name: s.name,
    about: s.about,
    currency: s.currency,
    clock,
    customers: s.customers,
    weight: s.weight,
    budget: s.budget,
    smallestEffect: s.smallestEffect,
    demand: {
      level: levels(fail, s, clock),
      shock: s.demand.shock,
      acceleration: s.demand.acceleration,
      ...(s.demand.diffusion ? { diffusion: s.demand.diffusion } : {}),
      indicators: s.demand.indicators,
    },
    segments: s.segments.map((g, k) => {
      const path = ["segments", k]
      if (g.tastes.length !== s.tastes.length) fail([...path, "tastes"], `${s.tastes.length} shares, one a taste`, String(g.tastes.length))
      addsUp(fail, [...path, "tastes"], g.tastes)
      const usage = byChannel([...path, "usage"], g.usage, shows, (c) => (byAffinity(c) ? 1 : 0))
      usage.forEach((rate, c) => {
        const offered = rate * mostOffered(s.channels[c] as ChannelFile, hoursPerTick / 24)
        if (offered > MOST_EXPOSURES) fail([...path, "usage", names[c] as string], `at most ${MOST_EXPOSURES} exposures offered a tick`, String(offered))
      })
      const largest = dearest * g.units.mean * math.exp(5 * g.units.sigma)
      if (largest > MOST_ORDER)
        fail(
          ["segments", k, "units"],
          `orders under ${MOST_ORDER} at the dearest brand's price (ours doubled, as far as it can be raised), five sigma above the mean`,
          largest.toPrecision(3),
        )
      return { ...g, usage, consent: families.map((family) => g.consent[family] ?? 1) }
    }),
    tastes: tastesOf(fail, s.tastes),
    brands: s.brands.map((b, k) => {
      const path = ["brands", k, "spend"]
      const spend = byChannel(path, b.spend)
      if (k === 0 && spend.some((x) => x > 0)) fail(path, "none, for the first brand is ours and strategies decide its spend", shown(b.spend))
      const { perYear, days } = b.promotion
      if (perYear * days >= 365) fail(["brands", k, "promotion"], "promotions that fit into a year", `${perYear} of ${days} days`)
      return { ...b, spend, reaction: b.reaction as Reaction }
    }),
    channels: s.channels.map(channelOf),
    treatments: s.treatments.map((t, k) => {
      const path = ["treatments", k]
      known(fail, [...path, "channel"], contact, t.channel, "no channel that carries messages")
      if (t.discount > 0 && !(t.discountCap > 0)) fail([...path, "discountCap"], "an amount above 0, the most that the discount takes off", "0")
      return { ...t, channel: names.indexOf(t.channel) }
    }),
    creative: {
      cost: s.creative.cost,
      latencyHours: s.creative.latency * 24,
      quality: s.creative.quality,
      styleNoise: s.creative.styleNoise,
      match: s.creative.match,
      halfLifeExposures: s.creative.halfLife,
      rest: s.creative.rest,
      ...(s.creative.topics ? { topics: s.creative.topics } : {}),
    },
    customer: s.customer,
    choice: s.choice,
    ...(s.supply ? { supply: supplyOf(s.supply) } : {}),
    sources: connectable(fail, s.sources, sources),
    survey: s.survey,
    history: historyOf(fail, s, byChannel(["history", "shares"], s.history.shares)),
    ...(s.events.length > 0 ? { events: s.events.map((event, k) => eventOf(fail, s, event, k, paid)) } : {}),
  }
}

function supplyOf({ lead, cover, review, smoothing, wait, late }: NonNullable<ScenarioFile["supply"]>): Supply {
  return { leadDays: lead, coverDays: cover, reviewDays: review, smoothing, wait, late }
}

/** Whether a segment's usage of a channel is an affinity: 1 is the average. */
function byAffinity(channel: ChannelFile): boolean {
  return channel.kind === "broadcast" || channel.kind === "earned" || (channel.kind === "commission" && channel.payment.per === "post")
}

/** Most exposures of a person in a tick for each unit of usage. */
function mostOffered(channel: ChannelFile, length: number): number {
  if (channel.kind === "broadcast") return (channel.mostPoints / 100) * length
  if (channel.kind === "earned") return channel.volume * length
  if (channel.kind === "commission" && channel.payment.per === "post") return Math.ceil(channel.payment.mostPosts * length) * channel.payment.reach
  return length
}

/** Does a channel carry treatments to single customers? */
function carries({ kind }: ChannelFile): boolean {
  return kind === "owned" || kind === "human" || kind === "agent"
}

function channelOf(c: ChannelFile): Channel {
  if (c.kind === "owned") return { name: c.name, kind: c.kind, costPerContact: c.costPerMessage }
  if (c.kind === "human") return { name: c.name, kind: c.kind, costPerContact: c.costPerContact, capacityPerDay: c.capacity, skill: c.skill }
  if (c.kind === "agent") return { name: c.name, kind: c.kind, costPerContact: c.costPerContact, withinDays: c.within, skill: c.skill }
  if (c.kind !== "auction") return c
  const { name, kind, captures, bidCap, click, gain, irritation, wear } = c
  return {
    name,
    kind,
    captures,
    bids: { mu: math.log(c.price), sigma: c.sigma, elasticity: c.elasticity, reference: c.reference },
    bidCap,
    needQueries: captures ? c.needQueries : 0,
    brandQueries: captures ? c.brandQueries : 0,
    click,
    gain,
    irritation,
    wear,
  }
}

/** Season × trend, tabulated. */
function levels(fail: Fail, s: ScenarioFile, clock: World["clock"]): number[] {
  const ticks = { from: -clock.burnIn, count: clock.burnIn + clock.horizon + clock.runOut, days: clock.hoursPerTick / 24, horizon: clock.horizon }
  const parsed = (["season", "trend"] as const).map((key) => {
    try {
      const of = curve(s.demand[key])
      level([of], ticks)
      return of
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      return fail(["demand", key], error.message, shown(s.demand[key]))
    }
  })
  try {
    return level(parsed, ticks)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return fail(["demand"], `of season × trend ${error.message}`, shown(s.demand.trend))
  }
}

/** Unit vectors. */
function tastesOf(fail: Fail, tastes: ScenarioFile["tastes"]): number[][] {
  const dimensions = (tastes[0] as number[]).length
  return tastes.map((vector, h) => {
    if (vector.length !== dimensions) fail(["tastes", h], `${dimensions} numbers, as in the first`, String(vector.length))
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
    if (!(length > 1e-6)) fail(["tastes", h], "a vector that is not 0", shown(vector))
    return vector.map((x) => x / length)
  })
}

function historyOf(fail: Fail, s: ScenarioFile, shares: readonly number[]): World["history"] {
  const { spend, wander, period, newsletter } = s.history
  addsUp(fail, ["history", "shares"], shares)
  const names = s.treatments.map((t) => t.name)
  if (newsletter.every > 0) known(fail, ["history", "newsletter", "treatment"], names, newsletter.treatment, "no treatment")
  return {
    spendPerDay: spend / 365,
    shares: s.channels.flatMap((c, k) => (carries(c) || c.kind === "earned" ? [] : [shares[k] as number])),
    wander,
    period,
    newsletter: newsletter.every > 0 ? { days: newsletter.every, treatment: names.indexOf(newsletter.treatment) + 1 } : { days: 0, treatment: 0 },
  }
}

function eventOf(fail: Fail, s: ScenarioFile, event: ScenarioFile["events"][number], k: number, paid: readonly string[]): MarketEvent {
  const path = ["events", k]
  if (event.day >= s.clock.days) fail([...path, "day"], `a day of the horizon, 0 to ${s.clock.days - 1}`, String(event.day))
  if (event.kind === "rivalPromotion" || event.kind === "rivalSpend") {
    const rivals = s.brands.slice(1).map((brand) => brand.name)
    known(fail, [...path, "brand"], rivals, event.brand, "no rival")
    return { ...event, brand: rivals.indexOf(event.brand) + 1 }
  }
  if (event.kind !== "mediaPrices") return event
  const { channel, ...all } = event
  if (channel === undefined) return all
  known(fail, [...path, "channel"], paid, channel, "no paid channel")
  return { ...all, channel: s.channels.findIndex((c) => c.name === channel) }
}

/** The sources that a market has: those that the scenario names, or all. */
function connectable(fail: Fail, named: readonly string[] | undefined, all: readonly Source[]): readonly Source[] {
  const names = all.map((source) => source.name)
  named?.forEach((name, k) => known(fail, ["sources", k], names, name, "no source"))
  return named ? all.filter(({ name }) => named.includes(name)) : all
}

/** Checked sources as the world has them. @throws InputError */
export function sourcesOf(file: string, data: SourcesFile): Source[] {
  const fail = failing(file, data)
  distinct(fail, "sources", data.sources)
  return data.sources.map(({ refresh, delay, ...source }, k) => {
    if (delay > refresh) fail(["sources", k, "delay"], `at most the refresh of ${refresh} days`, `${delay} days`)
    source.columns.forEach((column, c) => known(fail, ["sources", k, "columns", c], Object.keys(observedColumns), column, "no column"))
    return { ...source, refreshHours: refresh * 24, delayHours: delay * 24 }
  })
}
