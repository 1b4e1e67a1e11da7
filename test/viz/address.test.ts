import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { fragmentOf, readFragment } from "../../viz/state/address.ts"
import { initial, type Name, names, properties, property, type State } from "../../viz/state/properties.ts"
import type { Choice, Range } from "../../viz/state/property.ts"

/** Any value of a property, by what kind of property it is. */
function anyOf(name: Name): fc.Arbitrary<unknown> {
  const p = properties[name] as Partial<Choice<string>> & Partial<Range> & { initial: unknown }
  if (p.choices) return fc.constantFrom(...p.choices)
  if (p.least !== undefined) return fc.integer({ min: p.least, max: p.most as number })
  if (typeof p.initial === "boolean") return fc.boolean()
  const line = fc.string({ unit: "grapheme", maxLength: 20 }).map((t) => t.replaceAll("\n", " "))
  return Array.isArray(p.initial) ? fc.array(line.filter(Boolean), { maxLength: 5 }) : line
}

const states = fc.record(Object.fromEntries(names.map((name) => [name, anyOf(name)]))) as unknown as fc.Arbitrary<State>

describe("the address", () => {
  test.prop([states])("holds the whole state: what is written is read again", (state) => {
    const { state: read, complaints } = readFragment(fragmentOf(state))
    expect(complaints).toEqual([])
    expect({ ...initial, ...read }).toEqual(state)
  })

  test("names nothing while all is as at the start", () => {
    expect(fragmentOf(initial)).toBe("")
  })

  test.prop([fc.constantFrom(...names), states])("names only what differs", (name, state) => {
    const fragment = fragmentOf({ ...initial, [name]: state[name] })
    const same = property(name).print(state[name] as never) === property(name).print(initial[name] as never)
    expect([...new URLSearchParams(fragment).keys()]).toEqual(same ? [] : ["v", name])
  })

  test("tells an unknown key with the nearest one, and a value that is none", () => {
    expect(readFragment("v=1&sead=5&replications=many&page=compare")).toEqual({
      state: { page: "compare" },
      complaints: ["address: no such key: sead. Did you mean seed?", "address: replications: expected a whole number from 2 to 1000; found many"],
    })
  })

  test.prop([fc.string()])("takes any text without a fault", (text) => {
    expect(readFragment(text).complaints).toBeInstanceOf(Array)
  })
})
