import * as Plot from "@observablehq/plot"
import { called, type Key, sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house } from "./house.ts"
import { dashOf, overDays } from "./time.ts"

/** One quantity of both markets over the days of a run. */
export interface Course {
  /** Each strategy, and its value at each day. */
  sides: readonly [Line, Line]
  days: number
  /** Least height of the picture in the quantity: what moves less is drawn as flat as it is. */
  span: number
  /** For the values on the axis and at the ends. */
  format: Intl.NumberFormatOptions
  /** Of the quantity, for the table's head. */
  unit: string
}

export interface Line {
  name: string
  values: readonly { day: number; value: number }[]
}

interface Said {
  name: string
  value: string
}

/** Pixels. */
export const HEIGHT = 170
/** Least distance of two labels at the lines' ends, pixels. */
const LINE = 15

/** @param label the key of what is seen in words: of the strategies {a} and {b}, and their last values */
function course(name: string, label: Key): Figure<Course> {
  return {
    name,
    draw({ sides, days, span, format }, look) {
      const { width, colours, locale } = look
      const say = new Intl.NumberFormat(locale, format)
      const all = sides.flatMap(({ values }) => values.map(({ value }) => value))
      const [low, high] = all.length > 0 ? [Math.min(...all), Math.max(...all)] : [0, 1]
      const room = Math.max((high - low) * 0.15, (span - (high - low)) / 2)
      const domain = [low - room, high + room] as const
      const ends = sides.flatMap(({ name, values }, side) => {
        const last = values.at(-1)
        return last ? [{ ...last, side, text: `${called("strategy", name, locale)} ${say.format(last.value)}` }] : []
      })
      const [a, b] = ends
      const apart = a && b ? ((b.value - a.value) / (domain[1] - domain[0])) * (HEIGHT - 56) : LINE
      const push = Math.max(0, (LINE - Math.abs(apart)) / 2) * (apart >= 0 ? 1 : -1)
      const [first, second] = sides.map(({ name, values }) => ({ name: called("strategy", name, locale), value: say.format(values.at(-1)?.value ?? 0) })) as [
        Said,
        Said,
      ]
      const words = sayIn(locale, label, { a: first.name, b: second.name, first: first.value, second: second.value })
      return house(
        {
          height: HEIGHT,
          ...overDays(days, width, locale),
          marginTop: 14,
          y: { domain: [...domain], ticks: 4, tickFormat: (value: number) => say.format(value), label: null, grid: true },
          marks: [
            ...sides.map(({ values }, side) =>
              Plot.line(values, { x: "day", y: "value", stroke: colours.text, strokeWidth: 2, strokeDasharray: dashOf(side as 0 | 1) ?? "" }),
            ),
            ...ends.map((end) =>
              Plot.text([end], { x: "day", y: "value", text: "text", dx: 6, dy: end.side === 0 ? push : -push, textAnchor: "start", fill: colours.text }),
            ),
          ],
        },
        look,
        words,
      )
    },
    rows({ sides: [a, b], unit }) {
      return [["day", `${a.name} (${unit})`, `${b.name} (${unit})`], ...a.values.map(({ day, value }, k) => [day, value, b.values[k]?.value ?? null])]
    },
  }
}

export const customers = course("customers", "customers.label")
export const trust = course("trust", "trust.label")
