import * as Plot from "@observablehq/plot"
import { gain } from "../text/format.ts"
import { called, sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house } from "./house.ts"
import { overDays } from "./time.ts"

/** Cumulative profit of the second strategy less the first's, over the days of a run and of its repeats. */
export interface Gap {
  /** What `run` is: one run before its repeats, as without it, or the mean of the repeats. */
  of?: "run" | "mean"
  /** Money at each day that there is, the first 0. */
  run: readonly { day: number; gap: number }[]
  repeats: readonly { replication: number; curve: readonly { day: number; gap: number }[] }[]
  /** What hit both markets. */
  shocks: readonly { day: number; label: string }[]
  days: number
  currency: string
  /** The baseline, and who is compared with it. */
  strategies: readonly [string, string]
}

/** Pixels. */
export const HEIGHT = 220
/** Share of the picture that lies on one side of zero before the side is named. */
const WORTH = 0.2

export const gap: Figure<Gap> = {
  name: "profit-gap",
  draw({ of = "run", run, repeats, shocks, days, currency, strategies }, look) {
    const { width, colours, locale } = look
    const [a, b] = strategies.map((name) => called("strategy", name, locale)) as [string, string]
    const money = (value: number) => gain(value, currency, locale)
    const faint = repeats.flatMap(({ replication, curve }) => curve.map((point) => ({ ...point, replication })))
    const all = [...faint, ...run].map((point) => point.gap)
    const [low, high] = [Math.min(0, ...all), Math.max(0, ...all)]
    const span = high - low || 1
    const room = span * 0.06
    const last = run.at(-1)
    const ends = last && last.day > 0 ? [{ ...last, text: `${sayIn(locale, `gap.${of}`)}\n${money(last.gap)}` }] : []
    const label = sayIn(locale, "gap.label", { a, b, gap: last ? money(last.gap) : "–", n: repeats.length })
    return house(
      {
        height: HEIGHT,
        ...overDays(days, width, locale),
        marginTop: 36,
        y: { domain: [low - room, high + room], ticks: 5, tickFormat: money, label: null },
        marks: [
          Plot.ruleX(shocks, { x: "day", stroke: colours.faint, strokeDasharray: "2 3" }),
          ...shocks.map((shock, k) =>
            Plot.text([shock], {
              x: "day",
              text: "label",
              frameAnchor: "top",
              dy: -12 - 13 * (k % 2),
              textAnchor: shock.day > days / 2 ? "end" : "start",
              fill: colours.text,
            }),
          ),
          Plot.ruleY([0], { stroke: colours.text }),
          Plot.line(faint, { x: "day", y: "gap", z: "replication", stroke: colours.faint, strokeOpacity: 0.35, strokeWidth: 1 }),
          Plot.line(run, { x: "day", y: "gap", stroke: colours.text, strokeWidth: 3 }),
          Plot.dot(ends, { x: "day", y: "gap", fill: colours.text, r: 4 }),
          Plot.text(ends, {
            x: "day",
            y: "gap",
            text: "text",
            dx: 8,
            textAnchor: "start",
            fontWeight: 600,
            fill: colours.text,
            stroke: colours.ground,
            strokeWidth: 3,
          }),
          ...(high > WORTH * span
            ? [Plot.text([sayIn(locale, "gap.ahead", { name: b })], { frameAnchor: "top-left", dx: 6, dy: 4, fill: colours.faint })]
            : []),
          ...(-low > WORTH * span
            ? [Plot.text([sayIn(locale, "gap.ahead", { name: a })], { frameAnchor: "bottom-left", dx: 6, dy: -4, fill: colours.faint })]
            : []),
          ...(repeats.length > 0
            ? [
                Plot.text([sayIn(locale, of === "mean" ? "gap.each" : "gap.repeats", { n: repeats.length })], {
                  frameAnchor: "top-left",
                  dx: 6,
                  dy: 20,
                  fill: colours.faint,
                }),
              ]
            : []),
        ],
      },
      look,
      label,
    )
  },
  rows({ of = "run", run, repeats, currency }) {
    return [
      ["repeat", "day", `gap (${currency})`],
      ...run.map(({ day, gap }) => [of === "mean" ? "mean" : "shown", day, gap]),
      ...repeats.flatMap(({ replication, curve }) => curve.map(({ day, gap }) => [replication + 1, day, gap])),
    ]
  },
}
