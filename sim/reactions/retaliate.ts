import { DRAW_REACTION } from "../kernel/layout.ts"
import { stream } from "../random.ts"
import { type Move, type Sight, STAY } from "./sight.ts"

/**
 * Tit for tat (Axelrod 1984): answers a cut of our price, or a rise of our spend, that reaches the threshold, with one of its own, and nothing else. It decides when it sees
 * the cause begin, and again when an answer is over and the cause still stands; with a chance it answers, after a delay, for a stated time.
 */
export interface Retaliate {
  kind: "retaliate"
  /** Its price cut as a multiple of ours, and the rise of its spend as a multiple of the rise of ours. */
  strength: number
  spend: number
  /** Least cut of our price, or rise of our spend, that it answers, as a share. */
  threshold: number
  chance: number
  /** Days until an answer begins, and days that it lasts. */
  delay: number
  days: number
}

/** The answer under way, or the last one: from tick `begins` to before tick `ends`. */
export interface Retaliation {
  begins: number
  ends: number
  cut: number
  rise: number
  /** It has let the present cause pass. */
  passed: boolean
}

export function newRetaliation(): Retaliation {
  return { begins: 0, ends: 0, cut: 0, rise: 0, passed: false }
}

/** Deepest cut of an answer. */
const DEEPEST = 0.9

export function retaliate(reaction: Retaliate, memory: Retaliation, { tick, days, ourPrice, ourVoice, key, rival }: Sight): Move {
  const reaches = (change: number, strength: number) => strength > 0 && change >= reaction.threshold - 1e-9 && change > 1e-9
  const [cut, rise] = [1 - ourPrice, ourVoice - 1]
  const cause = reaches(cut, reaction.strength) || reaches(rise, reaction.spend)
  if (tick >= memory.ends) {
    if (!cause) memory.passed = false
    else if (!memory.passed) {
      memory.passed = stream(key, DRAW_REACTION, tick, rival)() >= reaction.chance
      if (!memory.passed) {
        memory.begins = tick + Math.round(reaction.delay / days)
        memory.ends = memory.begins + Math.max(1, Math.round(reaction.days / days))
        memory.cut = reaches(cut, reaction.strength) ? cut : 0
        memory.rise = reaches(rise, reaction.spend) ? rise : 0
      }
    }
  }
  if (tick < memory.begins || tick >= memory.ends) return STAY
  return { price: 1 - Math.min(DEEPEST, reaction.strength * memory.cut), spend: 1 + reaction.spend * memory.rise }
}
