import { expect, test } from "vitest"
import { bassFit, bassShare } from "../../../bench/statistics/bassFit.ts"

const curve = (p: number, q: number, potential: number, years: number) =>
  Array.from({ length: years }, (_, y) => potential * (bassShare(p, q, y + 1) - bassShare(p, q, y)))

test.each([
  [0.03, 0.38, 1000, 12],
  [0.03, 0.38, 1000, 5],
  [0.005, 0.6, 50, 8],
  [0.08, 0.1, 7, 10],
])("an exact Bass curve (p %d, q %d) gives its own numbers back", (p, q, potential, years) => {
  const found = bassFit(curve(p, q, potential, years))
  expect(found?.p).toBeCloseTo(p, 3)
  expect(found?.q).toBeCloseTo(q, 2)
  expect((found?.potential as number) / potential).toBeCloseTo(1, 1)
})

test("the curve is Bass's: it starts with p and grows by (p + qF)(1 − F)", () => {
  const [p, q, t, h] = [0.03, 0.38, 4, 1e-5]
  const f = bassShare(p, q, t)
  expect((bassShare(p, q, t + h) - bassShare(p, q, t - h)) / (2 * h)).toBeCloseTo((p + q * f) * (1 - f), 8)
  expect(bassShare(p, q, h) / h).toBeCloseTo(p, 4)
})

test("three numbers cannot be told from three years", () => {
  expect(bassFit(curve(0.03, 0.38, 10, 3))).toBeNull()
  expect(bassFit([0, 0, 0, 0, 0])).toBeNull()
})
