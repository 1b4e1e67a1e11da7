import { effect, signal } from "@preact/signals"
import { hint } from "../../scenarios/errors.ts"
import { initial, type Name, names, property, type State } from "./properties.ts"
import { put, snapshot } from "./store.ts"

/** Version of the address's form. An older one is read as far as its keys are known. */
const VERSION = "1"

/** A state as an address's fragment, without the #: its version and what differs from the initial state. Nothing differs: empty. */
export function fragmentOf(state: State): string {
  const query = new URLSearchParams()
  for (const name of names) {
    const value = property(name).print(state[name] as never)
    if (value !== property(name).print(initial[name] as never)) query.set(name, value)
  }
  return query.size === 0 ? "" : `v=${VERSION}&${query}`
}

export interface Reading {
  state: Partial<State>
  /** What could not be taken, one message each. */
  complaints: string[]
}

/** A fragment's state. What is not known, or no value of its property, is told and left out. */
export function readFragment(fragment: string): Reading {
  const state: Record<string, unknown> = {}
  const complaints: string[] = []
  for (const [key, text] of new URLSearchParams(fragment)) {
    if (key === "v") {
      if (text !== VERSION) complaints.push(`address: v: expected ${VERSION}; found ${text.slice(0, 40)}`)
    } else if (!names.includes(key as Name)) complaints.push(`address: no such key: ${key.slice(0, 40)}${hint(key, names)}`)
    else {
      const value = property(key as Name).parse(text)
      if (value === undefined) complaints.push(`address: ${key}: expected ${property(key as Name).expected}; found ${text.slice(0, 40)}`)
      else state[key] = value
    }
  }
  return { state: state as Partial<State>, complaints }
}

/** What the address said that could not be taken, until it is dismissed. */
export const complaints = signal<readonly string[]>([])

/** Reads the address into the state, now and when it changes, and writes the state into the address. */
export function followAddress(): void {
  const read = () => {
    const reading = readFragment(location.hash.slice(1))
    complaints.value = reading.complaints
    put(reading.state)
  }
  read()
  addEventListener("hashchange", read)
  effect(() => {
    const fragment = fragmentOf(snapshot())
    if (fragment !== location.hash.slice(1)) history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search)
  })
}
