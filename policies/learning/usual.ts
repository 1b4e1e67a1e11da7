import type { Json } from "../policy.ts"
import { BayesLinear } from "../prediction/bayesLinear.ts"

/**
 * Runs over which a mean is taken at most: then it follows, for what is earned rises as it learns. A mean that lags behind makes whatever is done look better than what
 * was not tried lately.
 */
const RUNS = 10

/**
 * What a period of a run usually earns in surroundings such as these: the mean of that period in the runs before, and a regression on how the surroundings
 * differ from their mean. It is subtracted from a reward. Since no action changes it, it leaves the ranking of actions as it is, and takes luck
 * out of it (a control variate; Sutton & Barto, 2nd ed., §13.4, call it a baseline).
 */
export class Usual {
  private periods: Period[] = []
  private slopes = new BayesLinear([], [], NOISE)

  /** How much more than usual a period earned; 0 in the first run. Then it learns from it. */
  beyond(period: number, earned: number, around: readonly number[]): number {
    const known = this.periods[period]
    if (!known || known.around.length !== around.length) {
      this.periods[period] = { runs: 1, mean: earned, around: [...around] }
      return 0
    }
    const x = around.map((value, k) => value - (known.around[k] as number))
    const y = earned - known.mean
    if (this.slopes.size !== x.length) this.slopes = slopes(x.length)
    const expected = this.slopes.mean().reduce((sum, slope, k) => sum + slope * (x[k] as number), 0)
    this.slopes.add(x, y)
    known.runs++
    const share = 1 / Math.min(known.runs, RUNS)
    known.mean += share * y
    known.around = known.around.map((value, k) => value + share * (x[k] as number))
    return y - expected
  }

  save(): Json {
    return structuredClone({ periods: this.periods, size: this.slopes.size, slopes: this.slopes.save() }) as unknown as Json
  }

  load(state: Json): void {
    const s = state as unknown as { periods: Period[]; size: number; slopes: Json }
    this.periods = structuredClone(s.periods)
    this.slopes = slopes(s.size)
    this.slopes.load(s.slopes)
  }
}

interface Period {
  runs: number
  /** Means: what was earned, and the surroundings. */
  mean: number
  around: number[]
}

/** In budgets of a period: a doubling of demand may bring ten, luck half of one. */
const SLOPE = 10
const NOISE = 0.5

const slopes = (size: number) => new BayesLinear(new Array<number>(size).fill(0), new Array<number>(size).fill(SLOPE), NOISE)
