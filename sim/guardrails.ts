import type { Actions } from "./observation.ts"

/**
 * Limits that hold whenever an instruction acts, whoever issued it. Each is off when left out. Budget and consent are no settings: money
 * that the budget does not hold is never spent, and nobody is written to who has not subscribed.
 */
export interface Guardrails {
  /** Most messages a customer in any 7 days, 1 to 100. */
  contactsPerWeek?: number
  /** Most that any channel's share of media money may move in one plan, in (0, 1]: .1 is ten points. */
  shareStep?: number
  /** Most that a bid may move in one instruction, as a share of the bid that stood, above 0. */
  bidStep?: number
  /** Lowest price, promotions included, as a share of the list price, in [0, 1]. */
  priceFloor?: number
}

/**
 * The plan's shares as far as they may move: a step from the standing ones straight towards the wanted ones, so that they still sum to 1.
 * @param step most that a share may move, in (0, 1]
 */
export function limitShares(standing: ArrayLike<number>, wanted: Float64Array, step: number): Float64Array {
  let most = 0
  for (let k = 0; k < wanted.length; k++) most = Math.max(most, Math.abs((wanted[k] as number) - (standing[k] as number)))
  if (most <= step) return wanted
  return wanted.map((share, k) => (standing[k] as number) + ((share - (standing[k] as number)) * step) / most)
}

/**
 * A bid as far as it may move from the one that stood. Where none stood (0, or NaN: left to the autobidder) or none is wanted, it is free.
 * @param step most that a bid may move, as a share of the standing one
 */
export function limitBid(standing: number, wanted: number, step: number): number {
  if (!(standing > 0) || !(wanted > 0)) return wanted
  return Math.min(standing * (1 + step), Math.max(standing * (1 - step), wanted))
}

/**
 * A price and a promotion under a floor: the promotion gives way first, then the price.
 * @param floor lowest price paid, as a share of the list price
 */
export function limitPrice(wanted: Actions["respond"], floor: number): Actions["respond"] {
  const { price, promotion } = wanted
  if (price * (1 - promotion) >= floor) return wanted
  return price > floor ? { ...wanted, promotion: 1 - floor / price } : { ...wanted, price: floor, promotion: 0 }
}

/** Minutes since the burn-in's start of each customer's latest contacts, `most` a place, as rings; and where each ring goes on. */
export interface Contacts {
  most: number
  minutes: Int32Array
  next: Uint8Array
}

const WEEK = 7 * 24 * 60
const NEVER = -WEEK

export function newContacts(size: number, most: number): Contacts {
  return { most, minutes: new Int32Array(size * most).fill(NEVER), next: new Uint8Array(size) }
}

/** May a customer be written to? Its contact before the latest `most` − 1 is a week old or more. */
export function isRested({ most, minutes, next }: Contacts, place: number, hour: number): boolean {
  return minuteOf(hour) - (minutes[place * most + (next[place] as number)] as number) >= WEEK
}

export function noteContact({ most, minutes, next }: Contacts, place: number, hour: number): void {
  const at = next[place] as number
  minutes[place * most + at] = minuteOf(hour)
  next[place] = (at + 1) % most
}

const minuteOf = (hour: number) => Math.floor(hour * 60)
