import type { Rival } from "./rivals.ts"
import type { Play } from "./state.ts"
import { paidChannels, type World } from "./world.ts"

/**
 * What an experimenter, never a policy, forces upon one tick: the means by which findings and incrementality are measured. Plain data; what is
 * absent is not forced, and a factor of 1 or an empty list is exactly none.
 */
export interface Intervention {
  /** Media money as a multiple of what was decided, of all paid channels or by name, 0 to 1000. What is charged beyond the decided money is granted to the budget. */
  media?: number | Readonly<Record<string, number>>
  /** Channels that are paid as decided and reach nobody: no exposure, no message opened or felt. */
  muted?: readonly string[]
  /** Channels that are not there: nothing is bought or sent, and their money stays in the budget. */
  removed?: readonly string[]
  /** Our price as a multiple of what it would be, above 0 to 10. */
  price?: number
  /** What satisfied owners recommend us, as a multiple of what it would be, 0 to 1000. */
  wordOfMouth?: number
  /** Capacity of people who call or sell, as a multiple, 0 to 1000. */
  effort?: number
  /** Rivals' moves in place of their own, in the order of the brands: `movesOf` another run, so that they act as in it. */
  rivals?: readonly Move[]
  /** The decisions are another run's: they are issued whoever is due, and engage's is for these customers. */
  replay?: { rows: Uint32Array }
}

/** What a rival does in a tick: its price as a share of its list price, its spend as a share of its plan. */
export type Move = Pick<Rival, "priceFactor" | "spendFactor">

/** The rivals' moves in the tick just played. */
export function movesOf({ state }: Play): Move[] {
  return state.rivals.map(({ priceFactor, spendFactor }) => ({ priceFactor, spendFactor }))
}

/** Puts forced moves in the place of the rivals' own; what they have seen and drawn stays theirs. */
export function forceMoves({ state, forced }: Play): void {
  forced?.rivals?.forEach((move, r) => Object.assign(state.rivals[r] as Rival, { priceFactor: move.priceFactor, spendFactor: move.spendFactor }))
}

/** Puts the forced multiple of our price in the place of the tick's. */
export function forcePrice({ state, forced }: Play): void {
  const factor = forced?.price ?? 1
  state.price = { ...state.price, before: state.price.before * factor, after: state.price.after * factor }
}

/** Is a channel, by its number, paid and felt by nobody? */
export function isMuted({ world, forced }: Play, channel: number): boolean {
  return forced?.muted?.includes(world.channels[channel]?.name as string) ?? false
}

/** Is a channel, by its number, not there? */
export function isRemoved({ world, forced }: Play, channel: number): boolean {
  return forced?.removed?.includes(world.channels[channel]?.name as string) ?? false
}

/** A tick's media money by paid channel, as forced. @param decided what the plan gives, within the budget */
export function forcedMoney(play: Play, decided: readonly number[]): readonly number[] {
  const { world, forced } = play
  if (forced?.media === undefined && !forced?.removed?.length) return decided
  const { media } = forced
  return paidChannels(world).map((c, k) => {
    const factor = typeof media === "number" ? media : (media?.[world.channels[c]?.name as string] ?? 1)
    return isRemoved(play, c) ? 0 : (decided[k] as number) * factor
  })
}

/** Cents beyond what was decided, charged or laid down in a deposit: an experimenter's money, granted to the budget. */
export function granted(world: World, decided: readonly number[], money: readonly number[], charged: readonly number[]): number {
  return paidChannels(world).reduce((sum, c, k) => {
    const given = world.channels[c]?.kind === "commission" ? Math.floor((money[k] as number) * 100) : (charged[k] as number)
    return sum + Math.max(0, given - Math.floor((decided[k] as number) * 100))
  }, 0)
}

function fail(where: string, expected: string, found: unknown): never {
  throw new RangeError(`intervention.${where}: expected ${expected}; found ${String(found)}`)
}

function checkFactor(where: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) fail(where, `a number from ${least} to ${most}`, value)
}

function checkNames(where: string, names: readonly string[], known: readonly string[]): void {
  for (const name of names) if (!known.includes(name)) fail(where, `one of ${known.join(", ")}`, name)
}

/** An intervention is well formed in a world. @throws RangeError that names the field */
export function checkIntervention(world: World, intervention: Intervention): void {
  const { media, muted = [], removed = [], price = 1, wordOfMouth = 1, effort = 1, rivals, replay } = intervention
  const channels = world.channels.map(({ name }) => name)
  const paid = paidChannels(world).map((c) => channels[c] as string)
  if (typeof media === "object") checkNames("media", Object.keys(media), paid)
  for (const factor of typeof media === "object" ? Object.values(media) : [media ?? 1]) checkFactor("media", factor, 0, 1000)
  checkNames("muted", muted, channels)
  checkNames("removed", removed, channels)
  checkFactor("price", price, Number.MIN_VALUE, 10)
  checkFactor("wordOfMouth", wordOfMouth, 0, 1000)
  checkFactor("effort", effort, 0, 1000)
  if (rivals && rivals.length !== world.brands.length - 1) fail("rivals", `${world.brands.length - 1} moves, one a rival`, rivals.length)
  rivals?.forEach(({ priceFactor, spendFactor }, r) => {
    checkFactor(`rivals[${r}].priceFactor`, priceFactor, Number.MIN_VALUE, 10)
    checkFactor(`rivals[${r}].spendFactor`, spendFactor, 0, Number.MAX_VALUE)
  })
  replay?.rows.forEach((number, r) => {
    if (number >= world.customers) fail(`replay.rows[${r}]`, `a customer below ${world.customers}`, number)
  })
}
