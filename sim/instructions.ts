import { messageCents, runningCents } from "./costs.ts"
import { MOST_CREATIVES, makeCreative } from "./creatives.ts"
import * as L from "./kernel/layout.ts"
import { totalCost } from "./ledger.ts"
import type { Actions } from "./observation.ts"
import { type Instruction, takeDue } from "./organisation.ts"
import { priceFactor, priceFrom, reprice } from "./price.ts"
import type { Play } from "./state.ts"
import { days, type OwnedChannel, paidChannels, type Treatment } from "./world.ts"

type Phase = "history" | "horizon" | "runOut"

/** Cents that may still be committed: the budget less what is spent and what people, tools and sources will cost to the horizon's end. */
export function available(play: Play): number {
  const { world, state } = play
  const ticksLeft = Math.max(0, world.clock.burnIn + world.clock.horizon - state.tick)
  return state.ledger.budget - totalCost(state.ledger) - (play.firm ? runningCents(play) * ticksLeft : 0)
}

/**
 * Lets the instructions act whose time has come, then says what media money the tick has.
 * An instruction that comes within the tick acts from its hour on: a plan for its share of the tick's money, a message on later
 * occasions only, a price likewise; a creative goes live with the first tick that starts after it.
 * @returns money for the tick by paid channel, all of it within the budget
 */
export function act(play: Play, phase: Phase): number[] {
  const { world, state } = play
  const hours = world.clock.hoursPerTick
  const start = state.tick * hours
  const dt = days(world)
  const paid = paidChannels(world).length
  const money = Array.from({ length: paid }, () => 0)
  if (phase === "runOut") {
    state.queue.length = 0
    state.price = priceFrom(1)
    return money
  }
  state.price = priceFrom(priceFactor(state.respond))
  let from = 0
  let spoken = 0 // cents of this tick's commitments that the ledger does not hold yet
  const spendUntil = (share: number) => {
    for (let k = 0; k < paid; k++) money[k] = (money[k] as number) + (state.plan.shares[k] as number) * state.plan.spend * dt * (share - from)
    from = share
  }
  for (const instruction of takeDue(state.queue, start + hours)) {
    const share = Math.max(0, (instruction.hour - start) / hours)
    if (instruction.seat === "plan") {
      spendUntil(share)
      state.plan = instruction.action as Actions["plan"]
    } else if (instruction.seat === "create") {
      if (instruction.hour > start) state.queue.push({ ...instruction, hour: start + hours })
      else create(play, instruction.action as Actions["create"], available(play) - spoken)
    } else if (instruction.seat === "respond") {
      state.respond = instruction.action as Actions["respond"]
      state.price = reprice(state.price, priceFactor(state.respond), share)
    } else spoken += send(play, instruction as Instruction<"engage">, share, available(play) - spoken - Math.ceil(state.plan.spend * dt * 100))
  }
  spendUntil(1)
  const left = Math.max(0, available(play) - spoken) / 100
  const asked = money.reduce((a, b) => a + b, 0)
  return asked > left ? money.map((m) => (m * left) / asked) : money
}

function create(play: Play, action: Actions["create"], funds: number): void {
  const { world, state } = play
  const cost = Math.round(world.creative.cost * 100)
  const ready = state.tick + Math.ceil(world.creative.latencyHours / world.clock.hoursPerTick)
  let left = funds
  action.make.forEach((count, g) => {
    for (let k = 0; k < count && cost <= left && state.creatives.length < MOST_CREATIVES; k++) {
      left -= cost
      state.ledger.production += cost
      state.sinceCreate.made++
      state.creatives.push(makeCreative(world, state.key, state.creatives.length, g, state.commissioned[g] as number, ready))
      ;(state.commissioned[g] as number)++
    }
  })
  state.match = action.match
}

/**
 * Puts treatments on their customers, as far as the funds reach: each message's cost and its largest discount are set aside first,
 * so that no redemption can break the budget; the tick's media come before them. What is not sent is no treatment in the feedback either.
 * @returns cents set aside
 */
function send(play: Play, { action, rows }: Instruction<"engage">, share: number, funds: number): number {
  const { world, memory, state } = play
  let spoken = 0
  for (let k = 1; k <= world.treatments.length; k++) memory.treatment[k * L.TREATMENT_SLOTS + L.SEND_AT] = share
  action.treatment.forEach((number, r) => {
    const place = state.places[(rows as Uint32Array)[r] as number] as number
    if (number === 0) return
    action.treatment[r] = 0
    if (memory.columns.treatment[place] !== 0 || !((memory.columns.flags[place] as number) & L.SUBSCRIBED)) return
    const treatment = world.treatments[number - 1] as Treatment
    const cost =
      messageCents(world.channels[treatment.channel] as OwnedChannel, world.weight) +
      (treatment.discount > 0 ? Math.floor(treatment.discountCap * 100) * world.weight : 0)
    if (spoken + cost > funds) return
    spoken += cost
    memory.columns.treatment[place] = number
    action.treatment[r] = number
  })
  return spoken
}
