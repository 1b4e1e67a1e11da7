import { ownerOf, stageOf, stages } from "../run/frame.ts"

/**
 * Where one side's dots stand: a stack of slots a stage, counted from the floor. A dot keeps its slot until its customer changes stage,
 * and then takes the lowest free one. A slot is taken only when all below it are, so a stack never reaches above its greatest count.
 */
export interface Layout {
  stage: Uint8Array
  slot: Uint16Array
  /** Per stage, a bit a slot: taken. */
  taken: readonly Uint32Array[]
  /** Per stage: no slot below this is free. */
  lowest: Uint16Array
}

/** Most customers that a layout holds: slots are 16 bits. */
export const MOST = 65_536

function empty(n: number): Layout {
  if (n > MOST) throw new RangeError(`a picture of customers: expected at most ${MOST}; found ${n}`)
  return {
    stage: new Uint8Array(n),
    slot: new Uint16Array(n),
    taken: stages.map(() => new Uint32Array(Math.ceil(n / 32) + 1)),
    lowest: new Uint16Array(stages.length),
  }
}

function take(layout: Layout, i: number, stage: number): void {
  const taken = layout.taken[stage] as Uint32Array
  let word = (layout.lowest[stage] as number) >>> 5
  while (taken[word] === 0xffffffff) word++
  const free = ~(taken[word] as number)
  const bit = 31 - Math.clz32(free & -free)
  taken[word] = (taken[word] as number) | (1 << bit)
  const slot = (word << 5) | bit
  layout.lowest[stage] = slot
  layout.stage[i] = stage
  layout.slot[i] = slot
}

function leave(layout: Layout, i: number): void {
  const stage = layout.stage[i] as number
  const slot = layout.slot[i] as number
  const taken = layout.taken[stage] as Uint32Array
  taken[slot >>> 5] = (taken[slot >>> 5] as number) & ~(1 << (slot & 31))
  if (slot < (layout.lowest[stage] as number)) layout.lowest[stage] = slot
}

/** Stacks everyone by brand owned: ours at the floor, then each rival's, then nobody's; within these by number. */
export function layOut(life: Uint8Array): Layout {
  const layout = empty(life.length)
  for (let owner = 0; owner < 8; owner++)
    for (let i = 0; i < life.length; i++) if (((ownerOf(life[i] as number) + 8) & 7) === owner) take(layout, i, stageOf(life[i] as number))
  return layout
}

/**
 * Moves who changed stage: all leave, then each takes a slot, in the order of their numbers.
 * @param movers is filled with their numbers
 * @returns how many
 */
export function move(layout: Layout, life: Uint8Array, movers: Uint32Array): number {
  let moved = 0
  for (let i = 0; i < life.length; i++)
    if (stageOf(life[i] as number) !== layout.stage[i]) {
      leave(layout, i)
      movers[moved++] = i
    }
  for (let k = 0; k < moved; k++) take(layout, movers[k] as number, stageOf(life[movers[k] as number] as number))
  return moved
}

export function copy({ stage, slot, taken, lowest }: Layout): Layout {
  return { stage: stage.slice(), slot: slot.slice(), taken: taken.map((bits) => bits.slice()), lowest: lowest.slice() }
}

/** Who stands in a slot; −1: nobody. */
export function whoStands(layout: Layout, stage: number, slot: number): number {
  for (let i = 0; i < layout.slot.length; i++) if (layout.slot[i] === slot && layout.stage[i] === stage) return i
  return -1
}
