/** Where the stacks stand, in device pixels from the side's top left corner. */
export interface Geometry {
  /** Side of a slot, and of the dot in it. */
  cell: number
  dot: number
  /** Slots from floor to top. */
  rows: number
  /** Per stage: left edge, and slots side by side. */
  left: readonly number[]
  across: readonly number[]
  /** y of the floor. */
  floor: number
}

/**
 * The largest slots with which every stage's greatest count fits under the top. A stage is as wide as its greatest count asks for, at least
 * `least` (room for its name); what is left over goes between the stages.
 * @param peaks greatest count of each stage, over both sides and the whole run
 * @param least width that a stage has at least, device pixels
 * @param gap between stages at least, device pixels
 */
export function geometry(peaks: readonly number[], width: number, height: number, least: number, gap: number): Geometry {
  const free = width - gap * (peaks.length - 1)
  const floorOf = Math.max(1, Math.min(least, Math.floor(free / peaks.length)))
  for (let cell = Math.max(1, Math.min(24, Math.floor(height))); ; cell--) {
    const rows = Math.max(1, Math.floor(height / cell))
    const across = peaks.map((peak) => Math.max(Math.floor(floorOf / cell), Math.ceil(peak / rows), 1))
    const used = across.reduce((sum, slots) => sum + slots * cell, 0)
    if (used > free && cell > 1) continue
    const between = peaks.length > 1 ? Math.max(gap, Math.floor((width - used) / (peaks.length - 1))) : 0
    let x = 0
    const left = across.map((slots) => {
      const at = x
      x += slots * cell + between
      return at
    })
    return { cell, dot: cell > 2 ? cell - 1 : cell, rows, left, across, floor: rows * cell }
  }
}

/** x of a slot's left edge. */
export function xOf({ left, across, cell }: Geometry, stage: number, slot: number): number {
  return (left[stage] as number) + (slot % (across[stage] as number)) * cell
}

/** y of a slot's upper edge. */
export function yOf({ across, cell, floor }: Geometry, stage: number, slot: number): number {
  return floor - (Math.floor(slot / (across[stage] as number)) + 1) * cell
}

/** The stage and slot at a point; undefined: between the stacks or below the floor. */
export function slotAt({ left, across, cell, floor }: Geometry, x: number, y: number): { stage: number; slot: number } | undefined {
  const stage = left.findIndex((at, s) => x >= at && x < at + (across[s] as number) * cell)
  if (stage < 0 || y >= floor) return undefined
  const row = Math.floor((floor - 1 - y) / cell)
  return { stage, slot: row * (across[stage] as number) + Math.floor((x - (left[stage] as number)) / cell) }
}
