import { type Closing, type Frame, type Opening, stageOf, stages } from "../run/frame.ts"

/** Two lives that never differ. */
export const NEVER = 0xffff

/** What has come of a run so far. Frames are kept as they came: what is shown of a tick follows from them alone. */
export class Recording {
  readonly opening: Opening
  readonly frames: Frame[] = []
  closing: Closing | undefined
  /** Greatest count of each stage so far, over both sides. */
  readonly peaks: number[] = stages.map(() => 0)
  /** Per tick and side, how many stand in each stage. */
  readonly counts: (readonly [Uint32Array, Uint32Array])[] = []
  /** Per customer, the first tick in which its two lives differ: where it stands, what it owns, what it buys. */
  readonly firstDifference: Uint16Array
  /** Per tick, how many lives have differed up to it. */
  readonly differing: number[] = []
  /** The most that a channel was given in a tick so far, money. */
  mostSpent = 0

  constructor(opening: Opening) {
    this.opening = opening
    this.firstDifference = new Uint16Array(opening.shown).fill(NEVER)
  }

  /** Last tick that can be shown; −1: none yet. */
  get last(): number {
    return this.frames.length - 1
  }

  get complete(): boolean {
    return this.last >= this.opening.horizon
  }

  /** Takes the next frame. @throws if it is not the next */
  add(frame: Frame): void {
    if (frame.tick !== this.frames.length) throw new Error(`a recording: expected tick ${this.frames.length}; found ${frame.tick}`)
    const [a, b] = frame.sides
    const counts = [count(a.life), count(b.life)] as const
    for (const side of counts) side.forEach((n, stage) => (this.peaks[stage] = Math.max(this.peaks[stage] as number, n)))
    let differing = this.differing.at(-1) ?? 0
    const first = this.firstDifference
    for (let i = 0; i < first.length; i++)
      if (first[i] === NEVER && a.life[i] !== b.life[i]) {
        first[i] = frame.tick
        differing++
      }
    for (const { totals } of frame.sides) this.mostSpent = Math.max(this.mostSpent, ...totals.spend)
    this.frames.push(frame)
    this.counts.push(counts)
    this.differing.push(differing)
  }

  life(side: number, tick: number): Uint8Array {
    return (this.frames[tick] as Frame).sides[side as 0 | 1].life
  }

  /** The customer after `from` (before it, with step −1) whose lives have differed up to a tick; −1: there is none. */
  nextDiffering(from: number, step: 1 | -1, tick: number): number {
    const n = this.firstDifference.length
    const start = from < 0 ? (step > 0 ? -1 : n) : from
    for (let k = 1; k <= n; k++) {
      const i = (((start + step * k) % n) + n) % n
      if ((this.firstDifference[i] as number) <= tick) return i
    }
    return -1
  }
}

function count(life: Uint8Array): Uint32Array {
  const counts = new Uint32Array(stages.length)
  for (let i = 0; i < life.length; i++) (counts[stageOf(life[i] as number)] as number)++
  return counts
}
