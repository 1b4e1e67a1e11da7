import { exp, log, normalCdf } from "../../sim/math.ts"

/** Independent random worths, an arm each. */
export interface Worths {
  readonly arms: number
  /** P(worth of an arm ≤ t). */
  below(arm: number, t: number): number
  /** Worth of an arm whose standard normal is z: increasing in z, the same for every z where nothing is random; −∞ is never chosen. */
  at(arm: number, z: number): number
}

/** How far from its mean, in deviations, a worth is still thought of: beyond it lies 1e-9 of a normal. */
const REACH = 6
/** Many arms are compared at this many places, few at places of their own, this many each. */
const PLACES = 128
const EACH = 13
/** Those lie within this many deviations of its mean. */
const NEAR = 4.5
const FEW = 8

/**
 * Chance that each arm's worth is the greatest: ∫ dF_k(t) Π_{j≠k} F_j(t). With G = Π F_j the distribution of the greatest, what G gains from one place to the next
 * is divided in proportion to what each ln F_k gains, so the chances are no less than 0 and sum to 1 whatever the places are. Asked for every row of a decision, so it takes few places: within .005 of
 * chanceOfBest.ts, which takes its time.
 */
export function chancesOfGreatest({ arms, below, at }: Worths): Float64Array {
  const chances = new Float64Array(arms)
  let low = Number.NEGATIVE_INFINITY
  for (let k = 0; k < arms; k++) low = Math.max(low, at(k, -REACH))
  const rivals: number[] = []
  for (let k = 0; k < arms; k++) if (at(k, REACH) >= low && at(k, REACH) > Number.NEGATIVE_INFINITY) rivals.push(k)
  if (rivals.length === 0) return chances
  if (rivals.length === 1) {
    chances[rivals[0] as number] = 1
    return chances
  }
  const places = placesOf(rivals, at, low)
  const n = rivals.length
  const before = new Float64Array(n)
  const after = new Float64Array(n)
  let sum = 0
  for (let i = 0; i < n; i++) sum += before[i] = log(Math.max(below(rivals[i] as number, low), 1e-18))
  // up to the lowest place the greatest is an arm that is certain of it, if there is one
  let risen = exp(sum)
  const holders = rivals.filter((k) => at(k, -REACH) === low)
  for (const k of holders) chances[k] = risen / holders.length
  for (let p = 0; p < places.length; p++) {
    const t = places[p] as number
    let next = 0
    for (let i = 0; i < n; i++) {
      // what is as good as certain stays so
      after[i] = before[i] === 0 ? 0 : log(Math.max(below(rivals[i] as number, t), 1e-18))
      next += after[i] as number
    }
    if (next > sum) {
      const to = exp(next)
      const share = (to - risen) / (next - sum)
      for (let i = 0; i < n; i++) {
        const k = rivals[i] as number
        chances[k] = (chances[k] as number) + share * ((after[i] as number) - (before[i] as number))
      }
      risen = to
    }
    before.set(after)
    sum = next
  }
  const total = chances.reduce((a, b) => a + b, 0)
  return chances.map((chance) => chance / total)
}

function placesOf(rivals: readonly number[], at: Worths["at"], low: number): Float64Array {
  let high = low
  for (const k of rivals) high = Math.max(high, at(k, REACH))
  if (rivals.length > FEW) return Float64Array.from({ length: PLACES }, (_, n) => low + ((high - low) * (n + 1)) / PLACES)
  const places: number[] = [high]
  for (const k of rivals)
    for (let n = 0; n < EACH; n++) {
      const t = at(k, NEAR * ((2 * n) / (EACH - 1) - 1))
      if (t > low) places.push(t)
    }
  return Float64Array.from(places).sort()
}

/** The same for normal worths with these means and deviations; two of them in closed form. @param sd 0 where nothing is random */
export function normalChances(mean: ArrayLike<number>, sd: ArrayLike<number>): Float64Array {
  const arms = mean.length
  if (arms === 2 && (mean[0] as number) > Number.NEGATIVE_INFINITY && (mean[1] as number) > Number.NEGATIVE_INFINITY) {
    const [a, b] = [sd[0] as number, sd[1] as number]
    const apart = (mean[1] as number) - (mean[0] as number)
    const spread = Math.sqrt(a * a + b * b)
    const second = spread > 0 ? normalCdf(apart / spread) : apart > 0 ? 1 : 0
    return Float64Array.of(1 - second, second)
  }
  return chancesOfGreatest({
    arms,
    below(k, t) {
      const s = sd[k] as number
      return s > 0 ? normalCdf((t - (mean[k] as number)) / s) : t >= (mean[k] as number) ? 1 : 0
    },
    at: (k, z) => (mean[k] as number) + z * (sd[k] as number),
  })
}
