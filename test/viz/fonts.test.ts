import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { catalogues } from "../../viz/text/language.ts"

/** Code points that the built style sheet says its fonts hold. */
const held = new Set(
  [...readFileSync("viz/fonts/fonts.css", "utf8").matchAll(/U\+([0-9a-f]+)/g)].map(([, hex]) => String.fromCodePoint(Number.parseInt(hex as string, 16))),
)
const chinese = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/gu

test("the bundled font holds every Chinese character of the catalogues", () => {
  const used = Object.values(catalogues.zh).join("").match(chinese) ?? []
  expect(used.length).toBeGreaterThan(50)
  expect([...new Set(used)].filter((character) => !held.has(character))).toEqual([])
})

test("and what Intl writes in Chinese", () => {
  const written = [
    new Intl.NumberFormat("zh", { style: "currency", currency: "CNY", notation: "compact" }).format(2_800_000),
    new Intl.NumberFormat("zh", { notation: "compact" }).format(7.9e8),
    new Intl.DateTimeFormat("zh", { weekday: "long", month: "long", day: "numeric", hour: "numeric" }).format(0),
  ]
  expect((written.join("").match(chinese) ?? []).filter((character) => !held.has(character))).toEqual([])
})
