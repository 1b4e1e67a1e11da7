import { batch, type Signal, signal } from "@preact/signals"
import { initial, type Name, names, type State, type Value } from "./properties.ts"

const signals = Object.fromEntries(names.map((name) => [name, signal(initial[name])])) as { readonly [N in Name]: Signal<Value<N>> }

/** The value of a property now. A component that reads it is drawn again when it changes. */
export function get<N extends Name>(name: N): Value<N> {
  return signals[name].value as Value<N>
}

/** Is a property locked by a teacher's link? */
export function isLocked(name: Name): boolean {
  return get("locked").includes(name)
}

/** Sets a property by hand: a locked one stays. */
export function set<N extends Name>(name: N, value: Value<N>): void {
  if (!isLocked(name)) (signals[name] as Signal<Value<N>>).value = value
}

/** Puts a whole state, or part of one, in place: from an address or a preset. What is not named goes to its initial value. */
export function put(state: Partial<State>): void {
  batch(() => {
    for (const name of names) (signals[name] as Signal<unknown>).value = state[name] ?? initial[name]
  })
}

/** Everything as at first, but for the page and how the visitor reads it. */
export function startAfresh(): void {
  put({ page: get("page"), language: get("language"), theme: get("theme") })
}

/** Changes several properties at once: a preset, a scenario with its settings. Locked ones stay. */
export function change(some: Partial<State>): void {
  batch(() => {
    for (const name of Object.keys(some) as Name[]) set(name, some[name] as never)
  })
}

export function snapshot(): State {
  return Object.fromEntries(names.map((name) => [name, get(name)])) as State
}
