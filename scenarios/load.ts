import { parseDocument } from "yaml"
import type { z } from "zod"
import { math } from "../sim/index.ts"
import type { Reaction, World } from "../sim/world.ts"
import { curve, tabulate } from "./curves.ts"
import { hint, InputError, shown } from "./errors.ts"
import { type ScenarioFile, scenarioSchema, sourcesSchema } from "./schema.ts"

/** Largest scenario text taken, in characters. */
export const MOST_TEXT = 1_000_000

type Path = readonly PropertyKey[]

function where(path: Path): string {
  return path.map((key, k) => (typeof key === "number" ? `[${key}]` : k === 0 ? String(key) : `.${String(key)}`)).join("")
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((v, key) => (v !== null && typeof v === "object" ? (v as Record<PropertyKey, unknown>)[key] : undefined), value)
}

/** YAML text → plain data. @throws InputError */
function parse(file: string, text: string): unknown {
  if (text.length > MOST_TEXT) throw new InputError(`${file}: expected a scenario of at most ${MOST_TEXT} characters; found ${text.length}`)
  if (text.includes("\u0000") || text.includes("\ufffd")) throw new InputError(`${file}: expected YAML text; found binary data`)
  if (text.trim() === "") throw new InputError(`${file}: expected a scenario; found an empty file`)
  try {
    const document = parseDocument(text, { prettyErrors: true, uniqueKeys: true, logLevel: "silent" })
    const problem = document.errors[0]
    if (problem) throw problem
    const value = document.toJS({ maxAliasCount: 100 }) as unknown
    JSON.stringify(value) // an anchor inside itself makes a loop
    return value
  } catch (error) {
    throw new InputError(`${file}: expected YAML; ${(error as Error).message.split("\n")[0]?.slice(0, 160)}`)
  }
}

/** Names that fit at a path: the keys of the schema there, for "did you mean". */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  let here: z.core.$ZodType[] = [schema]
  const open = (type: z.core.$ZodType): z.core.$ZodType[] => {
    const def = (type as z.ZodType).def as { type: string; innerType?: z.core.$ZodType; options?: z.core.$ZodType[]; in?: z.core.$ZodType }
    if (def.innerType) return open(def.innerType)
    if (def.type === "pipe" && def.in) return open(def.in)
    if (def.options) return def.options.flatMap(open)
    return [type]
  }
  for (const key of path)
    here = here.flatMap(open).flatMap((type) => {
      const def = (type as z.ZodType).def as { element?: z.core.$ZodType; shape?: Record<string, z.core.$ZodType>; valueType?: z.core.$ZodType }
      const next = def.element ?? def.shape?.[String(key)] ?? def.valueType
      return next ? [next] : []
    })
  return here.flatMap(open).flatMap((type) => {
    const def = (type as z.ZodType).def as { shape?: Record<string, unknown>; entries?: Record<string, unknown> }
    return def.shape ? Object.keys(def.shape) : def.entries ? Object.keys(def.entries) : []
  })
}

/** The first of a schema's complaints, in the house's words. */
function complaint(file: string, schema: z.ZodType, value: unknown, issue: z.core.$ZodIssue): InputError {
  if (issue.code === "unrecognized_keys") {
    const key = issue.keys[0] as string
    const names = keysAt(schema, issue.path)
    return new InputError(`${file}: ${where([...issue.path, key])}: unknown key${hint(key, names) || `; expected one of ${names.join(", ")}`}`)
  }
  const found = at(value, issue.path)
  const expected = issue.message.startsWith("expected")
    ? issue.message
    : issue.code === "invalid_type"
      ? `expected ${issue.expected}`
      : issue.message.replace(/^Too/, "expected a length that is not too")
  return new InputError(`${file}: ${where(issue.path) || "the file"}: ${expected}; found ${shown(found)}${hint(found, keysAt(schema, issue.path))}`)
}

function check<T extends z.ZodType>(file: string, schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw complaint(file, schema, value, result.error.issues[0] as z.core.$ZodIssue)
}

/** `path=value` settings, applied to the file's data before it is checked. The value is read as YAML. */
function set(file: string, data: unknown, settings: readonly string[]): unknown {
  const root = structuredClone(data)
  for (const setting of settings) {
    const [, path, text] = /^([^=]+)=(.*)$/s.exec(setting) ?? []
    if (path === undefined || text === undefined) throw new InputError(`--set: expected path=value; found ${shown(setting)}`)
    const keys = path.split(/[.[\]]+/).filter(Boolean)
    let here = root as Record<string, unknown>
    keys.forEach((key, k) => {
      if (here === null || typeof here !== "object" || ["__proto__", "constructor", "prototype"].includes(key))
        throw new InputError(`${file}: --set ${path}: no such place`)
      const named = Array.isArray(here) ? here.findIndex((item) => (item as { name?: unknown } | null)?.name === key) : -1
      const name = named >= 0 ? String(named) : key
      if (k < keys.length - 1) here = (here[name] ??= {}) as Record<string, unknown>
      else here[name] = parse(`--set ${path}`, text)
    })
  }
  return root
}

/**
 * A world from a scenario's text and the sources' text.
 * @param file how messages name the scenario
 * @param settings `path=value`, as given to --set; a list's items may be named (`channels.search.price=0.1`)
 * @throws InputError with file, path, expected, found and the nearest valid name
 */
export function load(file: string, text: string, sourcesText: string, settings: readonly string[] = []): World {
  const data = set(file, parse(file, text), settings)
  const currency = at(data, ["currency"])
  const schema = scenarioSchema(typeof currency === "string" ? currency : "money")
  const scenario = check(file, schema, data)
  const sources = check("sources.yaml", sourcesSchema, parse("sources.yaml", sourcesText)).sources
  return world(file, scenario, sources)
}

const HOURS = { hour: 1, day: 24, week: 168 } as const

function world(file: string, s: ScenarioFile, sources: z.output<typeof sourcesSchema>["sources"]): World {
  const fail = (path: string, message: string): never => {
    throw new InputError(`${file}: ${path}: ${message}`)
  }
  const hoursPerTick = HOURS[s.clock.tick]
  const ticks = (days: number) => Math.ceil((days * 24) / hoursPerTick)
  const clock = { hoursPerTick, burnIn: ticks(s.clock.burnIn), horizon: ticks(s.clock.days), runOut: ticks(s.clock.runOut) }
  const names = s.channels.map((c) => c.name)
  const paid = s.channels.filter((c) => c.kind === "auction").map((c) => c.name)
  const owned = s.channels.filter((c) => c.kind === "owned").map((c) => c.name)
  const byChannel = (path: string, record: Record<string, number>, allowed: readonly string[]) => {
    for (const key of Object.keys(record))
      if (!allowed.includes(key)) fail(`${path}.${key}`, `expected one of ${allowed.join(", ")}; found ${shown(key)}${hint(key, allowed)}`)
    return names.map((name) => record[name] ?? 0)
  }
  const addsUp = (path: string, shares: readonly number[]) => {
    const total = shares.reduce((a, b) => a + b, 0)
    if (Math.abs(total - 1) > 1e-6) fail(path, `expected shares that sum to 1; found a sum of ${Number(total.toFixed(6))}`)
  }
  const distinct = (path: string, list: readonly { name: string }[]) => {
    const twice = list.find((item, k) => list.findIndex((other) => other.name === item.name) < k)
    if (twice) fail(path, `expected distinct names; found ${shown(twice.name)} twice`)
  }
  distinct("segments", s.segments)
  distinct("brands", s.brands)
  distinct("channels", s.channels)
  distinct("treatments", s.treatments)
  if (s.channels.filter((c) => c.kind === "auction" && !c.captures).length > 8) fail("channels", "expected at most 8 push channels")
  if (s.channels.filter((c) => c.kind === "auction" && c.captures).length > 4) fail("channels", "expected at most 4 query channels")
  addsUp(
    "segments share",
    s.segments.map((g) => g.share),
  )
  const dimensions = (s.tastes[0] as number[]).length
  s.tastes.forEach((vector, h) => {
    if (vector.length !== dimensions) fail(`tastes[${h}]`, `expected ${dimensions} numbers, as in the first; found ${vector.length}`)
    if (!vector.some((x) => x !== 0)) fail(`tastes[${h}]`, "expected a vector that is not 0")
  })
  const treatment = (path: string, wanted: string) => {
    const number = s.treatments.findIndex((t) => t.name === wanted) + 1
    if (number === 0)
      fail(
        path,
        `expected one of ${s.treatments.map((t) => t.name).join(", ")}; found ${shown(wanted)}${hint(
          wanted,
          s.treatments.map((t) => t.name),
        )}`,
      )
    return number
  }
  const count = clock.burnIn + clock.horizon + clock.runOut
  const table = (path: string, text: string) => {
    try {
      return tabulate(curve(text), { from: -clock.burnIn, count, days: hoursPerTick / 24, horizon: clock.horizon })
    } catch (error) {
      if (error instanceof SyntaxError) return fail(path, `expected ${error.message}; found ${shown(text)}`)
      throw error
    }
  }
  const season = table("demand.season", s.demand.season)
  const trend = table("demand.trend", s.demand.trend)

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
      level: season.map((v, t) => v * (trend[t] as number)),
      shock: s.demand.shock,
      acceleration: s.demand.acceleration,
      indicators: s.demand.indicators,
    },
    segments: s.segments.map((g, k) => {
      if (g.tastes.length !== s.tastes.length) fail(`segments[${k}].tastes`, `expected ${s.tastes.length} shares, one a taste; found ${g.tastes.length}`)
      addsUp(`segments[${k}].tastes`, g.tastes)
      const usage = byChannel(`segments[${k}].usage`, g.usage, paid)
      usage.forEach((rate, c) => {
        if ((rate * hoursPerTick) / 24 > 24)
          fail(`segments[${k}].usage.${names[c]}`, `expected at most 24 exposures offered a tick; found ${(rate * hoursPerTick) / 24}`)
      })
      return { ...g, usage }
    }),
    tastes: s.tastes.map((vector) => {
      const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
      return vector.map((x) => x / length)
    }),
    brands: s.brands.map((b, k) => {
      const spend = byChannel(`brands[${k}].spend`, b.spend, paid)
      if (k === 0 && spend.some((x) => x > 0)) fail("brands[0].spend", "expected none: the first brand is ours, and strategies decide its spend")
      return { ...b, spend, reaction: b.reaction as Reaction }
    }),
    channels: s.channels.map((c) =>
      c.kind === "owned"
        ? c
        : {
            name: c.name,
            kind: c.kind,
            captures: c.captures,
            bids: { mu: math.log(c.price), sigma: c.sigma, elasticity: c.elasticity, reference: c.reference },
            bidCap: c.bidCap,
            needQueries: c.captures ? c.needQueries : 0,
            brandQueries: c.captures ? c.brandQueries : 0,
            click: c.click,
            gain: c.gain,
            irritation: c.irritation,
          },
    ),
    treatments: s.treatments.map((t, k) => {
      if (!owned.includes(t.channel))
        fail(
          `treatments[${k}].channel`,
          `expected an owned channel${owned.length ? ` (${owned.join(", ")})` : ""}; found ${shown(t.channel)}${hint(t.channel, owned)}`,
        )
      return { ...t, channel: names.indexOf(t.channel) }
    }),
    creative: {
      cost: s.creative.cost,
      latencyHours: s.creative.latency * 24,
      quality: s.creative.quality,
      styleNoise: s.creative.styleNoise,
      match: s.creative.match,
      halfLifeExposures: s.creative.halfLife,
    },
    customer: s.customer,
    choice: s.choice,
    sources: sources.map(({ refresh, delay, ...source }, k) => {
      if (delay > refresh) fail(`sources[${k}].delay`, `expected at most the refresh of ${refresh} days; found ${delay}`)
      return { ...source, refreshHours: refresh * 24, delayHours: delay * 24 }
    }),
    history: {
      spendPerDay: s.history.spend / 365,
      shares: (() => {
        const shares = byChannel("history.shares", s.history.shares, paid)
        addsUp("history.shares", shares)
        return s.channels.flatMap((c, k) => (c.kind === "auction" ? [shares[k] as number] : []))
      })(),
      wander: s.history.wander,
      period: s.history.period,
      newsletter:
        s.history.newsletter.every > 0
          ? { days: s.history.newsletter.every, treatment: treatment("history.newsletter.treatment", s.history.newsletter.treatment) }
          : { days: 0, treatment: 0 },
    },
  }
}
