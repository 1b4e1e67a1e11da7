import { noBidding } from "./bids.ts"
import { checkDecisions, checkFirm } from "./check.ts"
import { noAccounts } from "./commission.ts"
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
import { coverage, type Feed, refresh, sourceOf } from "./sources.ts"
import { newState, type Play, type State } from "./state.ts"
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

/** Opens a market at the start of its horizon: a population is drawn and the burn-in played. */
export function open(world: World, firm: Firm, luck: Luck): Market {
  checkFirm(world, firm)
  const play = warm(world, luck)
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
  state.feeds = firm.needs.flatMap((column) => {
    const found = sourceOf(world, firm.sources, column)
    return found ? [{ column, source: found.number }] : []
  })
  state.coverage = {}
  for (const { source } of state.feeds) state.coverage[source] ??= coverage(world, source, state.key)
  const orders = sourceOf(world, firm.sources, "spend")
  state.orderCoverage = orders && (state.coverage[orders.number] ?? coverage(world, orders.number, state.key))
  state.engageCalls = 0
  const { flags } = memory.columns
  for (const place of state.places) {
    const bits = flags[place] as number
    const event = bits & (L.EVENT | L.EXTRACTED | L.NEWS) ? L.EVENT : 0 // what another firm has seen, this one has not
    flags[place] = (bits & L.SUBSCRIBED) | event // leads are the horizon's
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

/** Columns that show what customers do: the rest says who they are, or what we did. */
const BEHAVIOUR = ["purchases", "spend", "daysSincePurchase", "pageViews7d", "daysSinceVisit"]

/**
 * Brings every feed up to date. What happens to a customer becomes news to the firm when the extract that holds it is delivered (the
 * slowest of the sources of behaviour), and only of customers whom one of them covers.
 */
function refreshFeeds({ world, memory, state }: Play): void {
  for (const feed of state.feeds) refresh(world, memory, feed, state.tick, state.segments, state.key)
  const feeds = state.feeds.filter(({ column }) => BEHAVIOUR.includes(column))
  const delay = ({ source }: Feed) => (world.sources[source] as Source).delayHours
  const slowest = feeds.reduce<Feed | undefined>((slow, feed) => (slow && delay(slow) >= delay(feed) ? slow : feed), undefined)
  if (!slowest) return
  const now = state.tick * world.clock.hoursPerTick
  const { seen, underWay } = slowest
  const taken = (underWay ?? seen)?.taken === now
  const delivered = seen !== undefined && seen.delivered > now - world.clock.hoursPerTick && seen.delivered <= now
  const covered = [...new Set(feeds.map(({ source }) => source))].map((source) => state.coverage[source] as Uint8Array)
  const { flags } = memory.columns
  for (let number = 0; number < state.places.length; number++) {
    const place = state.places[number] as number
    let bits = flags[place] as number
    if ((bits & (L.EVENT | L.EXTRACTED)) === 0) continue
    const arrives = (bits & L.EXTRACTED && delivered && seen.taken < now) || (bits & L.EVENT && taken && seen?.taken === now)
    if (bits & L.EXTRACTED && delivered) bits &= ~L.EXTRACTED
    if (bits & L.EVENT && taken) bits = (bits & ~L.EVENT) | (seen?.taken === now ? 0 : L.EXTRACTED)
    flags[place] = arrives && covered.some((c) => c[number] === 1) ? bits | L.NEWS : bits
  }
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
    for (let number = 0, next = turn; number < state.places.length; number++) {
      const flags = memory.columns.flags[state.places[number] as number] as number
      if (number === next) {
        next += 28
        if (flags & L.SUBSCRIBED) rows.push(number)
      } else if ((flags & (L.SUBSCRIBED | L.NEWS)) === (L.SUBSCRIBED | L.NEWS)) rows.push(number)
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
        before: Float64Array.from(at, (place) => state.booked[place] as number),
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

/** Feedback of the engage decisions whose window closes now. */
function closeEngagements({ state }: Play): void {
  while (state.engagements[0] && state.engagements[0].closesAt <= state.tick) {
    const { decidedAt, rows, treatment, before } = state.engagements.shift() as State["engagements"][number]
    const covered = state.orderCoverage
    const outcome = Float32Array.from(rows, (number, r) =>
      covered?.[number] === 1 ? ((state.booked[state.places[number] as number] as number) - (before[r] as number)) / 100 : Number.NaN,
    )
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
