import type { Experiment } from "./experiment.ts"
import { advertising } from "./experiments/advertising.ts"
import { bass } from "./experiments/bass.ts"
import { buyers } from "./experiments/buyers.ts"
import { duration } from "./experiments/duration.ts"
import { noise } from "./experiments/noise.ts"
import { price } from "./experiments/price.ts"
import { promotion } from "./experiments/promotion.ts"
import { search } from "./experiments/search.ts"
import { selling } from "./experiments/selling.ts"
import { wordOfMouth } from "./experiments/wordOfMouth.ts"

/** Every experiment that findings are measured by. */
export const experiments: readonly Experiment[] = [advertising, price, promotion, buyers, duration, search, noise, selling, wordOfMouth, bass]

/** The experiment that measures a finding. */
export function experimentOf(finding: string): Experiment | undefined {
  return experiments.find(({ figures }) => Object.hasOwn(figures, finding))
}
