import { expect, test } from "vitest"
import { properties } from "../../viz/state/properties.ts"
import type { Choice } from "../../viz/state/property.ts"
import { catalogues, type Key, sayIn } from "../../viz/text/language.ts"

const { en, zh } = catalogues
const holes = (text: string) => [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort()

test("both catalogues have the same keys", () => expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort()))

test.each(Object.keys(en) as Key[])("%s takes the same values in both, and says something", (key) => {
  expect(holes(zh[key])).toEqual(holes(en[key]))
  expect(en[key].trim()).not.toBe("")
  expect(zh[key].trim()).not.toBe("")
})

test("a number asks for its form", () => {
  const key = Object.keys(en).find((k) => /\{n\|/.test(en[k as Key])) as Key | undefined
  if (key) expect(sayIn("en", key, { n: 1 })).not.toBe(sayIn("en", key, { n: 2 }))
})

test("no Chinese text is left in English, but for names", () => {
  for (const [key, text] of Object.entries(zh)) if (!/^choice\.language\.en$/.test(key)) expect(text, key).toMatch(/\p{Script=Han}/u)
})

test("each word of a choice that a menu shows has a name", () => {
  for (const name of ["language", "theme"] as const)
    for (const word of (properties[name] as Choice<string>).choices) expect(en).toHaveProperty([`choice.${name}.${word}`])
})
