import { exp, log } from "../math.ts"
import { type Follower, follow } from "./follow.ts"
import type { Move, Sight } from "./sight.ts"

/** Keeps its share of voice: spend follows (our spend / our usual spend)^strength, smoothed over a delay (days). */
export interface ShareOfVoice {
  kind: "shareOfVoice"
  strength: number
  delay: number
}

export function shareOfVoice({ strength, delay }: ShareOfVoice, memory: Follower, { ourVoice, days }: Sight): Move {
  const voice = follow(memory, ourVoice, delay, days)
  return { price: 1, spend: voice > 0 ? exp(strength * log(voice)) : strength > 0 ? 0 : 1 }
}
