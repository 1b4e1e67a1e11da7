import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import type { Json } from "../policy.ts"
import { bandit } from "./bandit.ts"
import { Evidence } from "./evidence.ts"
import { banditOf, rangeOption } from "./learned.ts"

const card = {
  name: "successive-elimination",
  about: "Plays all arms alike and drops for good those that are surely worse",
  source: "Even-Dar, Mannor & Mansour, JMLR 7 (2006), algorithm 3; bounds of Robbins, Annals of Mathematical Statistics 41 (1970)",
  options: {
    delta: number(0.05, "chance that the best arm is ever dropped, at most", { above: 0, most: 0.5 }),
    tuned: number(100, "number of rewards at which the bound is tightest", { above: 0 }),
    ...rangeOption,
  },
} as const

/**
 * Successive elimination: arms that are left are played alike; one whose upper bound is under another's lower bound is dropped for good.
 * Even-Dar, Mannor & Mansour 2006. Departs: the bounds are the normal mixture's, valid at all times at once for rewards on [0, 1] (1/2-sub-Gaussian), and arms are drawn at random instead of in
 * turn, so that late rewards change nothing. A new arm shares δ with those before it, so that it is best known at the start how many there are. Chances: exact.
 */
export const successiveElimination = bandit(card, (arms, o) => {
  const told = new Contest(arms, o.delta, o.tuned)
  return banditOf(told, {
    range: o.range,
    chances(among) {
      const left = among.map((arm) => (told.dropped(arm) ? 0 : 1))
      const count = left.reduce((a: number, b) => a + b, 0)
      return Float64Array.from(left, (one) => (count > 0 ? one / count : 1 / among.length))
    },
  })
})

/**
 * Half-width about the mean of n rewards on [0, 1] that holds at all n at once, with chance 1 − α: √((n + ρ) ln((n + ρ)/(ρ α²)) / 4) / n.
 * Robbins 1970; as in Howard, Ramdas, McAuliffe & Sekhon, Annals of Statistics 49 (2021), two-sided normal mixture.
 * @param rho variance time at which it is tightest, up to a factor that grows as ln(1/α)
 */
export function alwaysValid(n: number, alpha: number, rho: number): number {
  return n > 0 ? Math.sqrt(((n + rho) * math.log((n + rho) / (rho * alpha * alpha))) / 4) / n : Number.POSITIVE_INFINITY
}

/** Evidence, and which arms are out. */
class Contest extends Evidence {
  private out: number[] = []

  constructor(
    arms: number,
    private readonly delta: number,
    private readonly tuned: number,
  ) {
    super(arms)
  }

  override look(now: number): void {
    super.look(now)
    const alpha = this.delta / this.arms
    const rho = this.tuned / (2 * math.log(1 / alpha) + math.log(1 + 2 * math.log(1 / alpha)))
    let lowest = Number.NEGATIVE_INFINITY
    const bounds = Array.from({ length: this.arms }, (_, arm) => alwaysValid(this.count(arm), alpha, rho))
    bounds.forEach((half, arm) => {
      if (!this.dropped(arm) && this.count(arm) > 0) lowest = Math.max(lowest, this.mean(arm) - half)
    })
    bounds.forEach((half, arm) => {
      if (!this.dropped(arm) && this.mean(arm) + half < lowest) this.out[arm] = 1
    })
  }

  dropped(arm: number): boolean {
    return this.out[arm] === 1
  }

  override save(): Json {
    return { evidence: super.save(), out: Array.from({ length: this.arms }, (_, arm) => (this.dropped(arm) ? 1 : 0)) }
  }

  override load(state: Json): void {
    const s = state as { evidence: Json; out: number[] }
    super.load(s.evidence)
    this.out = [...s.out]
  }
}
