import type { Env } from "../env.ts"
import { box, type Floats } from "../spaces/box.ts"
import type { Space } from "../spaces/space.ts"
import { boxOf } from "./boxOf.ts"
import { transformAction } from "./transformAction.ts"

/** Takes any real numbers as action and cuts them to the action space's bounds (`gymnasium.wrappers.ClipAction`). @throws RangeError where that is no Box */
export function clipAction<Obs, Act extends Floats>(env: Env<Obs, Act>): Env<Obs, Act> {
  const { low, high, shape, dtype } = boxOf("clipAction", env.actionSpace)
  const clip = (action: Act) => action.map((a, k) => Math.min(high[k] as number, Math.max(low[k] as number, a))) as Act
  const any = box(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, { shape, dtype })
  return transformAction(env, clip, any as unknown as Space<Act>)
}
