import type { Entry } from "../../sim/index.ts"
import type { Shock } from "./shocks.ts"

/** Where a customer stands with our brand, left to right in the picture: classified by run/stages.ts. */
export const stages = ["unaware", "aware", "considering", "intending", "customer", "loyal", "lapsed"] as const
export type Stage = (typeof stages)[number]

// A customer's byte in a tick: bits 0–2 the stage, 3–5 the brand owned + 1 (0: none), 6 bought something in this tick, 7 bought ours.
export const stageOf = (life: number) => life & 7
/** Brand bought last by its number, ours 0; −1: none, or it was left for good. */
export const ownerOf = (life: number) => ((life >> 3) & 7) - 1
export const bought = (life: number) => (life & 64) !== 0
export const boughtOurs = (life: number) => (life & 128) !== 0
export const lifeOf = (stage: number, owner: number, any: boolean, ours: boolean) => stage | ((owner + 1) << 3) | (any ? 64 : 0) | (ours ? 128 : 0)

/** One strategy's market after a tick. Customers stand in the order of their numbers, one in `every`. */
export interface SideFrame {
  life: Uint8Array
  /** Channels that reached each customer in the tick, a bit a channel of the world. Displays in stores reach nobody by name. */
  seen: Uint16Array
  /** Goodwill as a/(a + a_ref), 0 to 255. */
  felt: Uint8Array
  totals: Totals
  /** Instructions that were issued in the tick, or on which something happened: each as it stands now. The later one of a sequence number holds. */
  journal: readonly Entry[]
}

/** Of the whole market (every customer, weight included), since the horizon began unless it says otherwise. */
export interface Totals {
  /** Contribution margin less all marketing cost, money. */
  profit: number
  /** Media money of the tick by paid channel. */
  spend: readonly number[]
  /** People whose last purchase was ours. */
  customers: number
  /** Mean trust of all customers, the truth, 0 to 1. */
  trust: number
  /** Orders of ours in the tick. */
  orders: number
  /** Each rival's price as a share of its list price. */
  rivalPrices: readonly number[]
  /** Our price as a share of the list price, promotions included. */
  price: number
}

/** Both markets after a tick; tick 0 is the horizon's start, before anything differs. */
export interface Frame {
  tick: number
  sides: readonly [SideFrame, SideFrame]
}

/** What a recording is of: told before its first frame. */
export interface Opening {
  scenario: string
  strategies: readonly [string, string]
  currency: string
  /** Ticks to come, hours of each. */
  horizon: number
  hoursPerTick: number
  /** Simulated customers; the number shown, one in `every`; real people that each simulated one stands for. */
  customers: number
  shown: number
  every: number
  weight: number
  brands: readonly string[]
  channels: readonly string[]
  /** Of `channels`, those that money is planned for. */
  paid: readonly number[]
  /** What is stated to happen, in the order of days. */
  events: readonly Shock[]
  /** What a visitor may try: shocks as they would be on day 0. */
  tries: readonly Shock[]
  command: string
}

/** What a recording ended with: run-out included, as `marketlab compare` counts it. */
export interface Closing {
  profit: readonly [number, number]
  /** Of each side's run; and of both as one repeat, which is what `marketlab compare --replications 1` says of repeat 0. */
  digests: readonly [string, string]
  digest: string
}
