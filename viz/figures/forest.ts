import * as Plot from "@observablehq/plot"
import { scaleLinear } from "d3"
import type { MetricCard } from "../../bench/scores.ts"
import type { Interval } from "../../bench/statistics/mean.ts"
import { change, changes } from "../text/format.ts"
import { sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house, TYPE } from "./house.ts"
import { piles } from "./piles.ts"
import { rowHeads } from "./rowHeads.ts"
import { textWidth } from "./textWidth.ts"

/** One strategy's difference from the baseline. */
export interface ForestRow {
  name: string
  /** Mean over repeats, and its 95 % interval; null: unknown. */
  difference: number | null
  ci: Interval | null
  /** Of each repeat, where both have a value. */
  values: readonly number[]
}

export interface ForestData {
  baseline: string
  rows: readonly ForestRow[]
  /** What is compared, in the page's language, and how it is counted. */
  metric: string
  unit: MetricCard["unit"]
  currency: string
  /** Smallest difference worth acting on, in the same unit; 0: none is drawn. */
  least: number
}

const ROW = 94
const LABEL = 22
const PILE = 38
const TOP = 30
/** Room for the outermost figures of the axis, pixels. */
const SIDE = 34

/**
 * Paired differences against a pinned baseline: of each strategy the mean with its 95 % interval, and every repeat as a dot above it. A line marks no difference,
 * a band what is too small to act on.
 */
export const forest: Figure<ForestData> = {
  name: "differences",
  draw(data, look) {
    const { baseline, rows, unit, currency, least } = data
    const { colours, locale, width } = look
    const say = (key: Parameters<typeof sayIn>[1], values?: Parameters<typeof sayIn>[2]) => sayIn(locale, key, values)
    const told = (value: number) => change(value, unit, currency, locale)
    const reach = rows.flatMap(({ values, ci, difference }) => [...values, ...(ci ?? []), ...(difference === null ? [] : [difference])])
    const x = scaleLinear()
      .domain([Math.min(0, -least, ...reach), Math.max(0, least, ...reach)])
      .nice(width < 500 ? 4 : 8)
      .range([SIDE, width - SIDE])
    const zero = x(0)
    const bottom = TOP + rows.length * ROW + 4
    const height = bottom + (least > 0 ? 46 : 28)
    const floor = (k: number) => TOP + k * ROW + LABEL + PILE + 2
    const line = (k: number) => floor(k) + 12
    const known = rows.map((row, k) => ({ ...row, k }))
    const dots = known.flatMap(({ values, k }) => {
      const { radius, places } = piles(values.map(x), zero, PILE)
      return places.map((place) => ({ x: place.x, y: floor(k) - radius * (2 * place.level + 1), r: radius }))
    })
    const means = known.filter((row) => row.difference !== null)
    const intervals = known.flatMap(({ ci, k }) => (ci ? [{ from: x(ci[0]), to: x(ci[1]), y: line(k) }] : []))
    const words = ({ ci, difference }: ForestRow) => {
      if (difference === null) return say("forest.unknown")
      const told = changes([difference, ...(ci ?? [])], ci ? (ci[1] - ci[0]) / 10 : 0, unit, currency, locale)
      if (!ci) return told(difference)
      const interval = { from: told(ci[0]), to: told(ci[1]) }
      return `${told(difference)} (${width < 500 ? `${interval.from} … ${interval.to}` : say("forest.interval", interval)})`
    }
    // the line of no difference, but where words stand in its way
    const clear = (row: ForestRow) => zero > textWidth(row.name, TYPE + 2) + 8 && zero < width - textWidth(words(row), TYPE) - 8
    const stretches = [
      { from: TOP - 8, to: TOP },
      ...known.map((row) => ({ from: TOP + row.k * ROW + (clear(row) ? 0 : LABEL), to: Math.min(bottom, TOP + (row.k + 1) * ROW) })),
    ]
    const anchor = zero < 0.2 * width ? "start" : zero > 0.8 * width ? "end" : "middle"
    const label = [
      say("forest.label", { metric: data.metric, baseline }),
      ...rows.map(
        (row) =>
          `${row.name}: ${words(row)}${row.values.length ? `; ${say("forest.more", { more: row.values.filter((v) => v > 0).length, n: row.values.length })}` : ""}.`,
      ),
    ].join(" ")
    return house(
      {
        height,
        margin: 0,
        x: { type: "identity", axis: null },
        y: { type: "identity", axis: null },
        r: { type: "identity" },
        marks: [
          ...(least > 0
            ? [
                Plot.rect([0], { x1: x(-least), x2: x(least), y1: TOP - 6, y2: bottom, fill: colours.line, fillOpacity: 0.45 }),
                Plot.rect([0], { x1: SIDE, x2: SIDE + 18, y1: bottom + 30, y2: bottom + 40, fill: colours.line }),
                Plot.text([0], {
                  x: SIDE + 24,
                  y: bottom + 35,
                  text: [say("forest.band", { least: change(least, unit, currency, locale).replace("+", "±") })],
                  textAnchor: "start",
                  fill: colours.faint,
                  fontSize: TYPE - 1,
                }),
              ]
            : []),
          Plot.link(x.ticks(width < 500 ? 4 : 8), { x1: x, x2: x, y1: bottom, y2: bottom + 5, stroke: colours.faint }),
          Plot.text(x.ticks(width < 500 ? 4 : 8), {
            x,
            y: bottom + 16,
            text: (v: number) => (v === 0 ? "0" : told(v)),
            fill: colours.faint,
            fontSize: TYPE - 1,
            fontVariant: "tabular-nums",
          }),
          Plot.link([0], { x1: SIDE, x2: width - SIDE, y1: bottom, y2: bottom, stroke: colours.faint }),
          Plot.link(stretches, { x1: zero, x2: zero, y1: "from", y2: "to", stroke: colours.text, strokeDasharray: "5,4", strokeWidth: 1.5 }),
          Plot.text([0], { x: zero, y: TOP - 17, text: [say("forest.zero", { baseline })], textAnchor: anchor, fill: colours.text }),
          Plot.dot(dots, { x: "x", y: "y", r: "r", fill: colours.faint, fillOpacity: 0.75 }),
          Plot.link(intervals, { x1: "from", x2: "to", y1: "y", y2: "y", stroke: colours.text, strokeWidth: 3 }),
          Plot.dot(means, {
            x: ({ difference }) => x(difference as number),
            y: ({ k }) => line(k),
            r: 5.5,
            fill: colours.text,
            stroke: colours.ground,
            strokeWidth: 1.5,
          }),
          ...rowHeads(known, (k) => TOP + k * ROW + 10, words, look),
        ],
      },
      look,
      label,
    )
  },
  rows({ baseline, rows, unit, currency, least }) {
    const of = unit === "money" ? currency : unit
    const most = Math.max(0, ...rows.map(({ values }) => values.length))
    return [
      [
        "strategy",
        "baseline",
        `difference (${of})`,
        "95 % from",
        "95 % to",
        "smallest worth acting on",
        ...Array.from({ length: most }, (_, r) => `pair ${r}`),
      ],
      ...rows.map(({ name, difference, ci, values }) => [
        name,
        baseline,
        difference,
        ci?.[0] ?? null,
        ci?.[1] ?? null,
        least,
        ...Array.from({ length: most }, (_, r) => values[r] ?? null),
      ]),
    ]
  },
}
