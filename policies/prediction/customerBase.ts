import type { Observation } from "../../sim/observation.ts"
import type { Json } from "../policy.ts"
import { type BgNbd, bgNbd, fitBgNbd } from "./bgNbd.ts"
import { CustomerFile } from "./customerFile.ts"
import { expectedMoney, fitGammaGamma, type GammaGamma } from "./gammaGamma.ts"
import { discountedPurchases } from "./lifetimeValue.ts"
import { fitParetoNbd, type ParetoNbd, paretoNbd } from "./paretoNbd.ts"
import type { PurchaseModel } from "./purchaseHistory.ts"

/** Days. */
interface Horizons {
  window: number
  value: number
  /** Continuous, a day. */
  discount: number
}

/** A customer as the models see it. */
export interface Standing {
  /** Chance of not having stopped. */
  alive: number
  /** Chance of an order within the window. */
  order: number
  /** Expected money of orders within the window, and discounted over the value's horizon if alive. */
  money: number
  valueIfAlive: number
}

/**
 * Models of buying until one stops and of money an order, fitted anew from time to time to what the customer file holds; each fit starts from the last one.
 */
export class CustomerBase {
  readonly file = new CustomerFile()
  private fitted: { buying: BgNbd | ParetoNbd; money: GammaGamma } | undefined
  private fittedAt = Number.NEGATIVE_INFINITY
  private model: PurchaseModel | undefined

  /** @param refitDays days between fits @param most customers that a fit uses */
  constructor(
    private readonly of: "bgnbd" | "paretonbd",
    private readonly refitDays: number,
    private readonly most: number,
  ) {}

  /** Takes in what is seen, and fits where it is time and somebody has bought. */
  update(observation: Observation): void {
    this.file.update(observation)
    const day = (observation.tick * observation.hoursPerTick) / 24
    if (day - this.fittedAt < this.refitDays) return
    const sample = this.file.sample(this.most)
    const bought = sample.purchases.reduce((sum, x) => sum + x, 0)
    if (bought < 20) return
    // rates in natural size: a fit in days starts from the population's mean rate
    const mean = bought / sample.observed.reduce((sum, t) => sum + t, 0)
    const before = this.fitted?.buying
    const search = before ? { tolerance: 1e-7, step: 0.15, most: 160 } : { tolerance: 1e-7, most: 500 }
    const buying =
      this.of === "bgnbd"
        ? fitBgNbd(sample, (before as BgNbd | undefined) ?? { r: 1, alpha: 1 / mean, a: 1, b: 9 }, search)
        : fitParetoNbd(sample, (before as ParetoNbd | undefined) ?? { r: 1, alpha: 1 / mean, s: 1, beta: 10 / mean }, search)
    const average = sample.means.reduce((sum, m) => sum + m, 0) / Math.max(1, sample.means.filter((m) => m > 0).length)
    const money = average > 0 ? fitGammaGamma(sample.purchases, sample.means, this.fitted?.money ?? { p: 2, q: 3, v: average }) : { p: 1, q: 2, v: 1 }
    this.fitted = { buying, money }
    this.fittedAt = day
    this.model = this.made()
  }

  /** Fits and when: undefined before the first. */
  get parameters() {
    return this.fitted
  }

  /** What the models say of a customer; undefined before the first fit. @param number the customer's */
  standing(number: number, { window, value, discount }: Horizons): Standing | undefined {
    if (!this.model || !this.fitted) return undefined
    const { purchases, last, observed, mean } = this.file.history(number)
    const alive = this.model.alive(purchases, last, observed)
    const order = expectedMoney(this.fitted.money, purchases, mean)
    return {
      alive,
      order: alive * (1 - this.model.silent(window, purchases, observed)),
      money: alive * this.model.ahead(window, purchases, last, observed) * order,
      valueIfAlive: value > 0 ? discountedPurchases(this.model, purchases, last, observed, { horizon: value, discount, parts: 4 }) * order : 0,
    }
  }

  begin(): void {
    this.file.forget()
    this.fittedAt = Number.NEGATIVE_INFINITY
  }

  private made(): PurchaseModel | undefined {
    if (!this.fitted) return undefined
    return this.of === "bgnbd" ? bgNbd(this.fitted.buying as BgNbd) : paretoNbd(this.fitted.buying as ParetoNbd)
  }

  save(): Json {
    const fittedAt = Number.isFinite(this.fittedAt) ? this.fittedAt : null
    return { file: this.file.save(), fitted: structuredClone(this.fitted ?? null) as unknown as Json, fittedAt }
  }

  load(state: Json): void {
    const { file, fitted, fittedAt } = structuredClone(state) as unknown as {
      file: Json
      fitted: { buying: BgNbd; money: GammaGamma } | null
      fittedAt: number | null
    }
    this.file.load(file)
    this.fitted = fitted ?? undefined
    this.fittedAt = fittedAt ?? Number.NEGATIVE_INFINITY
    this.model = this.made()
  }
}
