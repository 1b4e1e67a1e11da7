import { describe, expect, test } from "vitest"
import { gradient, type PathModel, pathValue, spendPath } from "../../../policies/planning/spendPath.ts"
import { hill } from "../../../policies/prediction/saturation.ts"

const logs = { value: (x: number) => Math.log(x), slope: (x: number) => 1 / x }
const wide = (n: number) => ({ least: Array<number>(n).fill(1e-4), most: Array<number>(n).fill(1e4) })

describe("the path of spends", () => {
  test("nothing varies, nothing is lost: constant spend", () => {
    // from the stock of the steady state, with an endless season after it as before it
    const model: PathModel = { media: [{ retention: 0, effect: 1, ...hill(1) }], stocks: [5], demand: Array(20).fill(1), additive: true }
    for (const [x] of spendPath(model, 100, 20, wide(1))) expect(x).toBeCloseTo(5, 6)
  })

  test("without carry-over and with log response, money is in proportion to demand × elasticity", () => {
    const demand = [1, 2, 3, 2]
    const model: PathModel = { media: [0.2, 0.1].map((effect) => ({ retention: 0, effect, ...logs })), stocks: [1, 1], demand, additive: true }
    spendPath(model, 120, 4, wide(2)).forEach((row, t) => {
      expect(row[0]).toBeCloseTo((120 / 8) * (demand[t] as number) * (2 / 3), 4)
      expect(row[1]).toBeCloseTo((120 / 8) * (demand[t] as number) * (1 / 3), 4)
    })
  })

  test("carry-over: equal to dynamic programming over stock and money", () => {
    const [retention, periods, budget, before] = [0.5, 3, 6, 1]
    const curve = hill(2)
    const demand = [1, 1.6, 1, 0.8, 0.8] // two periods in which what carries over still counts
    const model: PathModel = { media: [{ retention, effect: 1, ...curve }], stocks: [before], demand, additive: true }
    const found = spendPath(model, budget, periods, wide(1))
    // Bellman backwards: for each period every spend on a grid, to the end
    const step = 0.02
    const after = (stock: number, from: number) => {
      let [s, sum] = [stock, 0]
      for (let t = from; t < demand.length; t++) {
        s *= retention
        sum += (demand[t] as number) * curve.value(s)
      }
      return sum
    }
    const best = (t: number, stock: number, money: number): number => {
      const use = (x: number) => {
        const s = retention * stock + (1 - retention) * x
        return (demand[t] as number) * curve.value(s) + (t === periods - 1 ? after(s, periods) : best(t + 1, s, money - x))
      }
      if (t === periods - 1) return use(money)
      let most = Number.NEGATIVE_INFINITY
      for (let x = 0; x <= money + 1e-9; x += step) most = Math.max(most, use(x))
      return most
    }
    const dynamic = best(0, before, budget)
    expect(pathValue(model, found)).toBeGreaterThanOrEqual(dynamic - 1e-9)
    expect(pathValue(model, found)).toBeLessThan(dynamic + 1e-3)
  })

  test("marginal values: the adjoint is the derivative, and at the optimum it is the same wherever no bound holds", () => {
    const model: PathModel = {
      media: [
        { retention: 0.8, effect: 0.3, ...hill(4) },
        { retention: 0.3, effect: 0.2, ...hill(1) },
      ],
      stocks: [2, 1],
      demand: Array.from({ length: 16 }, (_, t) => 1 + 0.3 * Math.sin(t)),
    }
    const bounds = { least: [0.5, 0.2], most: [8, 8] }
    const path = spendPath(model, 40, 12, bounds)
    expect(path.reduce((sum, row) => sum + row.reduce((a, b) => a + b, 0), 0)).toBeCloseTo(40, 5)
    const slopes = gradient(model, path)
    const h = 1e-5
    const inside: number[] = []
    path.forEach((row, t) =>
      row.forEach((x, k) => {
        const moved = (by: number) => path.map((r, s) => r.map((v, j) => (s === t && j === k ? v + by : v)))
        expect((pathValue(model, moved(h)) - pathValue(model, moved(-h))) / (2 * h)).toBeCloseTo(slopes[t]?.[k] as number, 6)
        if (x > (bounds.least[k] as number) + 1e-6 && x < (bounds.most[k] as number) - 1e-6) inside.push(slopes[t]?.[k] as number)
      }),
    )
    expect(inside.length).toBeGreaterThan(5)
    for (const s of inside) expect(Math.abs(s / (inside[0] as number) - 1)).toBeLessThan(1e-3)
  })

  test("no money, too much money, nothing after the end: late money is worth less", () => {
    const model: PathModel = { media: [{ retention: 0.8, effect: 1, ...hill(1) }], stocks: [0], demand: Array(8).fill(1) }
    expect(spendPath(model, 0, 8, wide(1)).every(([x]) => x === 0)).toBe(true)
    expect(spendPath(model, 1e9, 8, { least: [0], most: [3] }).every(([x]) => x === 3)).toBe(true)
    const path = spendPath(model, 8, 8, { least: [0.1], most: [3] })
    expect(path[7]?.[0]).toBeCloseTo(0.1, 6)
    expect(path[0]?.[0] as number).toBeGreaterThan(1)
  })
})
