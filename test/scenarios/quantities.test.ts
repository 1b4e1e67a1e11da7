import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { count, duration, money, number, share } from "../../scenarios/quantities.ts"

const whole = fc.integer({ min: 0, max: 5000 })
const tenths = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10)

describe("a duration", () => {
  const days = (raw: unknown) => duration().parse(raw)

  test.prop([whole])("in hours, days and weeks agrees", (n) => {
    expect(days(`${n} weeks`)).toBe(days(`${7 * n} days`))
    expect(days(`${n} days`)).toBe(days(`${24 * n} hours`))
    expect(days(`${n} days`)).toBe(n)
  })

  test.prop([fc.integer({ min: 0, max: 100 })])("of years is of 365 days each", (n) => {
    expect(days(`${n} years`)).toBe(365 * n)
  })

  test.prop([tenths, fc.constantFrom("hour", "day", "week")])("takes a unit in one or many, and space around it", (x, unit) => {
    expect(days(`${x} ${unit}`)).toBe(days(`  ${x}${unit}s `))
  })

  test.prop([fc.oneof(fc.double(), fc.constantFrom("5", "days", "", "1 2 days", "1,0 days", ". days", "- days", "1 constructor", "1 Days"))])(
    "without number and unit is refused",
    (raw) => {
      expect(duration().safeParse(raw).success).toBe(false)
    },
  )

  test.prop([whole, whole, whole])("is taken in its range alone", (n, a, b) => {
    expect(duration(Math.min(a, b), Math.max(a, b)).safeParse(`${n} days`).success).toBe(n >= Math.min(a, b) && n <= Math.max(a, b))
  })
})

describe("a share", () => {
  test.prop([fc.integer({ min: 0, max: 1000 })])("in percent agrees with the fraction", (n) => {
    expect(share().parse(`${n / 10} %`)).toBeCloseTo(share().parse(n / 1000), 15)
    expect(share().parse(`${n / 10}%`)).toBe(share().parse(`${n / 10} %`))
  })

  test.prop([fc.oneof(fc.double({ min: 1.0001 }), fc.double({ max: -1e-9, noNaN: true }), fc.constantFrom("0.5", "5 %%", "101 %", "%", "-1 %", "1e400 %"))])(
    "outside 0 to 1, or a text without %, is refused",
    (raw) => {
      expect(share().safeParse(raw).success).toBe(false)
    },
  )
})

describe("money", () => {
  const read = (raw: unknown) => money("CNY").parse(raw)

  test.prop([fc.integer({ min: 0, max: 1e12 })])("with commas, currency, or as a bare number is the same", (n) => {
    const commas = n.toLocaleString("en-US")
    expect([read(n), read(`${n}`), read(commas), read(`${commas} CNY`), read(`${commas}.50CNY`) - 0.5]).toEqual([n, n, n, n, n])
  })

  test.prop([whole, fc.constantFrom("USD", "cny", "%", "days", "CNY CNY")])("in another unit is refused", (n, unit) => {
    expect(money("CNY").safeParse(`${n} ${unit}`).success).toBe(false)
  })

  test.prop([fc.constantFrom("12,5", "1,23,456", ",123", "1,2345", "1 000", "1_000", "12,", "1.2.3", "")])(
    "with a comma or point out of place is refused",
    (text) => {
      expect(money("CNY").safeParse(text).success).toBe(false)
    },
  )
})

test.prop([fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(..."0123456789,.e+- %d") }), fc.double(), fc.constant("1".repeat(1e5)), fc.jsonValue())])(
  "whatever is read, a quantity is refused or finite",
  (raw) => {
    for (const type of [duration(), share(), money("CNY"), number("x", -10, 10), count(0, 10)]) {
      const result = type.safeParse(raw)
      if (result.success) expect(result.data).toSatisfy(Number.isFinite)
    }
  },
)
