import * as Plot from "@observablehq/plot"
import { called, sayIn } from "../text/language.ts"
import type { Figure } from "./figure.ts"
import { house } from "./house.ts"
import { dashOf, WEEKS, weekName, weekTicks } from "./time.ts"

/** One customer's two lives: what it saw, what it felt, what it bought. */
export interface Lives {
  customer: number
  sides: readonly [Life, Life]
  /** Channels that reached it in either life, in order. */
  channels: readonly string[]
  brands: readonly string[]
  days: number
}

export interface Life {
  strategy: string
  seen: readonly { day: number; channel: string }[]
  /** Goodwill towards us, 0 to 1. */
  felt: readonly { day: number; goodwill: number }[]
  bought: readonly { day: number; brand: number }[]
}

export const lives: Figure<Lives> = {
  name: "two-lives",
  draw({ customer, sides, channels, brands, days }, look) {
    const { width, colours, locale } = look
    const names = sides.map(({ strategy }) => called("strategy", strategy, locale)) as [string, string]
    const brandName = (brand: number) => called("brand", brands[brand] ?? "", locale)
    const lane = 16
    const feltHeight = 46
    const boughtAt = -0.5
    const laneOf = (channel: string) => -1.4 - channels.indexOf(channel)
    const bottom = -1.9 - channels.length
    // felt takes three lanes: y from 0 to 3
    const top = feltHeight / lane
    const hue = (brand: number) => (brand === 0 ? colours.ours : (colours.rivals[brand - 1] ?? colours.none))
    // by number: two strategies may be the same
    const facet = (side: number) => side
    const per = <T>(of: (life: Life) => readonly T[]) => sides.flatMap((life, side) => of(life).map((entry) => ({ ...entry, side })))
    const labels = [0, 1].flatMap((side) => [
      { side, y: top / 2, text: sayIn(locale, "lives.felt") },
      { side, y: boughtAt, text: sayIn(locale, "lives.bought") },
      ...channels.map((channel) => ({ side, y: laneOf(channel), text: called("channel", channel, locale) })),
    ])
    const counts = (side: 0 | 1) => ({ bought: sides[side].bought.length, seen: sides[side].seen.length })
    return house(
      {
        height: 2 * (lane * (top - bottom) + 26) + 34,
        marginLeft: 100,
        marginRight: 20,
        marginTop: 22,
        marginBottom: WEEKS,
        fy: { domain: [0, 1], label: null, axis: null, padding: 0.16 },
        x: {
          domain: [0, days],
          ticks: [...weekTicks(days, width)],
          tickFormat: (day: number) => weekName(day, locale),
          label: null,
        },
        y: { domain: [bottom, top], axis: null },
        marks: [
          Plot.frame({ stroke: colours.line }),
          Plot.ruleY([0], { stroke: colours.line }),
          Plot.text([0, 1], { fy: facet, text: (side: number) => names[side], frameAnchor: "top-left", dy: -14, fontWeight: 600, fill: colours.text }),
          Plot.text(labels, { fy: ({ side }) => facet(side), x: 0, y: "y", text: "text", dx: -8, textAnchor: "end", fill: colours.faint }),
          ...sides.map(({ felt }, side) =>
            Plot.line(felt, {
              fy: () => facet(side),
              x: "day",
              y: ({ goodwill }) => goodwill * top,
              stroke: colours.text,
              strokeWidth: 2,
              strokeDasharray: dashOf(side as 0 | 1) ?? "",
            }),
          ),
          Plot.dot(
            per((life) => life.seen),
            { fy: ({ side }) => facet(side), x: "day", y: ({ channel }) => laneOf(channel), symbol: "square", r: 2, fill: colours.text },
          ),
          Plot.dot(
            per((life) => life.bought),
            { fy: ({ side }) => facet(side), x: "day", y: boughtAt, r: 5, fill: ({ brand }) => hue(brand), stroke: colours.text, strokeWidth: 0.75 },
          ),
          Plot.text(
            per((life) => life.bought),
            { fy: ({ side }) => facet(side), x: "day", y: boughtAt, text: ({ brand }) => brandName(brand), dy: -11, fill: colours.text, fontSize: 10 },
          ),
        ],
      },
      look,
      sayIn(locale, "lives.label", {
        n: customer + 1,
        a: names[0],
        b: names[1],
        boughtA: counts(0).bought,
        boughtB: counts(1).bought,
        seenA: counts(0).seen,
        seenB: counts(1).seen,
      }),
    )
  },
  rows({ sides, brands }) {
    return [
      ["strategy", "day", "event", "what"],
      ...sides.flatMap(({ strategy, seen, felt, bought }) => [
        ...seen.map(({ day, channel }) => [strategy, day, "seen", channel]),
        ...felt.map(({ day, goodwill }) => [strategy, day, "goodwill", goodwill]),
        ...bought.map(({ day, brand }) => [strategy, day, "bought", brands[brand] ?? null]),
      ]),
    ]
  },
}
