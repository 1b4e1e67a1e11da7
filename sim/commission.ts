import { logRise } from "./crowding.ts"
import { isRemoved } from "./intervention.ts"
import { exp, log } from "./math.ts"
import type { Play, State } from "./state.ts"
import { type CommissionChannel, days, type PaymentPerPost, type PaymentPerSale, paidChannels, type World } from "./world.ts"

/** What a firm has laid down with a commission channel's partners, and what it owes them beyond that. Cents. */
export interface Account {
  deposit: number
  owed: number
}

export const noAccounts = (world: World): Account[] => world.channels.map(() => ({ deposit: 0, owed: 0 }))

/**
 * Share of the partners who show us, by Luce's (1959) choice among what they are offered: our rate, the usual one elsewhere, and rivals' money,
 * (r/r₀)^ε / ((r/r₀)^ε + 1 + rival spend / reference).
 */
export function participation(payment: PaymentPerSale, othersPerDay: number): number {
  const { rate, usualRate, response, reference } = payment
  const ours = rate > 0 ? exp(response * log(rate / usualRate)) : 0
  return ours / (ours + 1 + othersPerDay / reference)
}

/** Money for a post: others' money makes it dearer. */
export function postPrice(payment: PaymentPerPost, othersPerDay: number): number {
  return payment.fee * exp(logRise(payment, othersPerDay))
}

/** Posts for sale in a tick: whole ones, as many in a year whatever the clock. */
export function postsForSale({ mostPosts }: PaymentPerPost, tick: number, length: number): number {
  return Math.floor(mostPosts * length * (tick + 1)) - Math.floor(mostPosts * length * tick)
}

/** Whether the standing plan gives a paid channel money: never after the horizon. */
function isPlanned(play: Play, channel: number): boolean {
  const { world, state } = play
  if (isRemoved(play, channel)) return false
  const share = state.plan.shares[paidChannels(world).indexOf(channel)] as number
  return state.tick < world.clock.burnIn + world.clock.horizon && share * state.plan.spend > 0
}

/**
 * Partners paid per sale. The tick's money goes into a deposit, old debts are paid out of it, and while something is left the partners' links are on.
 * A channel that the plan gives nothing, and every one after the horizon, has its deposit back; what it still owes is paid out of the free budget.
 * @param free cents of the budget that nothing else has been promised
 * @returns exposures for each that partners could give, and cents paid
 */
export function link(play: Play, channel: number, money: number, othersPerDay: number, free: number): { share: number; cents: number } {
  const account = play.state.accounts[channel] as Account
  const planned = isPlanned(play, channel)
  account.deposit = planned ? account.deposit + Math.floor(money * 100) : Math.min(account.owed, Math.max(0, account.deposit + free))
  const cents = pay(account)
  const on = planned && account.deposit > 0
  return { share: on ? participation((play.world.channels[channel] as CommissionChannel).payment as PaymentPerSale, othersPerDay) : 0, cents }
}

/** Pays what is owed as far as the deposit goes. @returns cents paid */
function pay(account: Account): number {
  const cents = Math.min(account.deposit, account.owed)
  account.deposit -= cents
  account.owed -= cents
  return cents
}

/**
 * Books the commission of an order whose last click a channel brought: the rate of its revenue, rounded down to a cent.
 * @returns cents paid now; what the deposit does not hold is owed
 */
export function earn({ world, state }: Play, channel: number, revenueCents: number): number {
  const from = world.channels[channel]
  if (from?.kind !== "commission" || from.payment.per !== "sale") return 0
  const account = state.accounts[channel] as Account
  account.owed += Math.floor(from.payment.rate * revenueCents)
  return pay(account)
}

/**
 * Partners paid per post: the tick's money is saved until it buys whole posts. Money that finds no post for sale, beyond what the next tick could buy,
 * goes back to the budget.
 * @returns exposures of a person by the posts bought, where affinity is 1, and cents paid
 */
export function post(play: Play, channel: number, money: number, othersPerDay: number): { share: number; cents: number } {
  const { world, state } = play
  const account = state.accounts[channel] as Account
  const payment = (world.channels[channel] as CommissionChannel).payment as PaymentPerPost
  const price = postPrice(payment, othersPerDay) * 100
  const deposit = isPlanned(play, channel) ? account.deposit + Math.floor(money * 100) : 0
  const posts = Math.min(Math.floor(deposit / price), postsForSale(payment, state.tick, days(world)))
  const cents = Math.min(deposit, Math.floor(posts * price))
  account.deposit = Math.min(deposit - cents, Math.ceil((1 + Math.ceil(payment.mostPosts * days(world))) * price))
  return { share: posts * payment.reach, cents }
}

/**
 * Money of a tick that a commission channel could not use: what partners paid per sale did not earn, or what found no post for sale. Below 0 when
 * money laid down earlier found its use.
 * @param before the deposit before the tick, cents
 */
export function idle({ world, state }: Play, channel: number, given: number, paid: number, before: number): number {
  const saved = ((state.accounts[channel] as Account).deposit - before) / 100
  return (world.channels[channel] as CommissionChannel).payment.per === "sale" ? saved : given - paid - saved
}

/** Cents that lie in deposits, and that are owed beyond them. */
export function laidDown(state: State): Account {
  return state.accounts.reduce((sum, { deposit, owed }) => ({ deposit: sum.deposit + deposit, owed: sum.owed + owed }), { deposit: 0, owed: 0 })
}
