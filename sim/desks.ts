import * as L from "./kernel/layout.ts"
import { exp, normalQuantile } from "./math.ts"
import { type Seat, seats } from "./observation.ts"
import { ACTS, type Faults, type Instruction, type Organisation, type Stage, stageFrom, stageHours, stages, teamOf } from "./organisation.ts"
import { type Key, threefry, uniform } from "./random.ts"

/** An organisation at work: what is on its way, and from which hour each person of each team is free. */
export interface Work {
  organisation: Organisation
  key: Key
  queue: Instruction[]
  free: number[][]
  /** Told when a stage of an instruction is over. */
  finished?: (instruction: Instruction, stage: number, hour: number) => void
}

const SENSE = stages.indexOf("sense")
const APPROVE = stages.indexOf("approve")
const DECIDE = stages.indexOf("decide")

/**
 * Moves all instructions on through their stages until an hour, in order of time, then of issue. A team serves in order of arrival:
 * an instruction that comes at A is taken up at max(A, F) by the person who is free first, from F, and who is free again a service time S later
 * (Kiefer & Wolfowitz, "On the theory of queues with many servers", 1955; with one person Lindley's W' = max(0, W + S − A'), 1952);
 * S = 24 / capacity hours on average. The stage's own hours follow. Both vary by one lognormal factor of mean 1.
 * @returns those that act before the hour, in order; they are taken out of the queue
 */
export function advance(work: Work, until: number): Instruction[] {
  const due: Instruction[] = []
  for (;;) {
    let next = -1
    work.queue.forEach((instruction, k) => {
      if (instruction.hour < until && (next < 0 || before(instruction, work.queue[next] as Instruction))) next = k
    })
    if (next < 0) return due
    const instruction = work.queue[next] as Instruction
    if (instruction.stage === ACTS) {
      work.queue.splice(next, 1)
      due.push(instruction)
    } else pass(work, instruction)
  }
}

const before = (a: Instruction, b: Instruction) => a.hour < b.hour || (a.hour === b.hour && a.sequence < b.sequence)

/** Takes an instruction through the stage that it has come to, and on to the next. */
function pass({ organisation, key, free, finished }: Work, instruction: Instruction): void {
  const { seat, stage, automated } = instruction
  const name = stages[stage] as Stage
  const { spread = 0, rework = 0, handOver = 0, teams } = organisation
  const round = 1 + 2 * instruction.reworked
  const factor = spread > 0 ? exp(spread * normalQuantile(draw(key, instruction, round, stage)) - (spread * spread) / 2) : 1
  const team = automated ? -1 : teamOf(organisation, seat, name)
  const capacity = teams?.[team]?.capacityPerDay
  if (capacity !== undefined) {
    const people = free[team] as number[]
    const first = people.indexOf(Math.min(...people))
    instruction.hour = Math.max(instruction.hour, people[first] as number) + (24 / capacity) * factor
    people[first] = instruction.hour
  }
  instruction.hour += (stageHours(organisation, seat, name) ?? 0) * factor
  finished?.(instruction, stage, instruction.hour)
  if (automated) {
    instruction.stage = ACTS
    return
  }
  const sentBack = stage === APPROVE && rework > 0 && draw(key, instruction, round + 1, 0) < rework
  if (sentBack) instruction.reworked++
  instruction.stage = stageFrom(organisation, seat, sentBack ? DECIDE : stage + 1)
  if (team >= 0) instruction.team = team
  const to = instruction.stage === ACTS ? -1 : teamOf(organisation, seat, stages[instruction.stage] as Stage)
  if (to >= 0 && instruction.team !== undefined && instruction.team !== to) instruction.hour += handOver
}

/** Where an instruction issued now begins: an automated one is sensed at most. */
export function firstStage(organisation: Organisation, seat: Seat, automated: boolean): number {
  const first = stageFrom(organisation, seat, 0)
  return automated && first > SENSE ? ACTS : first
}

/** Desks at which nobody has work yet. */
export function freeDesks({ teams }: Organisation): number[][] {
  return teams?.map(({ people = 1 }) => new Array<number>(people).fill(0)) ?? []
}

/** Is an instruction issued now automated? */
export function isAutomated({ automated }: Organisation, key: Key, seat: Seat, issued: number): boolean {
  const share = automated?.[seat] ?? 0
  return share > 0 && draw(key, { seat, issued }, 0, 0) < share
}

/** What becomes of an instruction when it is carried out. */
export function faultOf({ faults }: Organisation, key: Key, instruction: Instruction): "fails" | "twice" | undefined {
  const { fails = 0, twice = 0 }: Faults = (instruction.automated ? faults?.automated : faults?.people) ?? {}
  if (instruction.again || fails + twice === 0) return undefined
  const u = draw(key, instruction, 0, 1)
  return u < fails ? "fails" : u < fails + twice ? "twice" : undefined
}

const words = new Uint32Array(4)

/** A uniform of an instruction's own, keyed by its seat and hour of issue, so that whatever else a firm does, its luck stays. */
function draw(key: Key, { seat, issued }: Pick<Instruction, "seat" | "issued">, block: number, word: number): number {
  threefry(key, Math.floor(issued), seats.indexOf(seat), block, L.DRAW_ORGANISATION, words)
  return uniform(words[word] as number)
}
