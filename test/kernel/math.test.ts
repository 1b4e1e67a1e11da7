import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import * as L from "../../sim/kernel/layout.ts"
import * as math from "../../sim/math.ts"
import { build, type Recipe } from "./randomMarket.ts"
import * as plain from "./reference/numbers.ts"
import * as table from "./table.ts"

const bits = new DataView(new ArrayBuffer(8))

/** Doubles in order, as integers: neighbours are one unit in the last place apart. */
function rank(x: number): bigint {
  bits.setFloat64(0, x)
  const n = bits.getBigInt64(0)
  return n < 0n ? -(n & 0x7fffffffffffffffn) : n
}

function ulps(a: number, b: number): number {
  const d = rank(a) - rank(b)
  return Number(d < 0n ? -d : d)
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number
const anyDouble = fc.double()
const finite = fc.double({ noNaN: true, noDefaultInfinity: true })
const between = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const runs = { numRuns: 3000, seed: 1 }

describe("against 60 digits", () => {
  test.each([
    ["exp", math.exp, table.exp],
    ["log", math.log, table.log],
    ["sin", math.sin, table.sin],
    ["cos", math.cos, table.cos],
  ] as const)("%s is within 1 ulp", (name, f, rows) => {
    for (const [x, y] of rows) expect(ulps(f(x), y), `${name}(${x})`).toBeLessThanOrEqual(1)
  })

  test("pow is within 1 ulp", () => {
    for (const [x, y, z] of table.pow as [number, number, number][]) expect(ulps(math.pow(x, y), z), `${x}^${y}`).toBeLessThanOrEqual(1)
  })

  test("normalCdf is within 2e-16; of itself within 1e-12 above −4 and within 1e-8 in the tail", () => {
    for (const [x, p] of table.normalCdf) {
      expect(Math.abs(math.normalCdf(x) - p), `normalCdf(${x})`).toBeLessThanOrEqual(2e-16)
      expect(Math.abs(math.normalCdf(x) / p - 1), `normalCdf(${x})`).toBeLessThan(x >= -4 ? 1e-12 : 1e-8)
    }
  })

  test("normalQuantile is within 1e-15 of itself (AS 241: about one part in 10^16)", () => {
    for (const [p, z] of table.normalQuantile) expect(Math.abs(math.normalQuantile(p) - z), `normalQuantile(${p})`).toBeLessThanOrEqual(1e-15 * Math.abs(z))
  })
})

describe("edges", () => {
  test("exp", () => {
    expect(math.exp(0)).toBe(1)
    expect(math.exp(-0)).toBe(1)
    expect(math.exp(nan)).toBeNaN()
    expect(math.exp(infinity)).toBe(infinity)
    expect(math.exp(-infinity)).toBe(0)
    expect(math.exp(709.79)).toBe(infinity)
    expect(math.exp(-745.2)).toBe(0)
    expect(math.exp(-745)).toBe(5e-324)
    expect(math.exp(5e-324)).toBe(1)
  })

  test("log", () => {
    expect(math.log(1)).toBe(0)
    expect(math.log(0)).toBe(-infinity)
    expect(math.log(-0)).toBe(-infinity)
    expect(math.log(-1)).toBeNaN()
    expect(math.log(-infinity)).toBeNaN()
    expect(math.log(nan)).toBeNaN()
    expect(math.log(infinity)).toBe(infinity)
  })

  test("pow", () => {
    expect(math.pow(nan, 0)).toBe(1)
    expect(math.pow(0, -1)).toBe(infinity)
    expect(math.pow(-8, 1 / 3)).toBeNaN()
    expect(math.pow(-2, 3)).toBe(-8)
    expect(math.pow(2, 0.5)).toBe(Math.SQRT2)
    expect(math.pow(2, -1074)).toBe(5e-324)
    expect(math.pow(10, 400)).toBe(infinity)
  })

  test("sin and cos", () => {
    expect(math.sin(0)).toBe(0)
    expect(math.cos(0)).toBe(1)
    for (const f of [math.sin, math.cos]) for (const x of [nan, infinity, -infinity]) expect(f(x)).toBeNaN()
  })

  test("normalCdf", () => {
    expect(math.normalCdf(0)).toBeCloseTo(0.5, 15)
    expect(math.normalCdf(-infinity)).toBe(0)
    expect(math.normalCdf(infinity)).toBe(1)
    expect(math.normalCdf(-40)).toBe(0)
    expect(math.normalCdf(40)).toBe(1)
    expect(math.normalCdf(nan)).toBeNaN()
  })

  test("normalQuantile is finite on every uniform that a word can give", () => {
    expect(math.normalQuantile(0.5)).toBe(0)
    expect(math.normalQuantile(plain.uniform(0))).toBeCloseTo(-6.3379577545537895, 12)
    expect(math.normalQuantile(plain.uniform(0xffffffff))).toBeCloseTo(6.33795775, 4)
    expect(math.normalQuantile(nan)).toBeNaN()
  })
})

describe("laws", () => {
  test.prop([between(-700, 709)], runs)("log undoes exp", (x) => void expect(math.log(math.exp(x))).toBeCloseTo(x, 11))
  test.prop([between(-300, 300), between(-300, 300)], runs)(
    "exp never falls",
    (x, y) => void expect(math.exp(Math.min(x, y))).toBeLessThanOrEqual(math.exp(Math.max(x, y))),
  )
  test.prop([between(0, 1e300), between(0, 1e300)], runs)(
    "log never falls",
    (x, y) => void expect(math.log(Math.min(x, y))).toBeLessThanOrEqual(math.log(Math.max(x, y))),
  )
  test.prop([between(-1e6, 1e6)], runs)("sin² + cos² = 1, sin is odd and cos even", (x) => {
    expect(math.sin(x) ** 2 + math.cos(x) ** 2).toBeCloseTo(1, 14)
    expect(math.sin(-x)).toBe(-math.sin(x))
    expect(math.cos(-x)).toBe(math.cos(x))
  })
  test.prop([between(-37, 37), between(-37, 37)], runs)("normalCdf never falls, and its tails mirror", (x, y) => {
    expect(math.normalCdf(Math.min(x, y))).toBeLessThanOrEqual(math.normalCdf(Math.max(x, y)) + 2e-16)
    expect(math.normalCdf(x) + math.normalCdf(-x)).toBeCloseTo(1, 15)
  })
  test.prop([between(-8, 5)], runs)("normalQuantile undoes normalCdf", (x) => void expect(math.normalQuantile(math.normalCdf(x))).toBeCloseTo(x, 8))
  test.prop([between(1e-300, 0.5)], runs)("normalQuantile's tails mirror, where 1 − p is exact", (p) => {
    const exact = 1 - (1 - p)
    if (exact > 0) expect(math.normalQuantile(1 - exact)).toBe(0 - math.normalQuantile(exact))
  })
  test.prop([between(1e-300, 0.999), between(1e-300, 0.999)], runs)(
    "normalQuantile never falls",
    (p, q) => void expect(math.normalQuantile(Math.min(p, q))).toBeLessThanOrEqual(math.normalQuantile(Math.max(p, q)) + 1e-15),
  )
})

describe("the compiled functions equal the plain ones bit for bit", () => {
  test.prop([anyDouble], runs)("exp", (x) => void expect(math.exp(x)).toBe(plain.exp(x)))
  test.prop([between(-745, 710)], runs)("exp where it is neither 0 nor infinite", (x) => void expect(math.exp(x)).toBe(plain.exp(x)))
  test.prop([anyDouble], runs)("log", (x) => void expect(math.log(x)).toBe(plain.log(x)))
  test.prop([between(0.1, 10)], runs)("log near 1", (x) => void expect(math.log(x)).toBe(plain.log(x)))
  test.prop([between(5e-324, 1 - 2 ** -53)], runs)("normalQuantile", (p) => void expect(math.normalQuantile(p)).toBe(plain.normalQuantile(p)))
  test.prop([between(0, 1)], runs)("normalQuantile in its body", (p) => {
    if (p > 0 && p < 1) expect(math.normalQuantile(p * 0.9 + 0.05)).toBe(plain.normalQuantile(p * 0.9 + 0.05))
  })
  test.prop([between(-300, -1)], runs)(
    "normalQuantile in its tail",
    (x) => void expect(math.normalQuantile(plain.exp(x))).toBe(plain.normalQuantile(plain.exp(x))),
  )
  test.prop([between(0, 700), between(0, 1 - 2 ** -53)], runs)(
    "poissonCount",
    (rate, u) => void expect(math.poissonCount(rate, u)).toBe(plain.poissonCount(rate, u)),
  )
  test.prop([between(0, 5), between(0, 1 - 2 ** -53)], runs)(
    "poissonCount of small rates",
    (rate, u) => void expect(math.poissonCount(rate, u)).toBe(plain.poissonCount(rate, u)),
  )
})

describe("single precision", () => {
  const recipe: Recipe = { seed: 1, key: [1, 2, 3, 4], tick: 0, counts: [8192], brands: 1, pushes: 0, queries: 0, treated: 1, room: 8128, need: 1 }

  test("need falls with the stock as e^(−η stock), within 2e-7 of itself", () => {
    const memory = build(recipe)
    memory.columns.needRate.fill(1)
    memory.columns.stock.forEach((_, i) => (memory.columns.stock[i] = (i / 8192) * 87))
    memory.cellWide[L.NEED_SCALE] = 1
    memory.cellWide[L.PANTRY] = 1
    memory.cellWide[L.CONSUMPTION] = 0
    expect(memory.kernel.wide()).toBe(8192) // all have a message waiting
    const rates = new Float32Array(memory.list.buffer, memory.list.byteOffset)
    for (let i = 0; i < 8192; i++) {
      const rate = rates[(i * L.ENTRY_BYTES + L.ENTRY_NEED_RATE) / 4] as number
      expect(Math.abs(rate / Math.exp(-(memory.columns.stock[i] as number)) - 1)).toBeLessThan(2e-7)
    }
  })

  test.prop([fc.float({ min: -87, max: 0, noNaN: true })], runs)(
    "the plain exp32 is within 2e-7 of e^x",
    (x) => void expect(Math.abs(plain.exp32(x) / Math.exp(x) - 1)).toBeLessThan(2e-7),
  )

  test.prop([fc.float({ min: Math.fround(1e-37), max: Math.fround(1e38), noNaN: true })], runs)(
    "the plain log32 is within 1.5e-7 of ln x, or 1 ulp",
    (x) => void expect(Math.abs(plain.log32(x) - Math.log(x))).toBeLessThanOrEqual(1.5e-7 * Math.max(Math.abs(Math.log(x)), 1e-30)),
  )

  test("Gumbel noise has mean γ and variance π²/6 within 4 standard errors, and is finite on every word", () => {
    const n = 200_000
    const noise = Array.from({ length: n }, (_, k) => plain.gumbel(Math.imul(k, 0x9e3779b1) >>> 0)) // evenly spread words
    const mean = noise.reduce((a, b) => a + b, 0) / n
    const variance = noise.reduce((sum, x) => sum + (x - mean) ** 2, 0) / n
    expect(Math.abs(mean - 0.5772156649015329)).toBeLessThan(4 * Math.sqrt(Math.PI ** 2 / 6 / n))
    expect(Math.abs(variance - Math.PI ** 2 / 6)).toBeLessThan(4 * Math.sqrt((4.4 * (Math.PI ** 2 / 6) ** 2) / n)) // kurtosis 5.4
    expect(plain.gumbel(0)).toBeCloseTo(-2.8115408, 5) // −ln(ln 2^24)
    expect(plain.gumbel(0xffffffff)).toBeCloseTo(16.635532, 4) // ln 2^24
  })
})

test.prop([finite, finite], runs)("pow agrees with exp and log where all three are accurate", (x, y) => {
  const [base, power] = [Math.min(Math.abs(x) || 1, 1e3) + 1e-3, ((y % 7) + 7) % 7]
  const [a, b] = [math.pow(base, power), math.exp(power * math.log(base))]
  expect(Math.abs(a / b - 1)).toBeLessThan(1e-13)
})
