import * as math from "../../sim/math.ts"
import { number, numbers } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import { BidValues, valueNeeds, valueOptions } from "./bidValues.ts"
import { type ContextualBandit, choose } from "./contextual.ts"
import { linearThompson } from "./linearThompson.ts"

const card = {
  name: "thompson-bids",
  seat: "bid",
  about: "Thompson sampling over multiples of the autobidder's bid, for each channel and segment",
  source: "Thompson 1933; Agrawal & Goyal, J. ACM 2017 (normal posterior)",
  learns: true,
  options: {
    ...valueOptions,
    multiples: numbers([0.5, 0.7, 1, 1.4, 2], "multiples of the autobidder's bid that are tried", { above: 0 }),
    noise: number(0.25, "standard deviation of a decision's surplus, as a multiple of what its segment usually costs", { above: 0 }),
    priorSd: number(0.2, "prior standard deviation of a multiple's surplus, in the same unit", { above: 0 }),
    watchDays: number(14, "days of the autobidder's bidding that are watched first", { least: 0 }),
  },
} as const

/** Linear Thompson sampling learns without luck. */
const unlucky = { next: () => 0, normal: () => 0, row: () => 0 }

interface Cell {
  bandit: ContextualBandit
  /** The multiple that stands, null once its surplus is told. */
  arm: number | null
  /** Money for an exposure that it is a multiple of. */
  base: number
}

/**
 * Bid multipliers as arms, for each auction channel and segment but the one most shown at first, which is left to the autobidder, so that the channel's money is spent whatever is bid. An arm's reward is the surplus of its period:
 * its exposures at the segment's click rate and a click's worth, less what was spent, over what the segment usually costs; the rate is that of all the run, since it does not hang on the bid and a period's few clicks would drown the
 * difference. A click is worth what the autobidder pays for one at its margin, bid/click rate, times the worth of the segment's customers: at that
 * price of money the autobidder's bid is right for a mean segment. Thompson 1933 with a normal posterior (Agrawal & Goyal, J. ACM 2017). A channel whose clicks no source tells is left to the autobidder.
 */
export const thompsonBids = policy(card, (o) => {
  if (o.multiples.length === 0) throw new RangeError("multiples: expected one at least; found none")
  const values = new BidValues(o)
  let cells: Record<number, Cell> = {}
  /** Money a decision that each cell has cost, exponentially averaged. */
  let usual: number[] = []
  let startedAt: number | null = null
  let segments = 0
  // a feature that is always 1 makes the linear bandit one of plain means
  const precision = [(o.noise / o.priorSd) * (o.noise / o.priorSd)]
  const newCell = (): Cell => ({
    bandit: linearThompson({ arms: o.multiples.length, features: 1, own: () => ({ precision }) }, o.noise),
    arm: null,
    base: 0,
  })

  return {
    needs: [...valueNeeds],
    learn(feedback) {
      const { impressions, spent } = feedback
      values.learn(feedback)
      const customers = segments > 0 ? values.customerWorth(segments) : []
      spent.forEach((money, k) => {
        const cell = cells[k]
        const g = segments > 0 ? k % segments : 0
        const rates = segments > 0 ? values.rates((k - g) / segments, segments) : undefined
        const cost = usual[k] ?? 0
        if (cell && cell.arm !== null && rates && cost > 0 && !Number.isNaN(impressions[k])) {
          const channel = values.shown((k - g) / segments, segments)
          const mean = rates.reduce((sum, rate, i) => sum + rate * (channel[i] as number), 0) / channel.reduce((a, b) => a + b, 0)
          const click = (cell.base / mean) * math.pow(customers[g] as number, o.follow)
          const surplus = ((impressions[k] as number) * (rates[g] as number) * click - money) / cost
          cell.bandit.update([1], cell.arm, Math.min(20, Math.max(-20, surplus)), unlucky)
          cell.arm = null
        }
        usual[k] = usual[k] === undefined ? money : (usual[k] as number) + 0.1 * (money - (usual[k] as number))
      })
    },
    act(observation, random) {
      const { books, tick, hoursPerTick } = observation
      values.see(observation)
      segments = books.segments.length
      startedAt ??= tick
      const bids = new Float32Array(books.auctions.length * segments).fill(Number.NaN)
      const propensity = new Float32Array(bids.length).fill(1)
      const watching = ((tick - startedAt) * hoursPerTick) / 24 < o.watchDays
      let own = 0
      books.auctions.forEach((_, c) => {
        if (watching || !values.rates(c, segments)) return
        const left = values.leftToOthers(c, segments)
        const base = books.bids[c * segments + left] as number
        if (!(base > 0)) return
        for (let g = 0; g < segments; g++) {
          if (g === left) continue
          const k = c * segments + g
          cells[k] ??= newCell()
          const cell = cells[k] as Cell
          const taken = choose(cell.bandit, { rows: [k], x: [1] }, random)
          const arm = taken.arm[0] as number
          cell.arm = arm
          cell.base = base
          bids[k] = Math.min((o.multiples[arm] as number) * base, books.bidCaps[c] as number)
          propensity[k] = taken.propensity[0] as number
          own++
        }
      })
      return { action: { bids }, propensity, reason: own > 0 ? `${own} bids of our own, the others left to the autobidder` : "left to the autobidder" }
    },
    begin() {
      for (const cell of Object.values(cells)) cell.arm = null
    },
    save: () =>
      structuredClone({
        values: values.save(),
        cells: Object.entries(cells).map(([k, { bandit, arm, base }]) => ({ k: Number(k), bandit: bandit.save(), arm, base })),
        usual: Array.from(usual, (money) => money ?? null),
        startedAt,
        segments,
      }) as unknown as Json,
    load(state) {
      const s = structuredClone(state) as unknown as {
        values: Json
        cells: { k: number; bandit: Json; arm: number | null; base: number }[]
        usual: (number | null)[]
        startedAt: number | null
        segments: number
      }
      values.load(s.values)
      cells = {}
      for (const { k, bandit, arm, base } of s.cells) {
        const cell = newCell()
        cell.bandit.load(bandit)
        cells[k] = { ...cell, arm, base }
      }
      usual = s.usual.map((money) => money ?? 0)
      startedAt = s.startedAt
      segments = s.segments
    },
  }
})
