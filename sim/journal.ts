import type { Actions, Decision, Seat } from "./observation.ts"
import type { Instruction } from "./organisation.ts"
import type { Play } from "./state.ts"
import { auctionChannels, paidChannels, type Treatment } from "./world.ts"

/** What became of an instruction: it acted whole, in part, within a guardrail, not at all, or it is not there yet. */
export type Result =
  | "done"
  /** Some of it did not act: `limits` says what held it back, and how often. */
  | "partly"
  /** It came to nothing. */
  | "failed"
  /** A later instruction of its seat was faster. */
  | "superseded"
  /** The horizon was over. */
  | "too late"
  | "on its way"

/** One instruction, for the ledger's readers: no policy sees it. Hours count from the horizon's start; null: it has not come to it, or has no such stage. */
export interface Entry {
  /** From 0, in order of issue. */
  sequence: number
  seat: Seat
  /** What was asked for, in words. */
  what: string
  /** Why, as its policy says. */
  reason: string
  automated: boolean
  issued: number
  /** When the last round of each stage was over. */
  decided: number | null
  approved: number | null
  executed: number | null
  /** When it took effect. */
  acted: number | null
  /** How often approval has sent it back. */
  reworked: number
  result: Result
  /** It arrived a second time. */
  twice: boolean
  /** What held it back: guardrails, the budget, consent. */
  limits: string
  /** People contacted, second arrivals included. */
  customers: number
  /** Cents: of a plan, media charged while it stood; of creatives, their production; of contacts, their making. Discounts apart. */
  cost: number
}

/** Writes an instruction that has just been issued down. */
export function enter(play: Play, instruction: Instruction, decision: Decision<Seat>): void {
  const { seat, sequence, issued, automated } = instruction
  play.state.journal.push({
    sequence,
    seat,
    what: say(play, instruction),
    reason: decision.reason ?? "",
    automated,
    issued: sinceHorizon(play, issued),
    decided: null,
    approved: null,
    executed: null,
    acted: null,
    reworked: 0,
    result: "on its way",
    twice: false,
    limits: "",
    customers: 0,
    cost: 0,
  })
}

const ends = [undefined, "decided", "approved", "executed"] as const

/** Notes that a stage of an instruction is over. @param hour since the burn-in's start */
export function noteStage(play: Play, instruction: Instruction, stage: number, hour: number): void {
  const entry = entryOf(play, instruction)
  entry.reworked = instruction.reworked
  const end = ends[stage]
  if (end) entry[end] = sinceHorizon(play, hour)
}

/** Notes that an instruction has taken effect. @param hour since the burn-in's start */
export function noteAct(play: Play, instruction: Instruction, hour: number): Entry {
  const entry = entryOf(play, instruction)
  entry.acted ??= sinceHorizon(play, hour)
  if (entry.result === "on its way") entry.result = "done"
  return entry
}

/** Notes what held an instruction back, by how many people or creatives where they were counted. */
export function noteLimits(entry: Entry, limits: Readonly<Record<string, number | true>>): void {
  const held = Object.entries(limits).flatMap(([name, count]) => (count === true ? [name] : count > 0 ? [`${name} ${grouped(count)}`] : []))
  if (held.length === 0) return
  entry.result = "partly"
  for (const limit of held) if (!entry.limits.split(", ").includes(limit)) entry.limits = entry.limits ? `${entry.limits}, ${limit}` : limit
}

export function entryOf({ state }: Play, { sequence }: Instruction): Entry {
  return state.journal[sequence] as Entry
}

function sinceHorizon({ world }: Play, hour: number): number {
  return hour - world.clock.burnIn * world.clock.hoursPerTick
}

type Words = { [S in Seat]: (play: Play, action: Actions[S]) => string }

const words: Words = {
  plan({ world }, { shares, spend }) {
    const parts = paidChannels(world).flatMap((c, k) => {
      const share = shares[k] as number
      return share > 0 ? [`${world.channels[c]?.name} ${percent(share)}`] : []
    })
    return `media ${grouped(spend)} ${world.currency} a day: ${parts.join(", ")}`
  },
  respond: (_, { price, promotion }) => `price ${percent(price)} of the list price${promotion > 0 ? `, promotion ${percent(promotion)} off` : ""}`,
  bid({ world }, { bids }) {
    const segments = world.segments.length
    const parts = auctionChannels(world).flatMap((c, a) => {
      const own = Array.from(bids)
        .slice(a * segments, (a + 1) * segments)
        .filter((bid) => !Number.isNaN(bid))
      if (own.length === 0) return []
      const [low, high] = [Math.min(...own), Math.max(...own)].map((bid) => Number(bid.toPrecision(3)))
      return [
        `${world.channels[c]?.name} ${low === high ? low : `${low} to ${high}`}${own.length < segments ? ` in ${own.length} of ${segments} segments` : ""}`,
      ]
    })
    return `bids in ${world.currency}: ${parts.length > 0 ? parts.join(", ") : "all automatic"}`
  },
  create({ world, state }, { make, topical, match }) {
    const made = world.segments.flatMap(({ name }, g) =>
      (make[g] as number) > 0 ? [`${grouped(make[g] as number)} for ${name}${topical?.[g] ? " on what trends" : ""}`] : [],
    )
    let moved = 0
    match.forEach((number, slot) => {
      if (number !== state.match[slot]) moved++
    })
    return [
      made.length > 0 ? `commission ${made.join(", ")}` : "commission none",
      moved > 0 ? `change the creative in ${moved} of ${match.length} places` : "keep the creatives in use",
    ].join("; ")
  },
  engage({ world }, { treatment }) {
    const counts = new Array<number>(world.treatments.length + 1).fill(0)
    for (const number of treatment) counts[number] = (counts[number] as number) + 1
    const parts = counts.flatMap((count, number) =>
      number > 0 && count > 0 ? [`${grouped(count * world.weight)} ${(world.treatments[number - 1] as Treatment).name}`] : [],
    )
    return `${grouped((treatment.length - (counts[0] as number)) * world.weight)} contacts: ${parts.join(", ")}`
  },
}

/** What an instruction asks for, in words. */
function say(play: Play, instruction: Instruction): string {
  return (words[instruction.seat] as (play: Play, action: Actions[Seat]) => string)(play, instruction.action)
}

/** Mean hours from issue to effect of the instructions that have acted; undefined when none has. */
export function meanResponse(journal: readonly Entry[]): number | undefined {
  const hours = journal.flatMap(({ acted, issued }) => (acted === null ? [] : [acted - issued]))
  return hours.length === 0 ? undefined : hours.reduce((a, b) => a + b, 0) / hours.length
}

/** A whole number with commas: 12,000. */
function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ",")
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`
}
