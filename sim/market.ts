import { noBidding } from "./bids.ts"
import { checkDecisions, checkFirm } from "./check.ts"
import { noAccounts } from "./commission.ts"
import { reachable } from "./contacts.ts"
import { runningCents } from "./costs.ts"
import { chainColumns, type Digest } from "./digest.ts"
import { shockPath } from "./economy.ts"
import { renewCreatives } from "./history.ts"
import { available, beginWork, instruct } from "./instructions.ts"
import { checkIntervention, type Intervention } from "./intervention.ts"
import * as L from "./kernel/layout.ts"
import { newLedger } from "./ledger.ts"
import { allocate, image, places } from "./memory.ts"
import { type Decisions, type Feedback, type Step, seats } from "./observation.ts"
import { observation, tellerOf } from "./observe.ts"
import { type Firm, isDue } from "./organisation.ts"
import { writeConstants } from "./parameters.ts"
import { cellsOf, populate } from "./population.ts"
import { key, type Luck, MARKET_STREAM } from "./random.ts"
import { feedsOf, refresh } from "./sources/feeds.ts"
import { linksOf, NO_RECORD } from "./sources/links.ts"
import { spreadNews } from "./sources/news.ts"
import { bookedAt, newState, type Play, type State } from "./state.ts"
import { playTick } from "./tick.ts"
import { auctionChannels, days, type Source, type World } from "./world.ts"

/** A copy of all that changes in a market: memory and plain data. It is restored into a market of the same world and firm. */
export interface Snapshot {
  memory: Uint8Array
  state: State
}

/**
 * A synthetic market as a deterministic, resumable environment.
 *
 * Action: decisions by seat (sim/observation.ts); an absent seat's last decision stands, and engage treats nobody.
 * Observation: what the firm's connected sources reveal, late, noisy and partial, as copies.
 * Reward: contribution margin booked in the tick less its marketing cost, in money.
 * Start: warm, after a burn-in under the scenario's history plan. End: `truncated` after the horizon; then run-out without marketing.
 * Luck: every draw is a function of (seed, replication, tick, customer, purpose), so two firms on one luck meet the same customers.
 */
export interface Market {
  readonly world: World
  /** A new warm market; without luck, the next replication. */
  reset(luck?: Luck): Step
  /**
   * Plays one tick. Throws a RangeError that names seat and field when a decision or an intervention is malformed; then nothing has changed.
   * @param intervention what an experimenter forces upon this tick; policies have none
   */
  step(decisions: Partial<Decisions>, intervention?: Intervention): Step
  snapshot(): Snapshot
  restore(snapshot: Snapshot): void
  /** A copy, with other luck from here on, or the same. */
  fork(luck: Luck | "same"): Market
  /** Another firm takes the brand over at the horizon's start: one burn-in serves every strategy. */
  takeOver(firm: Firm): Step
  /** What can be seen now, without playing on. */
  look(): Step
}

const plays = new WeakMap<Market, Play>()

/** The inside of a market: for the ledger's readers (bench, privileged policies) and for tests alone. */
export function inside(market: Market): Play {
  return plays.get(market) as Play
}

/**
 * Opens a market at the start of its horizon: a population is drawn and the burn-in played.
 * @param warmed taken at the horizon's start on this luck, of a world that differs in events alone, whatever its firm: the burn-in need not be played again
 */
export function open(world: World, firm: Firm, luck: Luck, warmed?: Snapshot): Market {
  checkFirm(world, firm)
  const play = warmed ? rewarmed(world, warmed) : warm(world, luck)
  takeOver(play, firm)
  return marketOf(play)
}

/** A population after its burn-in, without a firm. */
function warm(world: World, luck: Luck): Play {
  const cells = cellsOf(world)
  const memory = allocate(world, cells)
  const play: Play = { world, cells, memory, state: newState(world, cells, luck, places(cells)), firm: undefined }
  writeConstants(world, cells, memory)
  populate(world, cells, play.state.key, memory)
  if (world.clock.burnIn === 0) renewCreatives(play)
  while (play.state.tick < world.clock.burnIn) playTick(play)
  return play
}

function rewarmed(world: World, { memory, state }: Snapshot): Play {
  const cells = cellsOf(world)
  const play: Play = { world, cells, memory: allocate(world, cells), state: structuredClone(state), firm: undefined }
  image(play.memory).set(memory)
  return play
}

/** A firm takes the brand over at the horizon's start: its budget is authorised, its sources are connected, its books begin. */
function takeOver(play: Play, firm: Firm): void {
  const { world, memory, state } = play
  play.firm = firm
  state.ledger = newLedger(Math.floor(world.budget * 100), world.brands.length)
  state.accounts = noAccounts(world)
  if (available(play) < 0)
    throw new RangeError(
      `${world.name}: budget: expected at least ${((runningCents(play) * world.clock.horizon) / 100).toFixed(0)} ${world.currency} for people, tools and sources; found ${world.budget}`,
    )
  beginWork(play)
  state.engagements = []
  state.feedback = []
  connect(play, firm)
  state.engageCalls = 0
  const { flags } = memory.columns
  for (const place of state.places) {
    const bits = flags[place] as number
    const event = bits & (L.EVENT | L.EXTRACTED | L.NEWS) ? L.EVENT : 0 // what another firm has seen, this one has not
    const prospect = bits & (L.LEAD | L.PROSPECT) ? L.PROSPECT : 0 // leads are the horizon's, older ones can still be called
    flags[place] = (bits & L.SUBSCRIBED) | prospect | event
  }
  state.sincePlan.spent.fill(0)
  state.sincePlan.undelivered.fill(0)
  state.sincePlan.margin = 0
  state.sinceCreate = { shown: {}, made: 0 }
  state.sinceRespond = { revenue: 0, margin: 0 }
  state.sinceBid = noBidding(world)
  refreshFeeds(play)
  callSeats(play)
}

/** Connects the firm's sources: feeds of what it needs, and whose records they show. */
function connect({ world, state }: Play, firm: Firm): void {
  state.feeds = feedsOf(world, firm, state.key)
  // orders are told by whoever tells what was spent, whether a policy needs it or not
  const orders = feedsOf(world, { ...firm, needs: ["spend"] }, state.key)
  state.links = {}
  for (const { source } of [...state.feeds, ...orders]) state.links[source] ??= linksOf(world, world.sources[source] as Source, state.key)
  state.orderTellers = orders.map(({ source }) => source)
}

function refreshFeeds(play: Play): void {
  for (const feed of play.state.feeds) refresh(play, feed)
  spreadNews(play)
}

function marketOf(start: Play): Market {
  let play = start
  const market: Market = {
    world: play.world,
    reset(luck) {
      const { firm, state, world } = play
      play = warm(world, luck ?? { seed: state.luck.seed, replication: state.luck.replication + 1 })
      takeOver(play, firm as Firm)
      plays.set(market, play)
      return report(play)
    },
    step(decisions, intervention) {
      const { burnIn, horizon, runOut } = play.world.clock
      if (play.state.tick >= burnIn + horizon + runOut)
        throw new RangeError(`step: expected at most ${horizon + runOut} ticks from the horizon's start; found one more`)
      if (intervention) checkIntervention(play.world, intervention)
      checkDecisions(play, decisions, intervention?.replay?.rows ?? play.state.rows)
      if (intervention?.replay) {
        play.state.due = seats.filter((seat) => decisions[seat])
        play.state.rows = intervention.replay.rows.slice()
      }
      issue(play, decisions)
      play.forced = intervention
      playTick(play)
      play.forced = undefined
      closeEngagements(play)
      refreshFeeds(play)
      callSeats(play)
      return report(play)
    },
    snapshot: () => ({ memory: image(play.memory).slice(), state: structuredClone(play.state) }),
    restore(snapshot) {
      image(play.memory).set(snapshot.memory)
      play.state = structuredClone(snapshot.state)
    },
    fork(luck) {
      const { world, cells, state } = play
      const memory = allocate(world, cells)
      image(memory).set(image(play.memory))
      const copy: Play = { world, cells, memory, state: structuredClone(state), firm: play.firm }
      if (luck !== "same") {
        copy.state.luck = luck
        copy.state.key = key(luck, MARKET_STREAM)
        copy.state.keys.push({ from: state.tick, key: copy.state.key })
        copy.state.shocks = shockPath(world, copy.state.key, { path: state.shocks, tick: state.tick - 1 })
      }
      return marketOf(copy)
    },
    takeOver(firm) {
      if (play.state.tick !== play.world.clock.burnIn) throw new RangeError("takeOver: expected a market at its horizon's start")
      checkFirm(play.world, firm)
      takeOver(play, firm)
      return report(play)
    },
    look: () => report(play),
  }
  plays.set(market, play)
  return market
}

/** Says which seats decide now, and for which customers (by number) engage does: those with news, and each in turn every 28 times. */
function callSeats({ world, memory, state, firm }: Play): void {
  const t = state.tick - world.clock.burnIn
  const hours = world.clock.hoursPerTick
  state.due = firm && t < world.clock.horizon ? seats.filter((seat) => isDue(firm.organisation.cadence[seat], t, hours)) : []
  const rows: number[] = []
  if (firm && state.due.includes("engage")) {
    const turn = state.engageCalls++ % 28
    const { flags } = memory.columns
    const reached = reachable(world, memory, state.tick)
    for (let number = 0, next = turn; number < state.places.length; number++) {
      const place = state.places[number] as number
      const turns = number === next
      if (turns) next += 28
      else if (!((flags[place] as number) & L.NEWS)) continue
      if (reached(place)) rows.push(number)
    }
  }
  state.rows = Uint32Array.from(rows)
}

/** Sends decisions on their way through the organisation, and opens the window in which engage is judged. */
function issue(play: Play, decisions: Partial<Decisions>): void {
  const { world, memory, state, firm } = play
  const { due, rows } = state
  for (const seat of seats) {
    const decision = decisions[seat]
    if (!decision || !firm || !due.includes(seat)) continue
    const sent = instruct(play, seat, decision)
    if (sent) {
      const at = Array.from(rows, (number) => state.places[number] as number)
      for (const place of at) memory.columns.flags[place] = (memory.columns.flags[place] as number) & ~L.NEWS
      state.engagements.push({
        decidedAt: state.tick - world.clock.burnIn,
        closesAt: state.tick + Math.max(1, Math.round(firm.outcomeDays / days(world))),
        rows,
        treatment: sent,
        before: Float64Array.from(rows, (number) => bookedOf(play, number)),
      })
    }
  }
  state.feedback = []
  if (due.includes("plan")) {
    for (const field of [state.sincePlan.spent, state.sincePlan.undelivered]) field.fill(0)
    state.sincePlan.margin = 0
  }
  if (due.includes("create")) state.sinceCreate = { shown: {}, made: 0 }
  if (due.includes("respond")) state.sinceRespond = { revenue: 0, margin: 0 }
  if (due.includes("bid")) state.sinceBid = noBidding(world)
}

/** Contribution margin so far that the firm sees as a customer's, cents; NaN where no source tells it. */
function bookedOf({ world, state }: Play, number: number): number {
  for (const teller of state.orderTellers) {
    const record = state.links[teller]?.[number] ?? NO_RECORD
    if (record !== NO_RECORD) return bookedAt(state, (world.sources[teller] as Source).venue, state.places[record] as number)
  }
  return Number.NaN
}

/** Feedback of the engage decisions whose window closes now. */
function closeEngagements(play: Play): void {
  const { state } = play
  while (state.engagements[0] && state.engagements[0].closesAt <= state.tick) {
    const { decidedAt, rows, treatment, before } = state.engagements.shift() as State["engagements"][number]
    const outcome = Float32Array.from(rows, (number, r) => (bookedOf(play, number) - (before[r] as number)) / 100)
    state.feedback.push({ seat: "engage", decidedAt, rows, treatment, outcome, closed: true })
  }
}

function report(play: Play): Step {
  const { world, state } = play
  const { due, rows } = state
  const feedback = structuredClone(state.feedback)
  if (due.includes("plan")) {
    const { spent, undelivered, margin } = state.sincePlan
    feedback.push({ seat: "plan", spent: spent.slice(), undelivered: undelivered.map((money) => Math.max(0, money)), margin })
  }
  if (due.includes("create")) {
    const shown = Object.entries(state.sinceCreate.shown).flatMap(([key, { impressions, clicks }]) => {
      const [creative, channel, segment] = key.split("/").map(Number) as [number, number, number]
      return tellerOf(play, `clicks.${world.channels[channel]?.name}`) ? [{ creative, channel, segment, impressions, clicks }] : []
    })
    feedback.push({ seat: "create", shown, made: state.sinceCreate.made })
  }
  if (due.includes("respond")) feedback.push({ seat: "respond", ...state.sinceRespond })
  if (due.includes("bid")) feedback.push(biddingSeen(play))
  return {
    observation: observation(play, rows),
    reward: state.reward / 100,
    feedback,
    terminated: false,
    truncated: state.tick >= world.clock.burnIn + world.clock.horizon,
    info: { due: [...due] },
  }
}

/** Feedback of the bids, as far as connected sources tell a channel's impressions and clicks. */
function biddingSeen(play: Play): Feedback<"bid"> {
  const { world, state } = play
  const { impressions, clicks, opportunities, won, spent } = state.sinceBid
  const segments = world.segments.length
  const told = (what: string) => auctionChannels(world).map((c) => tellerOf(play, `${what}.${world.channels[c]?.name}`) !== undefined)
  const [shown, clicked] = [told("impressions"), told("clicks")]
  const seen = (values: Float64Array, by: readonly boolean[]) => values.map((value, k) => (by[Math.floor(k / segments)] ? value : Number.NaN))
  return {
    seat: "bid",
    impressions: seen(impressions, shown),
    clicks: seen(clicks, clicked),
    spent: spent.slice(),
    winRate: seen(
      won.map((n, k) => n / (opportunities[k] as number)),
      shown,
    ),
  }
}

/** Digest of a run: every tick's ledger and totals, then the customers' state. */
export function digest(market: Market): Digest {
  const { state, memory, cells } = inside(market)
  const hash: Digest = [...state.digest]
  chainColumns(hash, memory.columns, cells)
  return hash
}
