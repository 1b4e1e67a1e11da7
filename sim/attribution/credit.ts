import type { World } from "../world.ts"
import { countPath, type Journeys } from "./journeys.ts"
import { type Model, models, rules } from "./models.ts"
import type { Path } from "./path.ts"

/** Credit of one tick by model and channel: cents of all real people, and new customers. */
export type Credit = Record<Model, { revenue: number[]; newCustomers: number[] }>

const ruled = Object.keys(rules) as (keyof typeof rules)[]

export function newCredit({ channels }: World): Credit {
  const zeros = () => channels.map(() => 0)
  return Object.fromEntries(models.map((model) => [model, { revenue: zeros(), newCustomers: zeros() }])) as Credit
}

const weights = new Float64Array(8)

/** Gives every model's credit for one order. A path without touches earns no channel anything. */
export function giveCredit(credit: Credit, journeys: Journeys, path: Path, revenue: number, isNew: boolean, channels: number): void {
  if (path.length === 0) return
  countPath(journeys, channels, path, true)
  for (const model of ruled) {
    const { revenue: money, newCustomers } = credit[model]
    rules[model](path, weights)
    for (let k = 0; k < path.length; k++) {
      const c = path.channel[k] as number
      const weight = weights[k] as number
      money[c] = (money[c] as number) + weight * revenue
      if (isNew) newCustomers[c] = (newCustomers[c] as number) + weight
    }
  }
}

/** Markov's credit of a tick: what other models share out, by the shares of the period before; like linear before the first. */
export function shareCredit({ linear, markov }: Credit, { shares }: Journeys): void {
  for (const kind of ["revenue", "newCustomers"] as const) {
    const total = linear[kind].reduce((a, b) => a + b, 0)
    markov[kind] = shares ? Array.from(shares, (share) => share * total) : linear[kind].slice()
  }
}
