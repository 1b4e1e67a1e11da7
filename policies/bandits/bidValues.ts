import type { Feedback, Observation } from "../../sim/observation.ts"
import { number } from "../options.ts"
import type { Json } from "../policy.ts"

/** Options of policies that judge exposures by what their clicks and customers are worth. */
export const valueOptions = {
  priorClicks: number(200, "clicks that the channel's click rate counts for in each segment's", { above: 0 }),
  priorCustomers: number(50, "customers that the mean customer's money counts for in each segment's", { above: 0 }),
  follow: number(0.5, "how far a segment's worth follows the money that its customers have paid: 1 in proportion, 0 not at all", { least: 0, most: 2 }),
}

/** Columns that tell whose money is whose; without them all segments' customers are worth the same. */
export const valueNeeds = ["segment", "spend"] as const

/** Clicks for an exposure by auction channel × segment, and the money of customers by segment, as seen so far. */
export class BidValues {
  private impressions: number[] = []
  private clicks: number[] = []
  private customers: number[] = []
  private money: number[] = []
  private left: number[] = []

  constructor(private readonly o: { priorClicks: number; priorCustomers: number }) {}

  learn({ impressions, clicks }: Feedback<"bid">): void {
    impressions.forEach((shown, k) => {
      const clicked = clicks[k] as number
      if (Number.isNaN(shown) || Number.isNaN(clicked)) return
      this.impressions[k] = (this.impressions[k] ?? 0) + shown
      this.clicks[k] = (this.clicks[k] ?? 0) + clicked
    })
  }

  /** Looks at the customers of the day. */
  see({ customers, books }: Observation): void {
    const [segment, spend] = valueNeeds.map((name) => customers.column(name))
    if (!segment || !spend) return
    for (let r = 0; r < customers.rows.length; r++) {
      const g = segment[r] as number
      const paid = spend[r] as number
      if (Number.isNaN(paid) || !(g >= 0 && g < books.segments.length)) continue
      this.customers[g] = (this.customers[g] ?? 0) + 1
      this.money[g] = (this.money[g] ?? 0) + paid
    }
  }

  /** Exposures that have been seen in a channel, by segment. */
  shown(channel: number, segments: number): number[] {
    return Array.from({ length: segments }, (_, g) => this.impressions[channel * segments + g] ?? 0)
  }

  /** The segment of a channel that is left to the autobidder: the one most shown when this was first asked. */
  leftToOthers(channel: number, segments: number): number {
    const shown = this.shown(channel, segments)
    this.left[channel] ??= shown.indexOf(Math.max(...shown))
    return this.left[channel] as number
  }

  /** Clicks for an exposure in each segment, drawn towards the channel's; undefined before a channel's first click. */
  rates(channel: number, segments: number): number[] | undefined {
    const shown = this.shown(channel, segments)
    const clicked = shown.map((_, g) => this.clicks[channel * segments + g] ?? 0)
    const all = clicked.reduce((a, b) => a + b, 0)
    if (all === 0) return undefined
    const usual = all / shown.reduce((a, b) => a + b, 0)
    const { priorClicks } = this.o
    return shown.map((n, g) => ((clicked[g] as number) + priorClicks) / (n + priorClicks / usual))
  }

  /** Money of a segment's mean customer over that of all segments' mean, drawn towards 1. */
  customerWorth(segments: number): number[] {
    const count = this.customers.reduce((a, b) => a + (b ?? 0), 0)
    const money = this.money.reduce((a, b) => a + (b ?? 0), 0)
    if (!(money > 0)) return new Array<number>(segments).fill(1)
    const usual = money / count
    const { priorCustomers } = this.o
    return Array.from({ length: segments }, (_, g) => ((this.money[g] ?? 0) / usual + priorCustomers) / ((this.customers[g] ?? 0) + priorCustomers))
  }

  save(): Json {
    return {
      impressions: dense(this.impressions),
      clicks: dense(this.clicks),
      customers: dense(this.customers),
      money: dense(this.money),
      left: Array.from(this.left, (g) => g ?? null),
    }
  }

  load(state: Json): void {
    const s = state as { impressions: number[]; clicks: number[]; customers: number[]; money: number[]; left: (number | null)[] }
    this.impressions = [...s.impressions]
    this.clicks = [...s.clicks]
    this.customers = [...s.customers]
    this.money = [...s.money]
    this.left = []
    s.left.forEach((g, c) => {
      if (g !== null) this.left[c] = g
    })
  }
}

const dense = (values: number[]) => Array.from(values, (value) => value ?? 0)
