// Cuts Noto Sans SC (SIL Open Font License 1.1) to the characters that the lab's texts use: a woff2 a slice of the font, and their style sheet.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import subset from "subset-font"

const root = new URL("../../", import.meta.url)
const font = new URL("node_modules/@fontsource-variable/noto-sans-sc/", root)

/** Rooms whose files hold texts that the lab shows. */
const rooms = ["viz", "notebooks", "bench", "policies", "scenarios", "sim"].filter((room) => existsSync(new URL(`${room}/`, root)))

/** What Intl writes in Chinese and no file holds: units of numbers, dates, weekdays, currencies. */
export function writtenByIntl() {
  const numbers = [1e4, 1e8, 1e12].map((n) => new Intl.NumberFormat("zh", { notation: "compact", style: "currency", currency: "CNY" }).format(n))
  const days = Array.from({ length: 14 }, (_, k) =>
    new Intl.DateTimeFormat("zh", { dateStyle: "full", timeStyle: "short", hour12: k > 6, timeZone: "UTC" }).format(Date.UTC(2026, k, 1 + k, 2 * k)),
  )
  const short = days.map((_, k) => new Intl.DateTimeFormat("zh", { weekday: "short", month: "short", timeZone: "UTC" }).format(Date.UTC(2026, 0, 1 + k)))
  const durations = ["second", "minute", "hour", "day", "week", "month", "year"].map((unit) =>
    new Intl.NumberFormat("zh", { style: "unit", unit, unitDisplay: "long" }).format(2),
  )
  return [...numbers, ...days, ...short, ...durations].join("")
}

/** Every character beyond ASCII that the texts of the lab hold. */
export function charactersUsed() {
  const texts = rooms.flatMap((room) =>
    readdirSync(new URL(`${room}/`, root), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(tsx?|html|ya?ml)$/.test(file) && !/generated|node_modules/.test(file))
      .map((file) => readFileSync(new URL(`${room}/${file}`, root), "utf8")),
  )
  return new Set([...texts, writtenByIntl()].join("").match(/\P{ASCII}/gu))
}

/** The font's slices of Chinese by number, each with the ranges of code points that it holds. Its Latin, Cyrillic and Vietnamese are left to the system's fonts. */
function slices() {
  const numbered = Object.entries(JSON.parse(readFileSync(new URL("unicode.json", font), "utf8"))).filter(([name]) => /^\[\d+\]$/.test(name))
  return numbered.map(([name, ranges]) => ({
    name: name.slice(1, -1),
    ranges: ranges.split(",").map((range) =>
      range
        .replace("U+", "")
        .split("-")
        .map((hex) => Number.parseInt(hex, 16)),
    ),
  }))
}

/** Writes the style sheet and its fonts into a folder. @returns characters that are in them */
export async function cutFonts(folder) {
  const all = slices()
  const wanted = new Map()
  for (const character of charactersUsed()) {
    const point = character.codePointAt(0)
    const slice = all.find(({ ranges }) => ranges.some(([from, to = from]) => from <= point && point <= to))
    if (slice) wanted.set(slice.name, [...(wanted.get(slice.name) ?? []), character])
  }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const faces = []
  for (const [name, characters] of [...wanted].sort(([a], [b]) => a.localeCompare(b))) {
    const whole = readFileSync(new URL(`files/noto-sans-sc-${name}-wght-normal.woff2`, font))
    const cut = await subset(whole, characters.join(""), {
      targetFormat: "woff2",
      variationAxes: { wght: { min: 400, max: 700 } },
      keepFeatures: ["kern", "locl"],
      // Copyright, version, licence and its address stay inside the font.
      preserveNameIds: [0, 5, 13, 14],
    })
    writeFileSync(new URL(`${name}.woff2`, folder), cut)
    const range = characters.map((c) => `U+${c.codePointAt(0).toString(16)}`).sort()
    faces.push(
      `@font-face { font-family: "Noto Sans SC Lab"; font-display: swap; font-weight: 400 700; src: url("./${name}.woff2") format("woff2"); unicode-range: ${range.join(", ")} }`,
    )
  }
  writeFileSync(new URL("fonts.css", folder), `${faces.join("\n")}\n`)
  writeFileSync(new URL("OFL.txt", folder), readFileSync(new URL("LICENSE", font)))
  return [...wanted.values()].flat()
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await cutFonts(new URL("../fonts/", import.meta.url))
