import * as math from "../../sim/math.ts"
import { number } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { BidValues, valueNeeds, valueOptions } from "./bidValues.ts"

const card = {
  name: "knapsack-bids",
  seat: "bid",
  about: "Bids each segment's worth over the shadow price of its channel's money",
  source: "Badanidiyuru, Kleinberg & Slivkins, J. ACM 2018; Balseiro & Gur, Management Science 2019 (adaptive pacing)",
  learns: true,
  options: {
    ...valueOptions,
    step: number(0.3, "share of the way, in logarithms, that a shadow price moves towards what the last bids showed", { above: 0, most: 1 }),
    most: number(3, "no own bid is more times the autobidder's than this, or fewer than one over it", { least: 1 }),
    watchDays: number(14, "days of the autobidder's bidding that are watched first", { least: 0 }),
  },
} as const

/**
 * Primal–dual bidding for each auction channel's money. With a budget the best bid in a second-price auction is worth/λ, the same shadow price λ for all exposures (Balseiro & Gur 2019, sec. 2): what
 * an exposure is worth differs between segments by their click rates and by what their customers pay. The autobidder bids alike for all of them. One segment of a channel, the one most shown at first, is left to it: it spends
 * exactly what own bids leave of the money, so the channel's budget is neither overdrawn nor left lying, and its bid shows the dual, λ = worth/bid, that own bids then follow step by step. Where it had nothing left
 * to spend, λ rises. Departs from the papers: the dual is read off the autobidder and not off the rate of spending, since nobody tells a bidder the plan's money.
 * A channel whose clicks no source tells is left to the autobidder.
 */
export const knapsackBids = policy(card, (o) => {
  const values = new BidValues(o)
  /** ln λ by auction channel, in worth a money; null before the first. */
  let duals: (number | null)[] = []
  let startedAt: number | null = null

  return {
    needs: [...valueNeeds],
    learn: (feedback) => values.learn(feedback),
    act(observation) {
      const { books, tick, hoursPerTick } = observation
      values.see(observation)
      startedAt ??= tick
      const segments = books.segments.length
      const bids = new Float32Array(books.auctions.length * segments).fill(Number.NaN)
      const watching = ((tick - startedAt) * hoursPerTick) / 24 < o.watchDays
      const customers = values.customerWorth(segments).map((worth) => math.pow(worth, o.follow))
      const told: string[] = []
      books.auctions.forEach((name, c) => {
        const rates = values.rates(c, segments)
        if (!rates || watching) return
        const worth = rates.map((rate, g) => rate * (customers[g] as number))
        const left = values.leftToOthers(c, segments)
        const seen = books.bids[c * segments + left] as number
        const before = duals[c] ?? undefined
        if (!(seen > 0) && before === undefined) return
        const goal = seen > 0 ? math.log((worth[left] as number) / seen) : (before as number) + 1
        const dual = before === undefined ? goal : before + o.step * (goal - before)
        duals[c] = dual
        const usual = (worth[left] as number) / math.exp(dual)
        worth.forEach((w, g) => {
          if (g === left) return
          const bid = Math.min(usual * o.most, Math.max(usual / o.most, w / math.exp(dual)))
          bids[c * segments + g] = Math.min(bid, books.bidCaps[c] as number)
        })
        told.push(`${name} ${math.exp(dual).toPrecision(3)}`)
      })
      return { action: { bids }, reason: told.length > 0 ? `worth for money at the margin: ${told.join(", ")}` : "left to the autobidder" }
    },
    begin() {
      duals = []
    },
    save: () => ({ values: values.save(), duals: Array.from(duals, (dual) => dual ?? null), startedAt }),
    load(state) {
      const s = state as { values: Json; duals: (number | null)[]; startedAt: number | null }
      values.load(s.values)
      duals = [...s.duals]
      startedAt = s.startedAt
    },
  }
})
