import type { Json } from "../policy.ts"
import { auc, brier, calibrationError, logLoss, meanAbsoluteError, qini, type Reliability, reliability, upliftCurve } from "./quality.ts"

/** How good chances or values were on customers that the model had not learned from when it scored them. */
export interface QualityReport {
  count: number
  /** By decile of the prediction: what was predicted, what came. */
  deciles: Reliability[]
  /** Chances. */
  auc?: number
  logLoss?: number
  brier?: number
  calibrationError?: number
  /** Values, and what the mean of all would have missed by; 1 − the squares missed by over the mean's. */
  meanAbsoluteError?: number
  ofTheMean?: number
  explained?: number
}

/** The latest of a stream of numbers, a few at a time. */
class Latest {
  private values: number[] = []
  private next = 0
  constructor(
    private readonly width: number,
    private readonly most: number,
  ) {}

  add(...row: number[]): void {
    row.forEach((value, j) => {
      this.values[this.next * this.width + j] = value
    })
    this.next = (this.next + 1) % this.most
  }

  column(j: number): Float64Array {
    return Float64Array.from({ length: this.values.length / this.width }, (_, k) => this.values[k * this.width + j] as number)
  }

  save(): Json {
    return { values: [...this.values], next: this.next }
  }

  load(state: Json): void {
    const { values, next } = state as { values: number[]; next: number }
    this.values = [...values]
    this.next = next
  }
}

/** Rolling quality of predictions: each is made when a decision is taken and scored when its window has closed, before anything is learned from it. */
export class OutOfSample {
  private readonly latest: Latest
  /** @param of chances that something comes (1 or 0), or values @param most latest predictions that are kept */
  constructor(
    readonly of: "chance" | "value",
    most = 4000,
  ) {
    this.latest = new Latest(2, most)
  }

  add(prediction: number, came: number): void {
    if (Number.isFinite(prediction) && Number.isFinite(came)) this.latest.add(prediction, came)
  }

  report(): QualityReport {
    const [predicted, came] = [this.latest.column(0), this.latest.column(1)]
    const deciles = reliability(predicted, came)
    if (this.of === "chance")
      return {
        count: came.length,
        deciles,
        auc: auc(predicted, came),
        logLoss: logLoss(predicted, came),
        brier: brier(predicted, came),
        calibrationError: calibrationError(deciles),
      }
    const mean = new Float64Array(came.length).fill(came.reduce((a, b) => a + b, 0) / came.length)
    return {
      count: came.length,
      deciles,
      meanAbsoluteError: meanAbsoluteError(predicted, came),
      ofTheMean: meanAbsoluteError(mean, came),
      // the Brier score is the mean square of any error
      explained: 1 - brier(predicted, came) / brier(mean, came),
    }
  }

  /** In a few words. */
  say(): string {
    const { count, auc, brier, calibrationError, meanAbsoluteError, ofTheMean, explained } = this.report()
    if (count === 0) return "not yet scored"
    if (this.of === "chance") return `AUC ${shown(auc)}, Brier ${shown(brier)}, calibration error ${shown(calibrationError)} on ${count} unseen`
    return `mean absolute error ${shown(meanAbsoluteError)}, the mean's ${shown(ofTheMean)}, ${shown(explained)} of the variance explained, on ${count} unseen`
  }

  save(): Json {
    return this.latest.save()
  }

  load(state: Json): void {
    this.latest.load(state)
  }
}

/** Rolling quality of a score that says whom to treat, on customers whose treatment was drawn at random. */
export class UpliftOutOfSample {
  private readonly latest = new Latest(3, 4000)

  add(score: number, treated: boolean, outcome: number): void {
    if (Number.isFinite(score) && Number.isFinite(outcome)) this.latest.add(score, treated ? 1 : 0, outcome)
  }

  /** Area between the uplift curve and chance, in outcome a customer, and what treating all would gain one; NaN before both arms were seen. */
  report(): { count: number; qini: number; effect: number } {
    const curve = upliftCurve(this.latest.column(0), this.latest.column(1), this.latest.column(2))
    const count = this.latest.column(0).length
    return { count, qini: count > 0 ? qini(curve) : Number.NaN, effect: curve[curve.length - 1]?.gain ?? Number.NaN }
  }

  say(): string {
    const { count, qini, effect } = this.report()
    return count === 0 ? "no trial yet" : `Qini ${shown(qini)}, mean effect ${shown(effect)} on ${count} drawn at random`
  }

  save(): Json {
    return this.latest.save()
  }

  load(state: Json): void {
    this.latest.load(state)
  }
}

const shown = (x: number | undefined) => (x === undefined || Number.isNaN(x) ? "unknown" : String(Number(x.toPrecision(3))))
