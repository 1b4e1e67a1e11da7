import type { Key } from "../random.ts"

/** What a rival knows when it decides on a tick: all of it happened in the tick before. Prices are shares of list prices. */
export interface Sight {
  tick: number
  /** Days in a tick. */
  days: number
  /** Our media spend as a multiple of the usual. */
  ourVoice: number
  ourPrice: number
  /** Lowest price of all brands but itself. */
  lowestOther: number
  /** Its own profit, money: what it sold less the cost of goods and its planned media. */
  profit: number
  key: Key
  /** Its number among the rivals: luck is keyed by it. */
  rival: number
}

/** What a rival does: factors on its list price (its own promotions apart) and on its planned spend. */
export interface Move {
  price: number
  spend: number
}

export const STAY: Move = { price: 1, spend: 1 }
