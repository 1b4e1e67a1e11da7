import type { Actions, Seat } from "./observation.ts"

/** How a firm works: when each seat decides, how long a decision takes to act, and what people and tools cost. */
export interface Organisation {
  /** Hours between decisions. */
  cadence: Record<Seat, number>
  /** Hours from a decision to its effect: sensing, approval and execution together. */
  latency: Record<Seat, number>
  /** Money a day for people and tools. */
  costPerDay: number
}

/** A firm: its organisation, the sources it has connected, the columns its policies need, and the window in which engage is judged. */
export interface Firm {
  organisation: Organisation
  sources: readonly string[]
  needs: readonly string[]
  outcomeDays: number
}

/** A decision on its way: it acts from `hour` (since the burn-in's start) on. Ties act in the order of issue. */
export interface Instruction<S extends Seat = Seat> {
  seat: S
  sequence: number
  issued: number
  hour: number
  action: Actions[S]
  /** Of engage: whom the treatments are for. */
  rows?: Uint32Array
}

/** Takes from the queue what acts before `until` (hours), in order of time, then of issue. */
export function takeDue(queue: Instruction[], until: number): Instruction[] {
  const due = queue.filter((i) => i.hour < until).sort((a, b) => a.hour - b.hour || a.sequence - b.sequence)
  const rest = queue.filter((i) => i.hour >= until)
  queue.splice(0, queue.length, ...rest)
  return due
}

/** Is a seat with this cadence to decide at the start of a tick? */
export function isDue(cadenceHours: number, tick: number, hoursPerTick: number): boolean {
  const from = tick * hoursPerTick
  return tick === 0 || Math.floor(from / cadenceHours) > Math.floor((from - hoursPerTick) / cadenceHours)
}
