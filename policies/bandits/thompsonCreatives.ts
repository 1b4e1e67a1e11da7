import { logGamma } from "../../sim/distributions.ts"
import * as math from "../../sim/math.ts"
import { number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"

const card = {
  name: "thompson-creatives",
  seat: "create",
  about: "Thompson sampling over creatives for each channel and segment, and a steady supply of new ones",
  source: "Thompson 1933; Chapelle & Li, NeurIPS 2011; Raj & Kalyani 2017 for discounting",
  learns: true,
  options: {
    priorShape: number(11, "gamma prior of a creative's effect (mean 1): shape 11 is a standard deviation of .3", { above: 0 }),
    discount: number(0.97, "what a decision's period leaves of the evidence before it: creatives wear out, so old clicks tell less", { above: 0, most: 1 }),
    perWeek: number(1, "creatives commissioned a week in all, each for the segment that needs one most: 1 is as many as a monthly one for each of four", {
      least: 0,
    }),
    candidates: whole(6, "newest creatives of a segment that compete", { least: 1 }),
  },
} as const

interface Arm {
  impressions: number
  clicks: number
}

/**
 * Thompson sampling over creatives, for each channel and segment: clicks ~ Poisson(impressions × base rate × effect) with a gamma
 * posterior of the effect; draw an effect for each creative and show the best draw.
 * Thompson 1933; Chapelle & Li, NeurIPS 2011; Gamma–Poisson with discounting after Raj & Kalyani 2017. Departs: evidence on a
 * creative is pooled over channels, since quality is one; the base rate of a channel and segment is its click rate of late, so an
 * effect is relative to what was shown, and a new creative starts as good as that.
 */
export const thompsonCreatives = policy(card, (o) => {
  /** Expected clicks at effect 1 and clicks, by `creative/segment`. */
  let arms: Record<string, Arm> = {}
  let base: Record<string, Arm> = {}
  let madeAt: number | null = null

  const effect = (creative: number, segment: number) => {
    const arm = arms[`${creative}/${segment}`] ?? { impressions: 0, clicks: 0 }
    return { shape: o.priorShape + arm.clicks, rate: o.priorShape + arm.impressions }
  }

  return {
    needs: [],
    learn(feedback) {
      for (const arm of [...Object.values(arms), ...Object.values(base)]) {
        arm.impressions *= o.discount
        arm.clicks *= o.discount
      }
      for (const { creative, channel, segment, impressions, clicks } of feedback.shown) {
        const pool = (base[`${channel}/${segment}`] ??= { impressions: 0, clicks: 0 })
        pool.impressions += impressions
        pool.clicks += clicks
        if (pool.clicks < 5) continue
        const arm = (arms[`${creative}/${segment}`] ??= { impressions: 0, clicks: 0 })
        arm.impressions += (impressions * pool.clicks) / pool.impressions
        arm.clicks += clicks
      }
    },
    act({ tick, hoursPerTick, books }, random) {
      const day = (tick * hoursPerTick) / 24
      const match = books.match.slice()
      const best = books.segments.map((_, g) => {
        const ready = books.creatives.filter((c) => c.segment === g && c.ready <= tick).slice(-o.candidates)
        let mean = 0
        books.channels.forEach((_c, c) => {
          let most = -1
          for (const { number } of ready) {
            const { shape, rate } = effect(number, g)
            const draw = math.exp(logGamma(shape, () => Math.max(random.next(), 2 ** -54))) / rate
            mean = Math.max(mean, shape / rate)
            if (draw <= most) continue
            most = draw
            match[c * books.segments.length + g] = number
          }
        })
        return mean
      })
      const make = new Int32Array(books.segments.length)
      const due = madeAt === null ? 0 : Math.floor(((day - madeAt) / 7) * o.perWeek)
      if (madeAt === null || due > 0) {
        madeAt = day
        const order = best.map((mean, g) => [mean, g] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1])
        for (let k = 0; k < Math.max(1, due); k++) {
          const g = (order[k % order.length] as readonly [number, number])[1]
          make[g] = (make[g] as number) + 1
        }
      }
      return { action: { make, match }, reason: `best creative's effect by segment: ${best.map((m) => m.toFixed(2)).join(", ")}` }
    },
    save: () => structuredClone({ arms, base, madeAt }) as unknown as Json,
    load(state) {
      const s = structuredClone(state) as unknown as { arms: Record<string, Arm>; base: Record<string, Arm>; madeAt: number | null }
      arms = s.arms
      base = s.base
      madeAt = s.madeAt
    },
  }
})
