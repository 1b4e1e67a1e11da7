import type { Random } from "../random.ts"
import { type Choice, type Contexts, type ContextualBandit, greatest } from "./contextual.ts"

/** What arms have in common that does not suffice for all rows: a sales team's calls of a day. */
export interface Capacities {
  /** Number of the capacity that each arm draws on, −1 none; an arm at least must draw on none. */
  readonly of: ArrayLike<number>
  /** Rows that each capacity can serve. */
  readonly rows: ArrayLike<number>
}

/**
 * Takes for each row its greatest worth while capacities last.
 * Wang & Chen, "Thompson sampling for combinatorial semi-bandits", ICML 2018, Algorithm 1: worths as the bandit draws them are given to an oracle, which allots (see `allot`).
 * Propensities are at the price that cleared a capacity, midway between the last loss granted and the first refused: exact but for a row's own part in that price.
 */
export function chooseWithin(bandit: ContextualBandit, contexts: Contexts, capacities: Capacities, random: Random): Choice {
  const judged = bandit.judge(contexts, random)
  const { arm, price } = allot(judged.worth, bandit.arms, contexts.rows.length, capacities)
  // rows of equal loss are told apart by their order: one that was granted is asked about just below the price, one that was refused just above
  const [below, above] = [price.map((p) => p * (1 - 1e-9)), price.map((p) => p * (1 + 1e-9))]
  return { arm, propensity: Float32Array.from(arm, (k, r) => judged.chance(r, k, (price[k] as number) > 0 ? below : above)) }
}

/**
 * Allots arms to rows, one each, within capacities. A row that is refused its dearest wish loses its worth less that of the best that draws on another capacity or none;
 * the greatest losses are granted first. With one capacity that is the optimum (the top of the losses); with several, the refused ask again for what is left.
 * @param worth rows × arms
 * @returns each row's arm, and each arm's price: midway between the least loss that its capacity granted and the greatest that it refused, 0 where it refused none,
 * infinite where it has no room at all
 */
export function allot(worth: ArrayLike<number>, arms: number, count: number, { of, rows }: Capacities): { arm: Uint16Array; price: Float64Array } {
  const groups = Array.from({ length: arms }, (_, k) => (of[k] as number) ?? -1)
  if (!groups.some((g) => g < 0)) throw new RangeError("capacities: expected an arm that draws on none; found none")
  const room = Float64Array.from(rows, (n) => (n > 0 ? Math.floor(n) : 0))
  const cost = new Float64Array(room.length)
  const granted = new Float64Array(room.length).fill(Number.POSITIVE_INFINITY)
  const closed = new Float64Array(arms)
  const close = (group: number, by: number) => {
    for (let k = 0; k < arms; k++) if (groups[k] === group) closed[k] = by
  }
  const arm = new Uint16Array(count)
  const loss = new Float64Array(count)
  let asking = Array.from({ length: count }, (_, r) => r)
  // each round closes a capacity at least, so there are at most one more than capacities
  while (asking.length > 0) {
    const wishes = new Map<number, number[]>()
    for (const r of asking) {
      const k = greatest(worth, r * arms, arms, closed)
      arm[r] = k
      const group = groups[k] as number
      if (group < 0) continue
      close(group, Number.POSITIVE_INFINITY)
      loss[r] = (worth[r * arms + k] as number) - (worth[r * arms + greatest(worth, r * arms, arms, closed)] as number)
      close(group, 0)
      const list = wishes.get(group)
      if (list) list.push(r)
      else wishes.set(group, [r])
    }
    asking = []
    for (const [group, wanting] of wishes) {
      const left = room[group] as number
      wanting.sort((a, b) => (loss[b] as number) - (loss[a] as number) || a - b)
      if (left > 0) granted[group] = Math.min(granted[group] as number, loss[wanting[Math.min(left, wanting.length) - 1] as number] as number)
      if (wanting.length > left) {
        cost[group] = ((granted[group] as number) + (loss[wanting[left] as number] as number)) / 2
        for (const r of wanting.slice(left)) asking.push(r)
        close(group, Number.POSITIVE_INFINITY)
      }
      room[group] = Math.max(0, left - wanting.length)
    }
    asking.sort((a, b) => a - b)
  }
  return { arm, price: Float64Array.from(groups, (g) => (g < 0 ? 0 : (cost[g] as number))) }
}
