import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { parse, stringify } from "yaml"
import { InputError, load } from "../../scenarios/index.ts"
import { parametersOf } from "../../scenarios/parameters.ts"
import { scenarioSchema } from "../../scenarios/schema.ts"
import { everyday, sources } from "./everyday.ts"

/** Whatever text comes in, a World with finite numbers goes out, or one InputError of one short line. @returns whether it loaded */
function holds(text: string, settings: readonly string[] = [], sourcesText = sources): boolean {
  try {
    expect(unfinished(load("mine.yaml", text, sourcesText, settings))).toEqual([])
    return true
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    expect(error.message).toMatch(/^(mine\.yaml|sources\.yaml|--set[^\n]*): .*expected .*; found /)
    expect(error.message).not.toMatch(/[\n\r]/)
    expect(error.message.split("; found ")[0]).not.toMatch(/undefined|\[object/)
    expect(error.message.length).toBeLessThan(600)
    return false
  }
}

/** Leaves that are not text, a truth value or a finite number, as paths. */
function unfinished(value: unknown, path = "world"): string[] {
  if (typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return []
  if (value === null || typeof value !== "object") return [`${path} = ${String(value)}`]
  return Object.entries(value).flatMap(([key, of]) => unfinished(of, `${path}.${key}`))
}

const lines = everyday.split("\n")
const anything = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: fc.constantFrom(..."\n\t -:?[]{},&*#|>!%@'\"ab1") }),
)
const odd = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, -0, 1, -1, 0.5, 3, 5e-324, 1e-300, 1e300, 1e9, Number.MAX_SAFE_INTEGER, Number.NaN, Number.POSITIVE_INFINITY) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "5 days",
      "1e9 hours",
      "0.001 hours",
      "30 %",
      "100 %",
      "12 CNY",
      "1e12 CNY",
      "search",
      "mail",
      "",
      "constructor",
      "1 - 1",
      "exp(day)",
    ),
  },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
)

describe("anything but a scenario", () => {
  test.prop([anything], { numRuns: 150 })("random text", (text) => {
    expect(holds(text)).toBe(false)
  })

  test.prop([fc.jsonValue()], { numRuns: 100 })("random data as YAML", (data) => {
    expect(holds(stringify(data))).toBe(false)
    expect(holds(JSON.stringify(data))).toBe(false)
  })

  test.prop([fc.array(fc.constantFrom("[", "{", "- ", "? ", "a: ", "&a ", "*a", "\n", "'", '"', "!!x ", "---\n", "<<: "), { maxLength: 3000, size: "max" })], {
    numRuns: 100,
  })("random YAML punctuation", (parts) => {
    expect(holds(parts.join(""))).toBe(false)
  })
})

describe("a scenario changed at random", () => {
  const line = fc.nat(lines.length - 1)
  const edit = fc.oneof(
    fc.record({ kind: fc.constant("delete" as const), line }),
    fc.record({ kind: fc.constant("double" as const), line }),
    fc.record({ kind: fc.constant("swap" as const), line, other: line }),
    fc.record({ kind: fc.constant("replace" as const), line, text: anything }),
    fc.record({ kind: fc.constant("character" as const), line, column: fc.nat(120), text: fc.string({ maxLength: 2 }) }),
    fc.record({ kind: fc.constant("digit" as const), line, digit: fc.nat(9) }),
  )
  const changed = (edits: readonly (typeof edit extends fc.Arbitrary<infer T> ? T : never)[]) => {
    const text = [...lines]
    for (const e of edits) {
      const at = e.line % Math.max(1, text.length)
      const old = text[at] ?? ""
      if (e.kind === "delete") text.splice(at, 1)
      else if (e.kind === "double") text.splice(at, 0, old)
      else if (e.kind === "swap") text.splice(at, 1, ...text.splice(e.other % text.length, 1, old))
      else if (e.kind === "replace") text[at] = e.text
      else if (e.kind === "digit") text[at] = old.replace(/\d/, String(e.digit))
      else text[at] = old.slice(0, e.column) + e.text + old.slice(e.column + 1)
    }
    return text.join("\n")
  }
  test.prop([fc.array(edit, { minLength: 1, maxLength: 3 })], { numRuns: 150 })("in its text", (edits) => {
    holds(changed(edits))
  })

  const cuts = fc.tuple(fc.nat(everyday.length), fc.nat(everyday.length))
  test.prop([cuts], { numRuns: 100 })("cut to a piece", ([a, b]) => {
    holds(everyday.slice(Math.min(a, b), Math.max(a, b)))
  })

  const data = parse(everyday) as unknown
  const places = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
    value !== null && typeof value === "object" ? [path, ...Object.entries(value).flatMap(([key, of]) => places(of, [...path, key]))] : [path]
  test.prop([fc.constantFrom(...places(data).slice(1)), odd], { numRuns: 150 })("with a random value at a place of its data", (path, value) => {
    const copy = structuredClone(data)
    const above = path.slice(0, -1).reduce<unknown>((v, key) => (v as Record<string, unknown>)[key], copy) as Record<string, unknown>
    above[path.at(-1) as string] = value
    holds(stringify(copy))
  })

  /** Every key of the schema as a setting's path, at the first item of lists, with values from the ends of its range. */
  const keys = parametersOf(scenarioSchema("CNY")).map((p) => ({
    path: p.path
      .replace("[] (owned)", "[3]")
      .replace(/ \(.*?\)/g, "")
      .replaceAll("[]", "[0]")
      .replace(".<name>", ".search"),
    ends:
      /^(\S+) to (\S+)( days)?$/
        .exec(p.range)
        ?.slice(1, 3)
        .map((x) => `${x}${p.unit === "duration" ? " days" : ""}`) ?? [],
  }))
  const setting = fc.constantFrom(...keys).chain(({ path, ends }) =>
    fc
      .oneof(
        ...ends.map((x) => fc.constant(x)),
        odd.map((x) => stringify(x).trimEnd()),
      )
      .map((value) => `${path}=${value}`),
  )
  test.prop([fc.array(setting, { minLength: 1, maxLength: 2 })], { numRuns: 150 })("with random values at keys of the schema", (settings) => {
    holds(everyday, settings)
  })

  test("at either end of every range, alone: most of them load", () => {
    const ends = keys.flatMap(({ path, ends }) => ends.map((x) => `${path}=${x}`)).filter((s) => !s.startsWith("customers"))
    const loaded = ends.filter((s) => holds(everyday, [s]))
    expect(ends.length).toBeGreaterThan(150)
    expect(loaded.length).toBeGreaterThan(ends.length / 2)
  })
})

test.prop(
  [
    fc.oneof(
      anything,
      fc.tuple(anything, anything).map((x) => x.join("=")),
    ),
  ],
  { numRuns: 100 },
)("a random --set", (setting) => {
  holds(everyday, [setting])
})

test.prop([fc.nat(sources.split("\n").length), anything], { numRuns: 60 })("sources changed at random", (line, text) => {
  holds(everyday, [], sources.split("\n").toSpliced(line, 1, text).join("\n"))
})
