import { shown } from "../../scenarios/errors.ts"
import type { Json } from "../policy.ts"
import type { Random } from "../random.ts"
import { type ContextualBandit, checkArm, checkContexts, checkSize, featuresOf, greatest } from "./contextual.ts"
import { LinearArms, type LinearShape, type Prior } from "./linearArms.ts"

/** Bits of a uniform that are coins. */
const COINS = 32

/**
 * Thompson sampling with the online bootstrap in the posterior's place: each of J replicates of a linear regression counts each reward twice or not at all, by a fair
 * coin; a row draws a replicate and takes the arm that it holds best. No noise need be known. Propensities are shares of replicates.
 * Eckles & Kaptein, "Thompson sampling with the online bootstrap" (2014, arXiv:1410.4009), Algorithm 1 with double-or-nothing weights (sec. 3.1). Departs: before there are
 * rewards a bootstrap has no spread, so each replicate's prior mean is a draw from the prior (Osband, Aslanides & Cassirer, NeurIPS 2018).
 * @param replicates J, 1 to 1000
 * @param noise deviation of rewards in whose units the prior's precision is: its means are drawn with deviation noise/√precision; 0 leaves them where they are
 */
export function contextualBootstrap(shape: LinearShape, replicates: number, noise: number): ContextualBandit {
  const { arms, features } = shape
  checkSize(arms, features)
  if (!(replicates >= 1 && replicates <= 1000 && Number.isInteger(replicates)))
    throw new RangeError(`replicates: expected a whole number from 1 to 1000; found ${shown(replicates)}`)
  if (!(noise >= 0)) throw new RangeError(`noise: expected a number of at least 0; found ${shown(noise)}`)
  /** By replicate: its prior means, drawn when first needed, shared ones last; and its regression. */
  let models: { means: Float64Array; model: LinearArms }[] | undefined
  const seen = new Float64Array(features)

  const shift = ({ precision, mean }: Prior, means: Float64Array, at: number): Prior => ({
    precision,
    mean: Float64Array.from({ length: features }, (_, j) => (mean?.[j] ?? 0) + (means[at * features + j] as number)),
  })
  const modelOf = (means: Float64Array) => ({
    means,
    model: new LinearArms({
      ...shape,
      ...(shape.shared ? { shared: shift(shape.shared, means, arms) } : {}),
      own: (arm) => shift(shape.own(arm), means, arm),
    }),
  })
  const drawMeans = (random: Random) => {
    const means = new Float64Array((arms + 1) * features)
    if (noise === 0) return means
    for (let k = 0; k <= arms; k++) {
      const prior = k < arms ? shape.own(k) : shape.shared
      for (let j = 0; j < features; j++) means[k * features + j] = prior ? (noise * random.normal()) / Math.sqrt(prior.precision[j] as number) : 0
    }
    return means
  }
  const born = (random: Random) => (models ??= Array.from({ length: replicates }, () => modelOf(drawMeans(random))))

  return {
    arms,
    features,
    judge(contexts, random) {
      checkContexts(contexts, arms, features)
      const { rows, x, known } = contexts
      const coefficients = born(random).map(({ model }) => {
        const shared = model.sharedMean()
        return Array.from({ length: arms }, (_, k) => model.own(k, shared).map((own, j) => own + (shared[j] as number)))
      })
      const worthIn = (replicate: number, row: number, to: Float64Array, from: number) => {
        featuresOf(x, row * features, features, seen)
        for (let k = 0; k < arms; k++) {
          const w = (coefficients[replicate] as Float64Array[])[k] as Float64Array
          let sum = known?.[row * arms + k] ?? 0
          for (let j = 0; j < features; j++) sum += (seen[j] as number) * (w[j] as number)
          to[from + k] = sum
        }
      }
      const worth = new Float64Array(rows.length * arms)
      for (let r = 0; r < rows.length; r++) worthIn(Math.floor(random.row(rows[r] as number) * replicates), r, worth, r * arms)
      const one = new Float64Array(arms)
      return {
        worth,
        chance(row, arm, price) {
          let wins = 0
          for (let replicate = 0; replicate < replicates; replicate++) {
            worthIn(replicate, row, one, 0)
            if (greatest(one, 0, arms, price) === arm) wins++
          }
          return wins / replicates
        },
      }
    },
    update(x, arm, reward, random) {
      checkArm(arm, arms)
      const all = born(random)
      if (Number.isNaN(reward)) return
      featuresOf(x, 0, features, seen)
      let coins = 0
      for (let replicate = 0; replicate < replicates; replicate++) {
        if (replicate % COINS === 0) coins = Math.floor(random.next() * 4294967296)
        if ((coins >>> (replicate % COINS)) & 1) all[replicate]?.model.add(arm, seen, reward, 2)
      }
    },
    save: () => models?.map(({ means, model }) => ({ means: [...means], model: model.save() })) ?? null,
    load(state) {
      const saved = state as { means: number[]; model: Json }[] | null
      models = saved?.map(({ means, model }) => {
        const made = modelOf(Float64Array.from(means))
        made.model.load(model)
        return made
      })
    },
  }
}
