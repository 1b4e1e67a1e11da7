import { laidDown } from "./commission.ts"
import { capacityOfTick, contactCents, reaches } from "./contacts.ts"
import { runningCents } from "./costs.ts"
import { MOST_CREATIVES, makeCreative } from "./creatives.ts"
import { advance, faultOf, firstStage, freeDesks, isAutomated } from "./desks.ts"
import { isRested, limitBid, limitPrice, limitShares, newContacts, noteContact } from "./guardrails.ts"
import { isMuted, isRemoved } from "./intervention.ts"
import { type Entry, enter, entryOf, noteAct, noteLimits, noteStage } from "./journal.ts"
import * as L from "./kernel/layout.ts"
import { totalCost } from "./ledger.ts"
import type { Actions, Decision, Seat } from "./observation.ts"
import type { Instruction } from "./organisation.ts"
import { priceFactor, priceFrom, reprice } from "./price.ts"
import type { Play } from "./state.ts"
import { hottest } from "./topics.ts"
import { type AuctionChannel, auctionChannels, type ContactChannel, days, paidChannels, type Treatment } from "./world.ts"

type Phase = "history" | "horizon" | "runOut"

/** Cents that no one has: the budget less what is spent, what lies in deposits, and what people, tools and sources will cost to the horizon's end. */
export function free(play: Play): number {
  const { world, state } = play
  const ticksLeft = Math.max(0, world.clock.burnIn + world.clock.horizon - state.tick)
  return state.ledger.budget - totalCost(state.ledger) - laidDown(state).deposit - (play.firm ? runningCents(play) * ticksLeft : 0)
}

/** Cents that may still be committed: what is free, less what partners are owed. */
export function available(play: Play): number {
  const unspent = free(play)
  return unspent - Math.min(laidDown(play.state).owed, Math.max(0, unspent))
}

/** A firm begins with empty desks and an empty journal; the contacts of its history count. */
export function beginWork({ world, memory, state, firm }: Play): void {
  const { organisation } = firm as NonNullable<Play["firm"]>
  state.queue = []
  state.desks = freeDesks(organisation)
  state.standing = {}
  state.journal = []
  state.contacts = undefined
  const most = organisation.guardrails?.contactsPerWeek
  if (most === undefined) return
  state.contacts = newContacts(memory.size, most)
  for (const place of state.places) {
    const last = memory.columns.lastContact[place] as number
    if (last !== L.NEVER) noteContact(state.contacts, place, last * world.clock.hoursPerTick)
  }
}

/** Sends a decision on its way through the organisation. @returns of engage, what is sent of it, to be filled as it acts */
export function instruct<S extends Seat>(play: Play, seat: S, decision: Decision<S>): Uint8Array | undefined {
  const { world, state } = play
  const organisation = (play.firm as NonNullable<Play["firm"]>).organisation
  const issued = state.tick * world.clock.hoursPerTick
  const action = structuredClone(decision.action)
  const engage = seat === "engage" ? { rows: state.rows, sent: new Uint8Array(state.rows.length) } : undefined
  if (engage && (action as Actions["engage"]).treatment.every((number) => number === 0)) return engage.sent // nothing to carry out
  const automated = isAutomated(organisation, state.key, seat, issued)
  const instruction: Instruction<S> = {
    seat,
    sequence: state.journal.length,
    issued,
    stage: firstStage(organisation, seat, automated),
    hour: issued,
    automated,
    reworked: 0,
    action,
    ...engage,
  }
  enter(play, instruction, decision)
  state.queue.push(instruction)
  return engage?.sent
}

/** What instructions make of a tick. */
interface Turn {
  /** Hours since the burn-in's start, and hours of the tick. */
  start: number
  hours: number
  /** Media money of the tick by paid channel, and by the plan that asks for it: its row of the journal, −1 the history's. */
  money: number[]
  plans: PlannedMoney[]
  /** Share of the tick up to which its media money is planned. */
  planned: number
  /** Cents of this tick's commitments that the ledger does not hold yet. */
  spoken: number
  /** Contacts made so far, by treatment and by channel. */
  sent: number[]
  used: number[]
}

export interface PlannedMoney {
  sequence: number
  money: number
}

/**
 * Lets the instructions act whose time has come, then says what media money the tick has.
 * An instruction that comes within the tick acts from its hour on: a plan for its share of the tick's money, a message on later
 * occasions only, a price likewise; a creative goes live, and bids stand, with the first tick that starts after it.
 * @returns money for the tick by paid channel, all of it within the budget, and by the plan that asks for it
 */
export function act(play: Play, phase: Phase): { money: number[]; plans: PlannedMoney[] } {
  const { world, state, firm } = play
  const hours = world.clock.hoursPerTick
  const turn: Turn = {
    start: state.tick * hours,
    hours,
    money: paidChannels(world).map(() => 0),
    plans: [],
    planned: 0,
    spoken: 0,
    sent: world.treatments.map(() => 0),
    used: world.channels.map(() => 0),
  }
  if (phase === "runOut") {
    for (const instruction of state.queue) if (entryOf(play, instruction).acted === null) entryOf(play, instruction).result = "too late"
    state.queue.length = 0
    state.price = priceFrom(1)
    return turn
  }
  state.price = priceFrom(priceFactor(state.respond))
  if (firm) {
    const finished = (instruction: Instruction, stage: number, hour: number) => noteStage(play, instruction, stage, hour)
    const work = { organisation: firm.organisation, key: state.key, queue: state.queue, free: state.desks, finished }
    for (const instruction of advance(work, turn.start + hours)) carryOut(play, turn, instruction)
  }
  planUntil(play, turn, 1)
  const left = Math.max(0, available(play) - turn.spoken) / 100
  const asked = turn.money.reduce((a, b) => a + b, 0)
  if (asked <= left) return turn
  for (const { sequence } of turn.plans) if (sequence >= 0) noteLimits(state.journal[sequence] as Entry, { budget: true })
  return { ...turn, money: turn.money.map((m) => (m * left) / asked) }
}

type Acts = { [S in Seat]: (play: Play, turn: Turn, instruction: Instruction<S>, entry: Entry, twice: boolean) => void }

const acts: Acts = { plan, create, engage, respond, bid }

/** Seats whose whole decision stands until another acts. */
const standing: readonly Seat[] = ["plan", "respond", "bid"]

function carryOut(play: Play, turn: Turn, instruction: Instruction): void {
  const { state } = play
  if ((instruction.seat === "create" || instruction.seat === "bid") && instruction.hour > turn.start) {
    state.queue.push({ ...instruction, hour: turn.start + turn.hours })
    return
  }
  const fault = faultOf((play.firm as NonNullable<Play["firm"]>).organisation, state.key, instruction)
  if (fault === "fails") {
    entryOf(play, instruction).result = "failed"
    return
  }
  if (standing.includes(instruction.seat) && !isLatest(play, instruction.seat, instruction.sequence)) {
    entryOf(play, instruction).result = "superseded"
    return
  }
  const entry = noteAct(play, instruction, Math.max(instruction.hour, turn.start))
  if (fault === "twice") entry.twice = true
  ;(acts[instruction.seat] as Acts[Seat])(play, turn, instruction as never, entry, fault === "twice")
}

/** Plans the tick's media money up to a share of it, as the standing plan says. */
function planUntil({ world, state }: Play, turn: Turn, share: number): void {
  const { shares, spend } = state.plan
  let sum = 0
  for (let k = 0; k < turn.money.length; k++) {
    const money = (shares[k] as number) * spend * days(world) * (share - turn.planned)
    turn.money[k] = (turn.money[k] as number) + money
    sum += money
  }
  if (sum > 0) turn.plans.push({ sequence: state.standing.plan ?? -1, money: sum })
  turn.planned = share
}

/** A plan stands from its hour on. One that arrives twice says the same again. */
function plan(play: Play, turn: Turn, { action, hour }: Instruction<"plan">, entry: Entry): void {
  const { state, firm } = play
  planUntil(play, turn, shareOf(turn, hour))
  const step = firm?.organisation.guardrails?.shareStep
  const shares = step === undefined ? action.shares : limitShares(state.plan.shares, action.shares, step)
  if (shares !== action.shares) noteLimits(entry, { "share step": true })
  state.plan = { ...action, shares }
}

/** A price stands from its hour on, within the firm's floor. */
function respond(play: Play, turn: Turn, { action, hour }: Instruction<"respond">, entry: Entry): void {
  const { state, firm } = play
  const floor = firm?.organisation.guardrails?.priceFloor
  const limited = floor === undefined ? action : limitPrice(action, floor)
  if (limited !== action) noteLimits(entry, { "price floor": true })
  state.respond = limited
  state.price = reprice(state.price, priceFactor(limited), shareOf(turn, hour))
}

/** Bids stand until others do, each within the firm's step from the one that stood and within its auction's cap. */
function bid(play: Play, _turn: Turn, { action }: Instruction<"bid">, entry: Entry): void {
  const { world, state, firm } = play
  const step = firm?.organisation.guardrails?.bidStep
  const caps = auctionChannels(world).flatMap((c) => world.segments.map(() => (world.channels[c] as AuctionChannel).bidCap))
  const stepped = Float32Array.from(action.bids, (wanted, k) => (step === undefined ? wanted : limitBid(state.bids[k] as number, wanted, step)))
  const over = (bids: Float32Array) => bids.reduce((n, x, k) => n + (x > (caps[k] as number) ? 1 : 0), 0)
  noteLimits(entry, { "bid step": stepped.some((x, k) => !Object.is(x, action.bids[k])) || 0, "bid cap": over(stepped) })
  state.bids = stepped.map((x, k) => Math.min(x, caps[k] as number))
}

/** A creative is commissioned as far as the money reaches; one commissioned twice is made and paid twice. */
function create(play: Play, turn: Turn, { action, sequence }: Instruction<"create">, entry: Entry, twice: boolean): void {
  const { world, state } = play
  const cost = Math.round(world.creative.cost * 100)
  const ready = state.tick + Math.ceil(world.creative.latencyHours / world.clock.hoursPerTick)
  const trending = hottest(world, state.topics, state.tick)
  const topic = (g: number) => (action.topical?.[g] ? trending : -1)
  let left = available(play) - turn.spoken
  let missing = 0
  for (let time = 0; time < (twice ? 2 : 1); time++)
    action.make.forEach((count, g) => {
      for (let k = 0; k < count; k++) {
        if (cost > left || state.creatives.length >= MOST_CREATIVES) {
          missing += count - k
          return
        }
        left -= cost
        state.ledger.production += cost
        entry.cost += cost
        state.sinceCreate.made++
        state.creatives.push(makeCreative(world, state.key, state.creatives.length, g, state.commissioned[g] as number, ready, topic(g)))
        ;(state.commissioned[g] as number)++
      }
    })
  noteLimits(entry, { budget: missing })
  if (isLatest(play, "create", sequence)) state.match = action.match
  else noteLimits(entry, { "a later match stands": true })
}

/** Of decisions that stand: the latest one issued stands, even if one issued before it acts after it. */
function isLatest({ state }: Play, seat: Seat, sequence: number): boolean {
  if ((state.standing[seat] ?? -1) > sequence) return false
  state.standing[seat] = sequence
  return true
}

/**
 * Puts treatments on their customers, as far as their channel, its capacity, the guardrails and the funds reach: each message's cost and its largest discount are set
 * aside first, so that no redemption can break the budget; the tick's media come before them. What is not sent is no treatment in the
 * feedback either. A customer gets one message a tick; of one kind, all of a tick share their mean hour. What arrives twice is sent again with
 * the next tick.
 */
function engage(play: Play, turn: Turn, instruction: Instruction<"engage">, entry: Entry, twice: boolean): void {
  const { world, memory, state } = play
  const { rows, sent, hour } = instruction as Required<Instruction<"engage">>
  const { treatment } = memory.columns
  const funds = available(play) - turn.spoken - Math.ceil(state.plan.spend * days(world) * 100)
  const limits = { "no channel": 0, consent: 0, "another message": 0, frequency: 0, budget: 0, capacity: 0 }
  const before = turn.sent.slice()
  let spoken = 0
  let lost = 0 // cents paid for messages that reach nobody
  instruction.action.treatment.forEach((number, r) => {
    if (number === 0) return
    const place = state.places[rows[r] as number] as number
    const kind = world.treatments[number - 1] as Treatment
    const channel = world.channels[kind.channel] as ContactChannel
    const message = contactCents(channel, world.weight)
    const cost = message + (kind.discount > 0 ? Math.floor(kind.discountCap * 100) * world.weight : 0)
    if (isRemoved(play, kind.channel)) limits["no channel"]++
    else if (!reaches(world, memory, channel, place, state.tick)) limits.consent++
    else if (treatment[place] !== 0) limits["another message"]++
    else if (state.contacts && !isRested(state.contacts, place, hour)) limits.frequency++
    else if (spoken + lost + cost > funds) limits.budget++
    else if ((turn.used[kind.channel] as number) >= capacityOfTick(world, channel, state.tick, play.forced?.effort)) limits.capacity++
    else {
      turn.used[kind.channel] = (turn.used[kind.channel] as number) + 1
      if (isMuted(play, kind.channel)) {
        state.ledger.messages += message
        lost += message
      } else {
        spoken += cost
        treatment[place] = number
      }
      sent[r] = number
      if (state.contacts) noteContact(state.contacts, place, hour)
      turn.sent[number - 1] = (turn.sent[number - 1] as number) + 1
      entry.customers += world.weight
      entry.cost += message
    }
  })
  turn.spoken += spoken
  noteLimits(entry, Object.fromEntries(Object.entries(limits).map(([name, count]) => [name, count * world.weight])))
  const share = shareOf(turn, hour)
  turn.sent.forEach((count, k) => {
    const at = (k + 1) * L.TREATMENT_SLOTS + L.SEND_AT
    const old = before[k] as number
    if (count > old) memory.treatment[at] = old === 0 ? share : ((memory.treatment[at] as number) * old + share * (count - old)) / count
  })
  if (twice)
    state.queue.push({ ...instruction, hour: turn.start + turn.hours, again: true, action: { treatment: sent.slice() }, sent: new Uint8Array(sent.length) })
}

/** How much of the tick is over at an hour. */
function shareOf({ start, hours }: Turn, hour: number): number {
  return Math.max(0, (hour - start) / hours)
}

/**
 * Books what media have charged in a tick to the plans that asked for it, in proportion; the last takes the odd cents. Commissions that come when no plan asks
 * for money are the standing plan's.
 */
export function bookPlans({ state }: Play, planned: readonly PlannedMoney[], cents: number): void {
  const plans = planned.length > 0 ? planned : [{ sequence: state.standing.plan ?? -1, money: 1 }]
  const asked = plans.reduce((sum, { money }) => sum + money, 0)
  let left = cents
  plans.forEach(({ sequence, money }, k) => {
    const part = k === plans.length - 1 ? left : Math.floor((cents * money) / asked)
    left -= part
    const entry = state.journal[sequence]
    if (entry) entry.cost += part
  })
}
