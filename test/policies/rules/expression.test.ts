import { fc, test } from "@fast-check/vitest"
import { all, create, type FactoryFunctionMap } from "mathjs"
import { describe, expect } from "vitest"
import { type Bits, bitCount } from "../../../policies/rules/bits.ts"
import { sheetOf } from "../../../policies/rules/blocks.ts"
import { type Condition, columnsIn } from "../../../policies/rules/condition.ts"
import { condition } from "../../../policies/rules/expression.ts"
import { math } from "../../../sim/index.ts"
import { customerColumns } from "../../../sim/observation.ts"

const names = ["pageViews7d", "daysSincePurchase", "spend@web-shop"] as const
type Table = { readonly [name: string]: Float32Array | undefined }

/** Where a condition certainly holds. */
function where(of: Condition, table: Table, rows: number): number[] {
  const out: number[] = []
  sheetOf([of]).over(
    rows,
    (name) => table[name],
    (from, words, [held]) => out.push(...rowsIn(held as Bits, words).map((r) => from + r)),
  )
  return out
}

const rowsIn = (bits: Bits, words: number): number[] =>
  Array.from({ length: 32 * words }, (_, r) => r).filter((r) => ((bits[r >> 5] as number) >>> (r & 31)) & 1)

const read = (text: string) => condition(text, customerColumns)
const one = (text: string, values: { readonly [name: string]: number }) =>
  where(read(text), Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Float32Array.of(value)])), 1).length === 1

/** mathjs with the market's elementary functions, exact comparison, and `unknown`. */
function mathjsOf(imports: object) {
  const js = create(all as FactoryFunctionMap, { relTol: 1e-300, absTol: 0 })
  const { exp, log, pow } = math
  const once = (of: (x: number) => number) => js.typed("of", { number: of, boolean: (x: boolean) => of(+x) })
  js.import(
    {
      log: once(log),
      exp: once(exp),
      sqrt: once(Math.sqrt),
      floor: once(Math.floor),
      pow: js.typed("pow", { "any, any": (x: number, y: number) => pow(+x, +y) }),
      min: (...x: number[]) => Math.min(...x),
      max: (...x: number[]) => Math.max(...x),
      unknown: (x: number) => Number.isNaN(+x),
      ...imports,
    },
    { override: true },
  )
  return js
}

const plain = mathjsOf({})

/** Kleene's tables on 1, 0 and NaN. */
const sure = (of: (x: number, y: number) => boolean) => (x: number, y: number) => (Number.isNaN(+x) || Number.isNaN(+y) ? Number.NaN : +of(+x, +y))
const kleene = mathjsOf({
  smaller: sure((x, y) => x < y),
  smallerEq: sure((x, y) => x <= y),
  larger: sure((x, y) => x > y),
  largerEq: sure((x, y) => x >= y),
  equal: sure((x, y) => x === y),
  unequal: sure((x, y) => x !== y),
  and: (x: number, y: number) => (+x === 0 || +y === 0 ? 0 : Number.isNaN(+x) || Number.isNaN(+y) ? Number.NaN : 1),
  or: (x: number, y: number) => ((+x !== 0 && !Number.isNaN(+x)) || (+y !== 0 && !Number.isNaN(+y)) ? 1 : +x === 0 && +y === 0 ? 0 : Number.NaN),
  not: (x: number) => (Number.isNaN(+x) ? Number.NaN : +(+x === 0)),
})

/** What an instance of mathjs makes of a text, a row after the other. */
function byRow(js: typeof plain, text: string, rows: readonly (readonly number[])[]): number[] {
  const code = js.compile(text.replaceAll("spend@web-shop", "spendAtWebShop"))
  return rows.flatMap(([a, b, c], r) => {
    const truth = code.evaluate({ pageViews7d: a, daysSincePurchase: b, spendAtWebShop: c })
    return truth !== 0 && truth && !Number.isNaN(+truth) ? [r] : []
  })
}

const { condition: conditions } = fc.letrec<{ number: string; condition: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...names),
    fc.constantFrom("0", "1", "2", "3.5", "7", "30"),
    fc.tuple(tie("number"), fc.constantFrom("+", "-", "*", "/", "^"), tie("number")).map(([a, op, b]) => `(${a} ${op} ${b})`),
    fc.tuple(fc.constantFrom("-", "abs", "log", "exp", "sqrt", "floor"), tie("number")).map(([of, a]) => `${of}(${a})`),
    fc.tuple(fc.constantFrom("min", "max"), fc.array(tie("number"), { minLength: 2, maxLength: 3 })).map(([of, args]) => `${of}(${args.join(", ")})`),
    tie("condition").map((a) => `(1 * (${a}))`),
  ),
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.tuple(tie("number"), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), tie("number")).map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(tie("condition"), fc.constantFrom("and", "or"), tie("condition")).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie("condition").map((a) => `not (${a})`),
    tie("number").map((a) => `unknown(${a})`),
    fc.constantFrom("true", "false"),
  ),
}))
const short = conditions.filter((text) => text.length <= 400)
const value = fc.oneof(fc.integer({ min: -3, max: 40 }), fc.constantFrom(0.5, 3.5, 2.25, 30.125))
const rowsOf = (of: fc.Arbitrary<number>) => fc.array(fc.tuple(of, of, of), { minLength: 1, maxLength: 30 })
const tableOf = (rows: readonly (readonly number[])[]): Table =>
  Object.fromEntries(names.map((name, c) => [name, Float32Array.from(rows, (row) => row[c] as number)]))

describe("a condition compiled to operations on columns", () => {
  test.prop([short, rowsOf(fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: fc.constant(Number.NaN) }))], { numRuns: 300 })(
    "is mathjs' own evaluation, row by row, with Kleene's tables for what is unknown",
    (text, rows) => {
      expect(where(read(text), tableOf(rows), rows.length)).toEqual(byRow(kleene, text, rows))
    },
  )

  test.prop(
    [
      fc.tuple(fc.constantFrom(...names), fc.constantFrom("<", "<=", ">", ">=", "==", "!="), fc.integer({ min: 0, max: 9 })),
      fc.tuple(fc.constantFrom(...names), fc.constantFrom("<", "<="), fc.constantFrom(...names)),
      fc.constantFrom("and", "or"),
      rowsOf(value),
    ],
    { numRuns: 200 },
  )("is mathjs' own, brackets, chains and precedence left to it, where all is known", ([a, op, k], [b, lower, c], both, rows) => {
    const text = `not (${a} ${op} ${k}) ${both} ${k} - 3 ${lower} ${b} ${lower} ${c} + 2 * ${k} and true or -${a}^2 < ${k} / 4`
    expect(where(read(text), tableOf(rows), rows.length)).toEqual(byRow(plain, text, rows))
  })

  test.prop([short, short, rowsOf(fc.oneof(value, fc.constant(Number.NaN)))], { numRuns: 100 })(
    "obeys De Morgan, and never holds together with its opposite",
    (a, b, rows) => {
      const [x, y] = [read(a), read(b)]
      const not = (of: Condition): Condition => ({ kind: "not", of })
      const at = (of: Condition) => where(of, tableOf(rows), rows.length)
      expect(at(not({ kind: "and", args: [x, y] }))).toEqual(at({ kind: "or", args: [not(x), not(y)] }))
      const holds = new Set(at(x))
      expect(at(not(x)).filter((r) => holds.has(r))).toEqual([])
    },
  )

  test.each([0, 1, 3, 4, 2047, 2048, 2049, 4099])("of %i rows gives each its own, whatever the blocks", (rows) => {
    const table = {
      pageViews7d: Float32Array.from({ length: rows }, (_, r) => r % 5),
      spend: Float32Array.from({ length: rows }, (_, r) => (r % 3 ? r : Number.NaN)),
    }
    const expected = Array.from({ length: rows }, (_, r) => r).filter((r) => r % 5 >= 3 && r % 3 === 0)
    expect(where(read("pageViews7d >= 3 and unknown(spend)"), table, rows)).toEqual(expected)
    expect(where(read("true"), table, rows)).toHaveLength(rows)
  })

  test("worked on again, with more rows or fewer, shows nothing of the time before", () => {
    const sheet = sheetOf([read("true"), read("not (pageViews7d > 3) or unknown(pageViews7d)"), read("pageViews7d > 3")])
    for (const rows of [3, 9, 2, 2049, 1, 2048]) {
      const pageViews7d = Float32Array.from({ length: rows }, (_, r) => (r * 7) % 11)
      const counts = [0, 0, 0]
      sheet.over(
        rows,
        () => pageViews7d,
        (_from, words, holds) => holds.forEach((held, k) => held.subarray(0, words).forEach((word) => (counts[k]! += bitCount(word)))),
      )
      const more = pageViews7d.filter((x) => x > 3).length
      expect(counts).toEqual([rows, rows - more, more])
    }
  })

  test("of several in one sheet is what each is alone", () => {
    const texts = ["pageViews7d > 3", "not (pageViews7d > 3)", "pageViews7d > 3 or unknown(spend)", "pageViews7d + spend < 9"]
    const table = { pageViews7d: Float32Array.of(1, 5, Number.NaN, 7, 2), spend: Float32Array.of(1, Number.NaN, 3, 1, Number.NaN) }
    const together = texts.map(() => [] as number[])
    sheetOf(texts.map(read)).over(
      5,
      (name) => table[name as keyof typeof table],
      (from, words, holds) => holds.forEach((held, k) => together[k]?.push(...rowsIn(held, words).map((r) => from + r))),
    )
    expect(together).toEqual(texts.map((text) => where(read(text), table, 5)))
  })
})

describe("what is unknown", () => {
  test.each([
    ["spend > 3", false],
    ["not (spend > 3)", false],
    ["spend == spend", false],
    ["spend != 3", false],
    ["unknown(spend)", true],
    ["not unknown(spend)", false],
    ["unknown(spend + purchases)", true],
    ["spend > 3 or purchases > 1", true],
    ["spend > 3 and purchases > 1", false],
    ["not (spend > 3 and purchases > 5)", true],
    ["spend", false],
    ["not spend", false],
    ["min(spend, purchases) < 9", false],
    ["unknown(log(-purchases))", true],
  ])("%s", (text, holds) => {
    expect(one(text, { spend: Number.NaN, purchases: 2 })).toBe(holds)
  })

  test("is all of a column that nobody tells", () => {
    expect(where(read("unknown(churnRisk)"), {}, 3)).toEqual([0, 1, 2])
    expect(where(read("not (churnRisk > 60) or churnRisk > 60"), {}, 3)).toEqual([])
  })
})

describe("the language", () => {
  test.each([
    ["subscribed and not boughtRival", { subscribed: 1, boughtRival: 0 }, true],
    ["60 <= daysSincePurchase < 180", { daysSincePurchase: 60 }, true],
    ["60 <= daysSincePurchase < 180", { daysSincePurchase: 180 }, false],
    ["(pageViews7d > 1) + (spend > 1) + (purchases > 1) >= 2", { pageViews7d: 2, spend: 0, purchases: 5 }, true],
    ["spend@shop / purchases >= 40", { "spend@shop": 80, purchases: 2 }, true],
    ["log(1 + purchases) > 1", { purchases: 2 }, true],
    ["-2^2 == -4", {}, true],
    ["max(spend, purchases, 7) == 7", { spend: 1, purchases: 3 }, true],
  ])("takes %s", (text, values, holds) => {
    expect(one(text, values as { [name: string]: number })).toBe(holds)
  })

  test("knows the columns that it reads", () => {
    expect(columnsIn(read("pageViews7d >= 3 and (unknown(spend@shop) or min(spend, pageViews7d) < 1)"))).toEqual(["pageViews7d", "spend@shop", "spend"])
  })

  test.each([
    ["pageView7d >= 3", 'expected a customer column (marketlab list columns); found "pageView7d". Did you mean pageViews7d?'],
    ["spnd@shop > 3", 'found "spnd@shop". Did you mean spend?'],
    ["pageViews7d >= 3 AND spend > 1", "Did you mean and?"],
    ["pageViews7d >= 3 && spend > 1", "Logic is written and, or, not"],
    ["pageViews7d = 3", "expected == where two things are compared; found ="],
    ["pageViews7d == 1 or 2", "expected a comparison, such as 2 > 0; found the number 2"],
    ["not pageViews7d > 3", "expected brackets after not"],
    ["pageViews7d + (spend > 3) or true", "expected a comparison"],
    ["spend > 3 + not subscribed", "expected a number; found the condition not subscribed"],
    ["2 spend > 3", "expected an operator between any two things"],
    ["sin(spend) > 0", 'expected a function, one of min, max, abs, log, exp, sqrt, floor, unknown; found "sin". Did you mean min?'],
    ["unknwon(spend)", "Did you mean unknown?"],
    ["log(spend, 10) > 1", "expected log of one number; found 2"],
    ["unknown()", "expected unknown of one number; found 0"],
    ["spend > 'a'", "found a text or an infinite number"],
    ["spend > 1e999", "found a text or an infinite number"],
    ["spend > Infinity", "found a text or an infinite number"],
    ["spend % 2 == 0", "found the operator %"],
    ["spend ? true : false", "found a choice with ?"],
    ["[1, 2] == 3", "found a list"],
    ["spend.constructor", "found a property"],
    ["f(x) = x", "found a definition"],
    ["spend > 1; spend > 2", "found several expressions"],
    ['import("fs")', 'found "import"'],
    ["spend$0 > 1", "found $"],
    ["", "expected a condition such as"],
    ["# all", "expected"],
    ["(spend > 1", "expected a condition such as"],
    [`${"(".repeat(200)}spend${")".repeat(200)} > 1`, "expected a condition of at most 400 characters"],
  ])("refuses %s", (text, message) => {
    expect(() => read(text)).toThrow(RangeError)
    expect(() => read(text)).toThrow(message)
    expect(() => read(text)).not.toThrow(/\n/)
  })
})
