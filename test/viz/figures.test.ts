// @vitest-environment jsdom
import { crc32 } from "node:zlib"
import { fc, test } from "@fast-check/vitest"
import { csvParseRows } from "d3"
import { describe, expect } from "vitest"
import { light } from "../../viz/figures/colours.ts"
import { csv, provenanceOfCsv } from "../../viz/figures/csv.ts"
import { type DotsData, dots } from "../../viz/figures/dots.ts"
import { provenanceOfSvg, svgText } from "../../viz/figures/export.ts"
import type { Look } from "../../viz/figures/figure.ts"
import { type ForestData, forest } from "../../viz/figures/forest.ts"
import { piles } from "../../viz/figures/piles.ts"
import { textIn, withText } from "../../viz/figures/pngText.ts"
import type { Provenance } from "../../viz/figures/provenance.ts"

const look: Look = { width: 800, colours: light, locale: "en" }
const differences: ForestData = {
  baseline: "Digital",
  metric: "Profit",
  unit: "money",
  currency: "CNY",
  least: 300_000,
  rows: [
    { name: "Intelligent", difference: 1.8e6, ci: [1.3e6, 2.3e6], values: [-0.9e6, 1.1e6, 1.9e6, 2.2e6, 3.1e6] },
    { name: "Steady", difference: null, ci: null, values: [] },
  ],
}
const repeats: DotsData = {
  metric: "Profit",
  unit: "money",
  currency: "CNY",
  strategies: [
    { name: "Digital", mean: 2, values: [1, 2, null, 3] },
    { name: "Intelligent", mean: 3, values: [2, 4, 9, null] },
  ],
}

const texts = (svg: SVGSVGElement) => [...svg.querySelectorAll("text")].map((text) => text.textContent)
const filled = (svg: SVGSVGElement, opacity: string) => [...svg.querySelectorAll<SVGCircleElement>(`g[fill-opacity="${opacity}"] circle`)]
const number = (element: Element, name: string) => Number(element.getAttribute(name))

describe("a forest of differences", () => {
  test("says in words what is seen, and is one picture", () => {
    const svg = forest.draw(differences, look)
    expect(svg.getAttribute("role")).toBe("img")
    expect(svg.querySelector("[aria-label]")).toBeNull()
    expect(svg.getAttribute("aria-label")).toBe(
      "Profit: each strategy's difference from Digital, repeat by repeat, with its mean and 95 % interval. Intelligent: +¥1.8M (95 % interval +¥1.3M to +¥2.3M); more in 4 of 5 repeats. Steady: no value.",
    )
    expect(forest.draw(differences, { ...look, locale: "zh" }).getAttribute("aria-label")).toContain("5次重复中有4次更高")
  })

  test("has a dot for each repeat, on its own side of the line of no difference", () => {
    const svg = forest.draw(differences, look)
    const zero = Number(/M([\d.]+)/.exec(svg.querySelector("g[stroke-dasharray] path")?.getAttribute("d") ?? "")?.[1])
    const at = filled(svg, "0.75").map((dot) => number(dot, "cx"))
    expect(at).toHaveLength(5)
    expect(at.filter((x) => x < zero)).toHaveLength(1)
    expect(at.filter((x) => x > zero)).toHaveLength(4)
  })

  test("shades the band of what is too small to act on, about the line of no difference", () => {
    const band = (least: number) => forest.draw({ ...differences, least }, look).querySelectorAll("rect")
    expect(band(0)).toHaveLength(0)
    const [narrow] = band(300_000)
    const [wide] = band(600_000)
    expect(number(wide as Element, "width") / number(narrow as Element, "width")).toBeCloseTo(2, 1)
    const zero = Number(/M([\d.]+)/.exec(forest.draw(differences, look).querySelector("g[stroke-dasharray] path")?.getAttribute("d") ?? "")?.[1])
    expect(number(narrow as Element, "x") + number(narrow as Element, "width") / 2).toBeCloseTo(zero, 0)
  })

  test("is as wide as it is told, and as high as it has rows", () => {
    const heightOf = (rows: ForestData["rows"]) => number(forest.draw({ ...differences, rows }, look), "height")
    const [row] = differences.rows
    expect(number(forest.draw(differences, { ...look, width: 360 }), "width")).toBe(360)
    expect(heightOf([row, row, row] as ForestData["rows"]) - heightOf([row, row] as ForestData["rows"])).toBe(
      heightOf([row, row] as ForestData["rows"]) - heightOf([row] as ForestData["rows"]),
    )
  })

  test("gives its numbers as rows of one length", () => {
    const rows = forest.rows(differences)
    expect(new Set(rows.map((row) => row.length)).size).toBe(1)
    expect(rows[1]?.slice(0, 7)).toEqual(["Intelligent", "Digital", 1.8e6, 1.3e6, 2.3e6, 300_000, -0.9e6])
  })
})

describe("dots of repeats", () => {
  test("joins a repeat's values where both strategies have one", () => {
    const svg = dots.draw(repeats, look)
    expect(filled(svg, "0.7")).toHaveLength(6)
    expect(texts(svg)).toEqual(expect.arrayContaining(["Digital", "Intelligent", "mean ¥2", "mean ¥3"]))
    expect(dots.rows(repeats)).toEqual([
      ["repeat", "Digital: Profit (CNY)", "Intelligent: Profit (CNY)"],
      [0, 1, 2],
      [1, 2, 4],
      [2, null, 9],
      [3, 3, null],
    ])
  })

  test("stands with one value, with equal values and with none", () => {
    for (const values of [[5], [5, 5, 5], [null], []])
      expect(filled(dots.draw({ ...repeats, strategies: [{ name: "a", mean: null, values }] }, look), "0.7")).toHaveLength(
        values.filter((v) => v !== null).length,
      )
  })
})

describe("piles", () => {
  const pixel = fc.integer({ min: 0, max: 60_000 }).map((x) => x / 100)

  test.prop([fc.array(pixel, { maxLength: 200 }), pixel])(
    "keep every dot on its side of the edge, within a dot of its value, no two in one place",
    (xs, edge) => {
      const { radius, places } = piles(xs, edge, 44)
      expect(new Set(places.map(({ x, level }) => `${x} ${level}`)).size).toBe(xs.length)
      places.forEach(({ x, level }, k) => {
        expect(Math.abs(x - (xs[k] as number))).toBeLessThanOrEqual(radius + 1e-9)
        expect(x >= edge).toBe((xs[k] as number) >= edge)
        if (radius >= 0.5) expect((level + 1) * 2 * radius).toBeLessThanOrEqual(44 + 1e-9)
      })
    },
  )
})

describe("a saved picture holds where it comes from", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 30 })
  const provenances: fc.Arbitrary<Provenance> = fc.record({
    scenario: text,
    settings: fc.array(text, { maxLength: 3 }),
    strategies: fc.array(text, { maxLength: 3 }),
    seed: fc.nat(),
    replications: fc.nat(),
    digest: text,
    version: text,
    command: text,
  })
  const svg = () => forest.draw(differences, look)

  test.prop([provenances], { numRuns: 30 })("as SVG", (provenance) => {
    expect(provenanceOfSvg(svgText(svg(), provenance))).toEqual(provenance)
  })

  const separated = { scenario: "", settings: [], strategies: ["\u2028"], seed: 0, replications: 0, digest: "", version: "", command: "" }
  test.prop([provenances], { examples: [[separated]] })("as CSV, and the rows behind it are read as they were", (provenance) => {
    const rows = [
      ["a, b", 'say "x"', "two\r\nlines", "#"],
      [1.5, null, -2e-9, ""],
    ]
    const written = csv(rows, provenance)
    expect(provenanceOfCsv(written)).toEqual(provenance)
    const lines = written.split("\r\n")
    const body = lines.slice(Object.keys(provenance).length).join("\r\n")
    expect(csvParseRows(body)).toEqual(rows.map((row) => row.map((cell) => String(cell ?? ""))))
  })

  // the smallest PNG: one pixel
  const pixel = Uint8Array.from(atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), (c) =>
    c.charCodeAt(0),
  )

  test.prop([text])("as PNG, with the chunk's check sum right", (said) => {
    const png = withText(pixel, "marketlab", said)
    expect(textIn(png, "marketlab")).toBe(said)
    expect(textIn(png, "other")).toBeUndefined()
    expect(textIn(pixel, "marketlab")).toBeUndefined()
    const { buffer } = png
    const length = new DataView(buffer).getUint32(33)
    expect(new DataView(buffer).getUint32(33 + 8 + length)).toBe(crc32(png.subarray(33 + 4, 33 + 8 + length)))
    expect(png.length - pixel.length).toBe(length + 12)
  })

  test("a file that lacks it says so by holding none", () => {
    expect(provenanceOfSvg("<svg xmlns='http://www.w3.org/2000/svg'/>")).toBeUndefined()
    expect(provenanceOfCsv("a,b\r\n1,2\r\n")).toBeUndefined()
    expect(textIn(new Uint8Array(4), "marketlab")).toBeUndefined()
  })
})
