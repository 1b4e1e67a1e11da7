import { choice, number, whole } from "../options.ts"
import { type Json, policy } from "../policy.ts"
import type { Bandit } from "./bandit.ts"
import { Evidence } from "./evidence.ts"
import { banditOptions, bandits, fitting, makeBandit } from "./kinds.ts"

const common = {
  with: banditOptions,
  spread: number(0.3, "standard deviation of creatives' effects before any evidence; their mean is 1", { above: 0 }),
  most: number(3, "an effect above this counts as this, for bandits whose rewards need a range", { above: 1 }),
  discount: number(0.97, "what a day leaves of evidence: creatives wear out, so old clicks tell less", { above: 0, most: 1 }),
  perWeek: number(1, "creatives commissioned a week in all, each for the segment that needs one most: 1 is as many as a monthly one for each of four", {
    least: 0,
  }),
  candidates: whole(6, "newest creatives of a segment that compete", { least: 1 }),
}

interface Told {
  name: string
  about: string
  source: string
}

/** Creatives of one segment as arms. */
interface Stage {
  bandit: Bandit
  /** Effect of late, for the reason and for whom the next creative is made. */
  effect: Evidence
  /** Creative of each arm. */
  creatives: number[]
  /** Chance of an arm when it was last chosen in a channel, of bandits that learn by it: `channel/arm`. */
  chances: Record<string, number>
}

/** One kind: any bandit by an option, or always the same one. */
function creativesBy(told: Told, fixed?: string) {
  const options = { ...common, ...(fixed === undefined && { bandit: choice("thompson-gamma-poisson", [...bandits.keys()], "which bandit chooses") }) }
  return policy({ ...told, seat: "create", learns: true, options } as const, (o) => {
    const kind = fixed ?? (o as unknown as { bandit: string }).bandit
    const shape = 1 / (o.spread * o.spread)
    const set = { range: [0, o.most], initial: 1, priorMean: 1, priorSd: o.spread, noise: 1, priorShape: shape, priorRate: shape, discount: o.discount }
    const { options: known = {}, weighs } = bandits.get(kind)?.card ?? {}
    const bounded = Object.hasOwn(known, "range")
    let stages: Stage[] = []
    let base: Record<string, { impressions: number; clicks: number }> = {}
    let madeAt: number | null = null
    let today = 0

    const stage = (): Stage => ({
      bandit: makeBandit(kind, 0, { ...fitting(kind, set), ...o.with }),
      effect: new Evidence(0, { discount: o.discount, window: 0 }),
      creatives: [],
      chances: {},
    })
    stage() // options are refused when the policy is made

    return {
      needs: [],
      learn(feedback) {
        for (const pool of Object.values(base)) {
          pool.impressions *= o.discount
          pool.clicks *= o.discount
        }
        for (const { creative, channel, segment, impressions, clicks } of feedback.shown) {
          const pool = (base[`${channel}/${segment}`] ??= { impressions: 0, clicks: 0 })
          pool.impressions += impressions
          pool.clicks += clicks
          const here = stages[segment]
          const arm = here?.creatives.indexOf(creative) ?? -1
          const expected = (impressions * pool.clicks) / pool.impressions
          if (!here || arm < 0 || pool.clicks < 5 || !(expected > 0)) continue
          const effect = clicks / expected
          const chance = here.chances[`${channel}/${arm}`]
          here.effect.add({ arm, at: today }, effect, expected)
          const value = bounded ? Math.min(o.most, effect) : effect
          if (!weighs) here.bandit.reward({ arm, at: today }, value, expected)
          else if (chance !== undefined) here.bandit.reward({ arm, at: today, chance }, value)
        }
      },
      act({ tick, hoursPerTick, books }, random) {
        today = (tick * hoursPerTick) / 24
        const match = books.match.slice()
        const propensity = new Float32Array(match.length).fill(1)
        const best = books.segments.map((_, g) => {
          const here = (stages[g] ??= stage())
          const ready = books.creatives.filter((c) => c.segment === g && c.ready <= tick).slice(-o.candidates)
          for (const { number } of ready)
            if (!here.creatives.includes(number)) {
              here.creatives.push(number)
              here.bandit.addArm()
              here.effect.addArm()
            }
          const among = ready.map(({ number }) => here.creatives.indexOf(number))
          if (among.length === 0) return 0
          const chances = here.bandit.chances({ among, now: today })
          books.channels.forEach((_c, c) => {
            const pull = here.bandit.choose(random, { among, now: today })
            const cell = c * books.segments.length + g
            match[cell] = here.creatives[pull.arm] as number
            propensity[cell] = chances[among.indexOf(pull.arm)] as number
            if (pull.chance !== undefined) here.chances[`${c}/${pull.arm}`] = pull.chance
          })
          here.effect.look(today)
          return among.reduce((most, arm) => {
            const n = here.effect.count(arm)
            return Math.max(most, (shape + (n > 0 ? n * here.effect.mean(arm) : 0)) / (shape + n))
          }, 0)
        })
        const make = new Int32Array(books.segments.length)
        const due = madeAt === null ? 0 : Math.floor(((today - madeAt) / 7) * o.perWeek)
        if (madeAt === null || due > 0) {
          madeAt = today
          const order = best.map((mean, g) => [mean, g] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1])
          for (let k = 0; k < Math.max(1, due); k++) {
            const g = (order[k % order.length] as readonly [number, number])[1]
            make[g] = (make[g] as number) + 1
          }
        }
        return {
          action: { make, match },
          propensity,
          reason: `best creative's effect by segment: ${best.map((m) => m.toFixed(2)).join(", ")}`,
          because: { kind: "creativeEffect", figures: Object.fromEntries(books.segments.map((name, g) => [name, best[g] as number])) },
        }
      },
      save: () =>
        structuredClone({
          stages: stages.map(({ bandit, effect, creatives, chances }) => ({ bandit: bandit.save(), effect: effect.save(), creatives, chances })),
          base,
          madeAt,
          today,
        }) as unknown as Json,
      load(state) {
        const s = structuredClone(state) as unknown as {
          stages: { bandit: Json; effect: Json; creatives: number[]; chances: Record<string, number> }[]
          base: typeof base
          madeAt: number | null
          today: number
        }
        base = s.base
        madeAt = s.madeAt
        today = s.today
        stages = s.stages.map(({ bandit, effect, creatives, chances }) => {
          const here = { ...stage(), creatives, chances }
          here.bandit.load(bandit)
          here.effect.load(effect)
          return here
        })
      },
    }
  })
}

/**
 * A bandit over creatives, one bandit a segment, asked once for each channel: its arms are the newest creatives made for the segment, and a new creative is a new arm. A reward is a creative's effect, clicks by
 * the clicks that its impressions bring on average in their channel and segment of late, and counts for those expected clicks; evidence is pooled over channels, since quality is one. So
 * 1 is as good as usual, and a new creative starts there. Bandits that need a range take an effect of at most `most`, which their options then say too.
 * A creative is commissioned for the segment whose best is worst. Chances are those of each channel and segment.
 */
export const banditCreatives = creativesBy({
  name: "bandit-creatives",
  about: "A bandit over creatives for each channel and segment, whichever an option names, and a steady supply of new ones",
  source: "Chapelle & Li, NeurIPS 2011; the bandit's own",
})

/**
 * Thompson sampling over creatives: clicks ~ Poisson(expected clicks × effect), effect ~ Gamma, discounted; the default of `bandit-creatives` under its own name.
 * Thompson 1933; Chapelle & Li, NeurIPS 2011; discounting after Raj & Kalyani 2017.
 */
export const thompsonCreatives = creativesBy(
  {
    name: "thompson-creatives",
    about: "Thompson sampling over creatives for each channel and segment, and a steady supply of new ones",
    source: "Thompson 1933; Chapelle & Li, NeurIPS 2011; Raj & Kalyani 2017 for discounting",
  },
  "thompson-gamma-poisson",
)
