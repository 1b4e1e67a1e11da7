import * as Plot from "@observablehq/plot"
import { money } from "../text/format.ts"
import { called, sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house } from "./house.ts"

/** Media money of each strategy by channel and week: its budget as heat strips. */
export interface Strips {
  strategies: readonly [string, string]
  /** Channels that money is planned for, in order. */
  channels: readonly string[]
  /** Weeks from 0. */
  cells: readonly { side: 0 | 1; channel: string; week: number; money: number }[]
  weeks: number
  currency: string
}

/** Room for the channels' names, pixels. */
const MARGIN = 100

export const strips: Figure<Strips> = {
  name: "budget",
  draw({ strategies, channels, cells, weeks, currency }, look) {
    const { width, colours, locale } = look
    const names = strategies.map((name) => called("strategy", name, locale)) as [string, string]
    const channelName = (name: string) => called("channel", name, locale)
    const most = Math.max(1e-9, ...cells.map(({ money }) => money))
    const say = (value: number) => money(value, currency, locale)
    const wide = width >= 440
    // by number: two strategies may be the same
    const facet = ({ side }: { side: 0 | 1 }) => side
    const room = (width - MARGIN - 8) / (wide ? 2 : 1) / 34
    const every = [1, 2, 4, 8, 13, 26, 52].find((k) => weeks / k <= room) ?? 52
    const week = sayIn(locale, "axis.week")
    return house(
      {
        height: (wide ? 1 : 2) * (channels.length * 20 + 22) + 54,
        marginLeft: MARGIN,
        marginRight: 8,
        marginTop: 44,
        marginBottom: 24,
        x: {
          domain: Array.from({ length: weeks }, (_, k) => k),
          tickFormat: (k: number) => ((k + 1) % every === 0 ? (k + 1 === every ? `${week} ${k + 1}` : String(k + 1)) : ""),
          tickSize: 0,
          label: null,
          padding: 0.08,
        },
        y: { domain: [...channels], tickFormat: channelName, tickSize: 0, label: null, padding: 0.12 },
        [wide ? "fx" : "fy"]: { domain: [0, 1], label: null, padding: 0.12, axis: null },
        color: { type: "linear", domain: [0, most], range: [colours.ground, colours.text] },
        marks: [
          Plot.frame({ stroke: colours.line }),
          Plot.cell(cells, {
            x: "week",
            y: "channel",
            [wide ? "fx" : "fy"]: facet,
            fill: "money",
            stroke: colours.line,
            strokeWidth: weeks > 40 ? 0 : 0.5,
            title: ({ channel, week, money }) => `${channelName(channel)}, ${week} ${week + 1}: ${say(money)}`,
          }),
          Plot.text([0, 1] as const, {
            [wide ? "fx" : "fy"]: (side: 0 | 1) => side,
            text: (side: 0 | 1) => names[side],
            frameAnchor: "top-left",
            dy: -14,
            fontWeight: 600,
            fill: colours.text,
          }),
          Plot.text([sayIn(locale, "strips.most", { money: say(most) })], {
            [wide ? "fx" : "fy"]: () => (wide ? 1 : 0),
            frameAnchor: "top-right",
            dy: -30,
            fill: colours.faint,
          }),
        ],
      },
      look,
      sayIn(locale, "strips.label", { a: names[0], b: names[1], n: channels.length, weeks, money: say(most) }),
    )
  },
  rows({ strategies, cells, currency }) {
    return [
      ["strategy", "channel", "week", `media (${currency})`],
      ...cells.map(({ side, channel, week, money }) => [strategies[side], channel, week + 1, money]),
    ]
  },
}
