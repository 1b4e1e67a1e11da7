import type { Env } from "./env.ts"

/** What a wrapper changes of an environment. */
export type Changes<Obs, Act> = Partial<Omit<Env<Obs, Act>, "unwrapped">>

/** An environment around another: what is not changed is the other's. Observations or actions of another type need a space of their own. */
export function wrap<Obs, Act, NewObs = Obs, NewAct = Act>(env: Env<Obs, Act>, changes: Changes<NewObs, NewAct>): Env<NewObs, NewAct> {
  const inner = env as unknown as Env<NewObs, NewAct>
  return {
    observationSpace: changes.observationSpace ?? inner.observationSpace,
    actionSpace: changes.actionSpace ?? inner.actionSpace,
    reset: changes.reset ?? ((options) => inner.reset(options)),
    step: changes.step ?? ((action) => inner.step(action)),
    close: changes.close ?? (() => inner.close()),
    get unwrapped() {
      return inner.unwrapped
    },
  }
}
