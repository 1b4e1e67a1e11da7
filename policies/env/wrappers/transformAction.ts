import type { Env } from "../env.ts"
import type { Space } from "../spaces/space.ts"
import { wrap } from "../wrap.ts"

/** Does a function of each action (`gymnasium.wrappers.TransformAction`). @param actionSpace what the function takes */
export function transformAction<Obs, Act, NewAct>(env: Env<Obs, Act>, act: (action: NewAct) => Act, actionSpace: Space<NewAct>): Env<Obs, NewAct> {
  return wrap(env, { actionSpace, step: (action: NewAct) => env.step(act(action)) })
}
