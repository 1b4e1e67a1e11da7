import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { constants, curve, functions, level, operators, variables } from "../../scenarios/curves.ts"
import { math } from "../../sim/index.ts"

const at = { day: 10.5, week: 1.5, weekday: 3 }
const year = { from: -30, count: 30 + 365 + 20, days: 1, horizon: 365 }

describe("the allow-list is complete", () => {
  const plain: Record<string, (a: number, b: number) => number> = {
    "+": (a, b) => a + b,
    "-": (a, b) => a - b,
    "*": (a, b) => a * b,
    "/": (a, b) => a / b,
    "^": (a, b) => a ** b,
    "<": (a, b) => Number(a < b),
    "<=": (a, b) => Number(a <= b),
    ">": (a, b) => Number(a > b),
    ">=": (a, b) => Number(a >= b),
    "==": (a, b) => Number(a === b),
    "!=": (a, b) => Number(a !== b),
    and: (a, b) => Number(Boolean(a) && Boolean(b)),
    or: (a, b) => Number(Boolean(a) || Boolean(b)),
    sin: Math.sin,
    cos: Math.cos,
    exp: Math.exp,
    log: Math.log,
    sqrt: Math.sqrt,
    abs: Math.abs,
    floor: Math.floor,
    min: Math.min,
    max: Math.max,
  }
  const operands = fc.integer({ min: 0, max: 40 }).map((n) => n / 4)

  test("plain arithmetic knows all of it", () => {
    expect(Object.keys(plain)).toEqual([...Object.keys(operators), ...Object.keys(functions)])
  })

  test.prop([fc.constantFrom(...Object.keys(operators)), operands, operands])("an operator is plain arithmetic", (op, a, b) => {
    const expected = plain[op]?.(a, b) as number
    const found = curve(`${a} ${op} ${b}`)(at)
    if (op === "^") expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-12 * expected)
    else expect(found).toBe(expected)
  })

  test.prop([fc.constantFrom(...Object.keys(functions)), operands, operands])("a function is plain arithmetic", (name, a, b) => {
    const two = functions[name]?.most !== 1
    const expected = plain[name]?.(...((two ? [a, b] : [a]) as [number, number])) as number
    const found = curve(two ? `${name}(${a}, ${b})` : `${name}(${a})`)(at)
    if (Number.isFinite(expected)) expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(expected)))
    else expect(found).toBe(expected)
  })

  test("names, signs, brackets, precedence and the conditional", () => {
    for (const name of variables) expect(curve(name)(at)).toBe(at[name])
    expect(curve("pi")(at)).toBe(Math.PI)
    expect(curve("e")(at)).toBe(Math.E)
    expect(Object.keys(constants)).toEqual(["pi", "e"])
    expect(curve("-(2 + +3)*4 - 2^3^2")(at)).toBe(-532)
    expect(curve("2 pi")(at)).toBe(2 * Math.PI)
    expect(curve("weekday >= 5 ? 2 : week > 1 and day < 20 ? 3 : 4")(at)).toBe(3)
    expect(curve("weekday >= 5 ? 2 : week > 1 and day < 20 ? 3 : 4")({ ...at, weekday: 6 })).toBe(2)
  })

  test.prop([fc.double({ min: 0.01, max: 20, noNaN: true })])("elementary functions have sim/math's bits, not the engine's", (x) => {
    for (const name of ["sin", "cos", "exp", "log"] as const) expect(curve(`${name}(day)`)({ ...at, day: x })).toBe(math[name](x))
    expect(curve("day ^ 1.7")({ ...at, day: x })).toBe(math.pow(x, 1.7))
  })
})

describe("a level", () => {
  test("is the closed form of its season", () => {
    const found = level([curve("1 + 0.3*sin(2*pi*day/365)")], year)
    found.forEach((value, t) => expect(value).toBeCloseTo(1 + 0.3 * Math.sin((2 * Math.PI * (t - 30 + 0.5)) / 365), 12))
    expect(found).toHaveLength(415)
  })

  test("of a trend is the growth over its mean", () => {
    const found = level([curve("1 + day/365")], year)
    found.forEach((value, t) => expect(value).toBeCloseTo((1 + (t - 30 + 0.5) / 365) / 1.5, 12))
  })

  test("multiplies season and trend before it is normalised", () => {
    const product = level([curve("2 + cos(day)"), curve("1 + week/52")], year)
    expect(product).toEqual(level([curve("(2 + cos(day)) * (1 + week/52)")], year))
  })

  test("counts the days of the week from 0 to 6, before the horizon too", () => {
    const found = level([curve("1 + weekday")], { ...year, horizon: 364 })
    found.forEach((value, t) => expect(value * 4).toBeCloseTo(1 + ((((t - 30) % 7) + 7) % 7), 12))
  })

  const part = fc.constantFrom("1", "1 + 0.9*sin(day)", "exp(-week)", "weekday == 6 ? 3 : 1", "max(0, 1 - day/200)", "abs(day)", "1 + 0.001*day^2")
  const ticks = fc.record({ burnIn: fc.integer({ min: 0, max: 60 }), horizon: fc.integer({ min: 7, max: 3650 }), days: fc.constantFrom(1 / 24, 1, 7) })
  test.prop([part, part, ticks])("is 1 on average over the horizon, and never negative or infinite", (season, trend, { burnIn, horizon, days }) => {
    let found: number[]
    try {
      found = level([curve(season), curve(trend)], { from: -burnIn, count: burnIn + horizon + 10, days, horizon })
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError)
      return
    }
    expect(Math.abs(found.slice(burnIn, burnIn + horizon).reduce((a, b) => a + b, 0) / horizon - 1)).toBeLessThan(1e-12)
    expect(found.every((x) => x >= 0 && Number.isFinite(x))).toBe(true)
  })
})

test.prop([fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."dayweksin0123456789.+-*/^()<>=!&|?:;,[]{}'\"# "), maxLength: 60 }))])(
  "whatever is parsed is a number everywhere or a SyntaxError",
  (text) => {
    try {
      expect(typeof curve(text)(at)).toBe("number")
    } catch (error) {
      expect(error).toBeInstanceOf(SyntaxError)
    }
  },
)
