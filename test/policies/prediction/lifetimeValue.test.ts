import { expect, test } from "vitest"
import { bgNbd } from "../../../policies/prediction/bgNbd.ts"
import { discountedPurchases } from "../../../policies/prediction/lifetimeValue.ts"
import { paretoNbd } from "../../../policies/prediction/paretoNbd.ts"
import { logGamma } from "../../../policies/prediction/specialFunctions.ts"

const pareto = { r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }

/** Discounted expected residual transactions in closed form, Fader, Hardie & Lee, "RFM and CLV" (2005), eq. 2, with Ψ(s, s; z) by its integral. */
function residual(x: number, last: number, observed: number, discount: number): number {
  const { r, alpha, s, beta } = pareto
  const z = discount * (beta + observed)
  // Ψ(s, s; z) = 1/Γ(s) ∫ e^(−zt) t^(s−1)/(1 + t) dt, with t = u^(1/s)
  let sum = 0
  const h = 0.0005
  for (let u = h / 2; u < 60; u += h) {
    const t = u ** (1 / s)
    sum += (h * Math.exp(-z * t)) / (s * (1 + t))
  }
  const tricomi = sum / Math.exp(logGamma(s))
  const likelihood = paretoNbd(pareto).logLikelihood(x, last, observed)
  const front = r * Math.log(alpha) + s * Math.log(beta) + (s - 1) * Math.log(discount) + logGamma(r + x + 1)
  return Math.exp(front - logGamma(r) - (r + x + 1) * Math.log(alpha + observed) - likelihood) * tricomi
}

test("discounted purchases go to the closed form of RFM and CLV as the horizon grows", () => {
  const model = paretoNbd(pareto)
  for (const [x, last, observed] of [
    [7, 35, 77.86],
    [2, 30, 39],
    [0, 0, 39],
  ] as const) {
    const summed = model.alive(x, last, observed) * discountedPurchases(model, x, last, observed, { horizon: 6000, discount: 0.0027, parts: 3000 })
    expect(summed / residual(x, last, observed, 0.0027)).toBeCloseTo(1, 2)
  }
})

test("without discount they are the expected purchases; more discount, fewer; and twelve parts are enough", () => {
  for (const model of [bgNbd({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }), paretoNbd(pareto)]) {
    const worth = (discount: number, parts?: number) => discountedPurchases(model, 3, 20, 39, { horizon: 52, discount, ...(parts ? { parts } : {}) })
    expect(worth(0)).toBeCloseTo(model.ahead(52, 3, 20, 39), 10)
    expect(worth(0.01)).toBeLessThan(worth(0.001))
    expect(worth(0.003) / worth(0.003, 1000)).toBeCloseTo(1, 3)
  }
})
