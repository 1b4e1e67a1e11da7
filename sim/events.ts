import * as L from "./kernel/layout.ts"
import { log } from "./math.ts"
import { threefry, uniform } from "./random.ts"
import type { Play } from "./state.ts"
import { type Channel, days, families, type MarketEvent, type World } from "./world.ts"

/**
 * What happens to a market at a stated time, whoever plays: shocks of a scenario, on top of what its law brings forth. A firm learns of one by what its
 * sources show of it. Before its day a market is what it would be without it, bit for bit.
 */
type Kind = MarketEvent["kind"]
type Of<K extends Kind> = Extract<MarketEvent, { kind: K }>

/** Events of a kind that stand in a tick. A tick belongs to an event if it begins within its days; each stands for a tick at the least. */
export function standing<K extends Kind>(world: World, kind: K, tick: number): Of<K>[] {
  return (world.events ?? []).filter((event): event is Of<K> => {
    if (event.kind !== kind) return false
    const begins = beginning(world, event)
    const length = "days" in event ? Math.max(1, Math.round(event.days / days(world))) : 1
    return tick >= begins && tick < begins + length
  })
}

/** The tick, since the burn-in began, with which an event begins. */
function beginning(world: World, { day }: MarketEvent): number {
  return world.clock.burnIn + Math.floor(day / days(world))
}

/** Price of a rival in its stated promotions, as a share of its list price. @param rival its number among the rivals */
export function promotedPrice(world: World, rival: number, tick: number): number {
  return standing(world, "rivalPromotion", tick).reduce((price, { brand, depth }) => (brand === rival + 1 ? Math.min(price, 1 - depth) : price), 1)
}

/** A rival's spend as a multiple of what it would be. */
export function spendFactor(world: World, rival: number, tick: number): number {
  return standing(world, "rivalSpend", tick).reduce((product, { brand, factor }) => (brand === rival + 1 ? product * factor : product), 1)
}

/** Demand as a multiple of what it would be. No indicator shows it ahead. */
export function demandFactor(world: World, tick: number): number {
  return standing(world, "demand", tick).reduce((product, { factor }) => product * factor, 1)
}

/** Worlds with other media prices, by world and the events that stand: what is cached by world would else be made anew each tick. */
const priced = new WeakMap<World, Map<string, World>>()

/** A play in whose world media cost what they cost in this tick: itself while no event makes them dearer. */
export function atPricesOfTick(play: Play): Play {
  const { world, state } = play
  const events = standing(world, "mediaPrices", state.tick)
  if (events.length === 0) return play
  const known = priced.get(world) ?? new Map<string, World>()
  priced.set(world, known)
  const name = events.map((event) => world.events?.indexOf(event)).join()
  const found = known.get(name) ?? {
    ...world,
    channels: world.channels.map((channel, c) =>
      events.reduce((dearer, event) => (event.channel === undefined || event.channel === c ? times(dearer, event.factor) : dearer), channel),
    ),
  }
  known.set(name, found)
  return { ...play, world: found }
}

/** A channel in which the same costs `factor` times as much, to every brand. */
function times(channel: Channel, factor: number): Channel {
  if (channel.kind === "auction") return { ...channel, bids: { ...channel.bids, mu: channel.bids.mu + log(factor) } }
  if (channel.kind === "broadcast") return { ...channel, costPerPoint: channel.costPerPoint * factor }
  if (channel.kind === "store") return { ...channel, reference: channel.reference * factor }
  if (channel.kind !== "commission") return channel
  const { payment } = channel
  if (payment.per === "post") return { ...channel, payment: { ...payment, fee: payment.fee * factor } }
  return { ...channel, payment: { ...payment, usualRate: payment.usualRate * factor, reference: payment.reference * factor } }
}

/** Customers who take their consent back in this tick, each by a draw of its own: a greater share takes those of a smaller one, and more. */
export function loseConsent({ world, cells, memory, state }: Play): void {
  for (const event of standing(world, "consentLost", state.tick)) {
    const bit = 1 << families.indexOf(event.family)
    const words = new Uint32Array(4)
    const { consent } = memory.columns
    cells.forEach(({ start, count }, cell) => {
      for (let a = 0; a < count; a++) {
        threefry(state.key, a, cell, state.tick, L.DRAW_EVENT, words)
        if (uniform(words[0] as number) < event.share) consent[start + a] = (consent[start + a] as number) & ~bit
      }
    })
  }
}
