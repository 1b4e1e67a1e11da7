import { box, discrete, type Env, environment, seeded } from "../../../policies/env/index.ts"
import { cos } from "../../../sim/math.ts"

/**
 * Mountain car (Sutton & Barto, 2nd ed., example 10.1): a car too weak for the hill swings itself up.
 * Action: Discrete(3), throttle back, none, forward. Observation: Box of position in [−1.2, .5] and velocity in [−.07, .07]. Reward: −1 a step.
 * Start: position uniform in [−.6, −.4), at rest. End: `terminated` at the right bound; never `truncated`. Arguments: none.
 */
export function mountainCar(): Env<Float64Array, number> {
  let random = seeded(0, "mountainCar")
  let position = Number.NaN
  let velocity = 0
  const actionSpace = discrete(3)
  const seen = () => Float64Array.of(position, velocity)
  return environment({
    observationSpace: box([-1.2, -0.07], [0.5, 0.07]),
    actionSpace,
    reset({ seed } = {}) {
      if (seed !== undefined) random = seeded(seed, "mountainCar")
      position = -0.6 + 0.2 * random.next()
      velocity = 0
      return { observation: seen(), info: {} }
    },
    step(action) {
      if (!actionSpace.contains(action)) throw new RangeError(`mountainCar: action: expected 0 to 2; found ${action}`)
      if (Number.isNaN(position)) throw new RangeError("mountainCar: step: expected a reset first; found none")
      velocity = Math.min(0.07, Math.max(-0.07, velocity + 0.001 * (action - 1) - 0.0025 * cos(3 * position)))
      position = Math.min(0.5, Math.max(-1.2, position + velocity))
      if (position === -1.2) velocity = 0
      return { observation: seen(), reward: -1, terminated: position === 0.5, truncated: false, info: {} }
    },
  })
}
