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
    const out = markov[kind]
    for (let c = 0; c < out.length; c++) out[c] = shares ? (shares[c] as number) * total : (linear[kind][c] as number)
  }
}

const names = new WeakMap<World, { model: Model; channel: number; revenue: string; newCustomers: string }[]>()

/** Names of the series of credit, made once a world: there are many, and they are written every tick. */
function namesOf(world: World) {
  const known = names.get(world)
  if (known) return known
  const made = world.channels.flatMap(({ name }, channel) =>
    models.map((model) => ({ model, channel, revenue: `revenue.${model}.${name}`, newCustomers: `newCustomers.${model}.${name}` })),
  )
  names.set(world, made)
  return made
}

/** Appends a tick's credit to the series: money, and new customers of all real people. */
export function writeCredit(world: World, credit: Credit, put: (name: string, value: number) => void): void {
  for (const { model, channel, revenue, newCustomers } of namesOf(world)) {
    put(revenue, (credit[model].revenue[channel] as number) / 100)
    put(newCustomers, (credit[model].newCustomers[channel] as number) * world.weight)
  }
}
