import * as Plot from "@observablehq/plot"
import { scaleLinear } from "d3"
import type { MetricCard } from "../../bench/scores.ts"
import { inUnit } from "../text/format.ts"
import { sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house, TYPE } from "./house.ts"
import { piles } from "./piles.ts"
import { rowHeads } from "./rowHeads.ts"

/** A metric's values of each repeat, by strategy. */
export interface DotsData {
  /** What is shown, in the page's language, and how it is counted. */
  metric: string
  unit: MetricCard["unit"]
  currency: string
  /** Values stand in the order of repeats; null: the metric is not defined there. */
  strategies: readonly { name: string; mean: number | null; values: readonly (number | null)[] }[]
}

const ROW = 82
const LABEL = 24
const PILE = 40
const TOP = 4
/** Room for the outermost figures of the axis, pixels. */
const SIDE = 34

/** Each repeat a dot, a row a strategy; faint lines join the dots of the same repeat, which had the same customers and the same luck. */
export const dots: Figure<DotsData> = {
  name: "repeats",
  draw(data, look) {
    const { unit, currency, strategies } = data
    const { colours, locale, width } = look
    const told = (value: number) => inUnit(value, unit, currency, locale)
    const all = strategies.flatMap(({ values }) => values.filter((v) => v !== null))
    const spread = Math.max(...all) - Math.min(...all)
    const x = scaleLinear()
      .domain(all.length === 0 ? [0, 1] : spread > 0 ? [Math.min(...all), Math.max(...all)] : [(all[0] as number) - 1, (all[0] as number) + 1])
      .nice(width < 500 ? 4 : 8)
      .range([SIDE, width - SIDE])
    const ticks = x.ticks(width < 500 ? 4 : 8)
    const height = TOP + strategies.length * ROW + 44
    const bottom = height - 40
    const floor = (k: number) => TOP + k * ROW + LABEL + PILE
    const rows = strategies.map((strategy, k) => {
      const repeats = strategy.values.flatMap((value, r) => (value === null ? [] : [{ r, value }]))
      const { radius, places } = piles(
        repeats.map(({ value }) => x(value)),
        SIDE,
        PILE,
      )
      return new Map(repeats.map(({ r }, i) => [r, { x: places[i]?.x as number, y: floor(k) - radius * (2 * (places[i]?.level as number) + 1), r: radius }]))
    })
    const joins = rows.slice(1).flatMap((row, k) =>
      [...row].flatMap(([r, to]) => {
        const from = rows[k]?.get(r)
        return from ? [{ x1: from.x, y1: from.y, x2: to.x, y2: to.y }] : []
      }),
    )
    const known = strategies.map((strategy, k) => ({ ...strategy, k }))
    const means = known.filter(({ mean }) => mean !== null)
    const words = ({ mean }: { mean: number | null }) => (mean === null ? sayIn(locale, "forest.unknown") : sayIn(locale, "dots.mean", { mean: told(mean) }))
    const label = [
      sayIn(locale, "dots.label", { metric: data.metric, n: Math.max(0, ...strategies.map(({ values }) => values.length)) }),
      ...strategies.map((strategy) => `${strategy.name}: ${words(strategy)}.`),
    ].join(" ")
    return house(
      {
        height,
        margin: 0,
        x: { type: "identity", axis: null },
        y: { type: "identity", axis: null },
        r: { type: "identity" },
        marks: [
          Plot.link(ticks, { x1: x, x2: x, y1: TOP, y2: bottom, stroke: colours.line, strokeOpacity: 0.6 }),
          Plot.link([0], { x1: SIDE, x2: width - SIDE, y1: bottom, y2: bottom, stroke: colours.faint }),
          Plot.text(ticks, { x, y: bottom + 16, text: told, fill: colours.faint, fontSize: TYPE - 1, fontVariant: "tabular-nums" }),
          Plot.link(joins, {
            x1: "x1",
            y1: "y1",
            x2: "x2",
            y2: "y2",
            stroke: colours.faint,
            strokeOpacity: Math.min(0.35, 6 / Math.sqrt(joins.length + 1) / 6),
          }),
          Plot.link(known, { x1: SIDE, x2: width - SIDE, y1: ({ k }) => floor(k) + 1, y2: ({ k }) => floor(k) + 1, stroke: colours.line }),
          Plot.dot(
            rows.flatMap((row) => [...row.values()]),
            { x: "x", y: "y", r: "r", fill: colours.text, fillOpacity: 0.7, stroke: colours.ground, strokeWidth: 0.5 },
          ),
          Plot.dot(means, { x: ({ mean }) => x(mean as number), y: ({ k }) => floor(k) + 8, symbol: "triangle", r: 5, fill: colours.text }),
          ...rowHeads(known, (k) => TOP + k * ROW + 10, words, look),
        ],
      },
      look,
      label,
    )
  },
  rows({ metric, unit, currency, strategies }) {
    const repeats = Math.max(0, ...strategies.map(({ values }) => values.length))
    return [
      ["repeat", ...strategies.map(({ name }) => `${name}: ${metric} (${unit === "money" ? currency : unit})`)],
      ...Array.from({ length: repeats }, (_, r) => [r, ...strategies.map(({ values }) => values[r] ?? null)]),
    ]
  },
}
