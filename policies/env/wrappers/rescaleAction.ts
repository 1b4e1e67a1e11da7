import type { Env } from "../env.ts"
import { box, type Floats } from "../spaces/box.ts"
import type { Space } from "../spaces/space.ts"
import { boxOf } from "./boxOf.ts"
import { transformAction } from "./transformAction.ts"

/**
 * Takes actions between `least` and `most` and stretches them over the action space, affinely (`gymnasium.wrappers.RescaleAction`): ends go to ends.
 * @throws RangeError where the action space is no Box with finite bounds, or the range is empty
 */
export function rescaleAction<Obs, Act extends Floats>(env: Env<Obs, Act>, least = -1, most = 1): Env<Obs, Act> {
  const { low, high, shape, dtype } = boxOf("rescaleAction", env.actionSpace)
  if (![...low, ...high].every(Number.isFinite)) throw new RangeError("rescaleAction: expected an action space with finite bounds")
  if (!(least < most && Number.isFinite(most - least)))
    throw new RangeError(`rescaleAction: expected a least that is below the most; found ${least} and ${most}`)
  const stretch = (action: Act) =>
    action.map((a, k) => {
      const [l, h] = [low[k] as number, high[k] as number]
      const part = (a - least) / (most - least)
      return Math.min(h, Math.max(l, l * (1 - part) + h * part))
    }) as Act
  return transformAction(env, stretch, box(least, most, { shape, dtype }) as unknown as Space<Act>)
}
