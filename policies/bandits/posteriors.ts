import { beta, logGamma } from "../../sim/distributions.ts"
import * as math from "../../sim/math.ts"
import { incompleteBeta } from "../prediction/specialFunctions.ts"
import type { Random } from "../random.ts"
import { chanceOfBest, type Law } from "./chanceOfBest.ts"
import { gammaCdf } from "./gammaCdf.ts"
import type { Rule } from "./learned.ts"

/** A family of posteriors by two parameters, from which Thompson sampling draws. */
export interface Posterior extends Law {
  draw(a: number, b: number, random: Random): number
}

/** A uniform in (0, 1). */
const open = (random: Random) => () => Math.max(random.next(), 2 ** -54)

/** Beta(a, b). */
export const betaPosterior: Posterior = {
  draw: (a, b, random) => beta(a, b, open(random)),
  cdf: (a, b) => (x) => incompleteBeta(x, a, b),
  span: () => [0, 1],
}

/** Normal with mean a and standard deviation b. */
export const normalPosterior: Posterior = {
  draw: (mean, sd, random) => mean + sd * random.normal(),
  cdf: (mean, sd) => (x) => math.normalCdf((x - mean) / sd),
  span: (mean, sd) => [mean - 7 * sd, mean + 7 * sd],
}

/** Gamma of shape a and rate b. */
export const gammaPosterior: Posterior = {
  draw: (shape, rate, random) => math.exp(logGamma(shape, open(random))) / rate,
  cdf: gammaCdf,
  // ln P(X > x) ≤ −(z − k + k ln(k/z)), z = rate x (Chernoff)
  span: (shape, rate) => [0, (shape + 25 + 8 * Math.sqrt(shape)) / rate],
}

/** Thompson sampling: an arm is played with the chance of being best. @param of parameters of an arm's posterior */
export function thompson(posterior: Posterior, of: (arm: number) => readonly [number, number]): Required<Pick<Rule, "chances" | "draw">> {
  return {
    chances(among) {
      const parameters = among.map(of)
      return chanceOfBest(
        posterior,
        parameters.map(([a]) => a),
        parameters.map(([, b]) => b),
      )
    },
    draw(among, random) {
      let best = 0
      let most = Number.NEGATIVE_INFINITY
      for (let k = 0; k < among.length; k++) {
        const draw = posterior.draw(...of(among[k] as number), random)
        if (draw <= most) continue
        most = draw
        best = k
      }
      return best
    },
  }
}
