import type { Guardrails } from "./guardrails.ts"
import type { Actions, Seat } from "./observation.ts"

/** The stages of an instruction, in order: noticing, making up one's mind, approving, carrying out. */
export const stages = ["sense", "decide", "approve", "execute"] as const
export type Stage = (typeof stages)[number]

/** Hours that each stage takes once it is taken up, waiting for people apart. A stage that is left out does not exist: no team is asked. */
export type Latency = { readonly [S in Stage]?: number }

/**
 * How a firm works: when each seat decides, what happens to its instructions before they act, and what people and tools cost.
 * Only cadence, latency and cost must be given; all else is off by default, and then an instruction acts exactly its latency after its issue.
 */
export interface Organisation {
  /** Hours between decisions; a seat that is left out is never asked. */
  cadence: { readonly [S in Seat]?: number }
  /** Hours by stage; a number is execution alone, and so is a seat that is left out, in no time. */
  latency: { readonly [S in Seat]?: number | Latency }
  /** Money a day for people and tools. */
  costPerDay: number
  /** Who does what. Work that no team holds never waits. */
  teams?: readonly Team[]
  /** Hours lost when an instruction passes from one team to another. */
  handOver?: number
  /** Standard deviation of the logarithm of service times, whose means stand: 0 they never vary. */
  spread?: number
  /** Share of a seat's instructions that are automated: once sensed they act, with no desk, approval or hand-over. */
  automated?: { readonly [S in Seat]?: number }
  /** Chance that approval sends an instruction back to be decided and approved again, each time. */
  rework?: number
  /** Faults of the instructions that people carry out, and of automated ones. */
  faults?: { readonly people?: Faults; readonly automated?: Faults }
  guardrails?: Guardrails
}

/**
 * A team's people take up the instructions of its seats at its stages in the order of their arrival, each person one after another: a
 * queue with as many servers as people. Functional silos are a team a function, so that an instruction passes through several; a team for a
 * stage of the customer's journey holds all stages of its seats.
 *
 * An instruction counts once, however many customers it is for: a team prepares, checks and releases a batch of messages, a media plan or a
 * round of creatives as one piece of work; letters are then sent by machine. What scales with customers (calls, visits) is the
 * capacity of a channel.
 */
export interface Team {
  name: string
  /** Seats whose instructions it handles. */
  seats: readonly Seat[]
  /** At which stages; all when left out. Of teams that hold the same work, the first does it. */
  stages?: readonly Stage[]
  /** How many people it has, 1 to 1000; 1 when left out. */
  people?: number
  /** Pieces of work (an instruction at a stage) that each of them can take up in a day; without end when left out. */
  capacityPerDay?: number
}

/** Chances that an instruction comes to nothing, and that it arrives a second time. */
export interface Faults {
  fails?: number
  twice?: number
}

/** A firm: its organisation, the sources it has connected, the columns its policies need, and the window in which engage is judged. */
export interface Firm {
  organisation: Organisation
  sources: readonly string[]
  needs: readonly string[]
  outcomeDays: number
}

/** Where an instruction stands: a stage by its number, or this, when it is on no desk any more and acts at its hour. */
export const ACTS = stages.length

/** A decision on its way. */
export interface Instruction<S extends Seat = Seat> {
  seat: S
  /** Its row of the journal; also decides ties. */
  sequence: number
  /** Hour of issue, since the burn-in's start. */
  issued: number
  /** The stage that it comes to at `hour`. */
  stage: number
  hour: number
  /** The team that had it last, by its number. */
  team?: number
  automated: boolean
  /** How often approval has sent it back. */
  reworked: number
  /** The second arrival of an instruction that arrived twice. */
  again?: true
  action: Actions[S]
  /** Of engage: whom the treatments are for, and what was sent to them so far. */
  rows?: Uint32Array
  sent?: Uint8Array
}

/** Hours that an instruction of a seat spends at a stage; undefined where the seat has no such stage. */
export function stageHours({ latency }: Organisation, seat: Seat, stage: Stage): number | undefined {
  const hours = latency[seat] ?? 0
  if (typeof hours === "number") return stage === "execute" ? hours : undefined
  return hours[stage]
}

/** The first stage of a seat's instructions from one on, by number; `ACTS` after the last. */
export function stageFrom(organisation: Organisation, seat: Seat, from: number): number {
  let stage = from
  while (stage < ACTS && stageHours(organisation, seat, stages[stage] as Stage) === undefined) stage++
  return stage
}

/** Number of the team that does a stage of a seat's instructions; −1 none. */
export function teamOf({ teams }: Organisation, seat: Seat, stage: Stage): number {
  return teams ? teams.findIndex((team) => team.seats.includes(seat) && (!team.stages || team.stages.includes(stage))) : -1
}

/** Is a seat with this cadence to decide at the start of a tick? */
export function isDue(cadenceHours: number | undefined, tick: number, hoursPerTick: number): boolean {
  if (cadenceHours === undefined) return false
  const from = tick * hoursPerTick
  return tick === 0 || Math.floor(from / cadenceHours) > Math.floor((from - hoursPerTick) / cadenceHours)
}
