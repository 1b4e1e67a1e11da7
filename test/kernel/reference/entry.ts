import * as L from "../../../sim/kernel/layout.ts"
import type { Memory } from "../../../sim/memory.ts"

/** A customer to whom something may happen in the tick: what the wide pass hands to the choice pass. */
export interface Entry {
  place: number
  cell: number
  needs: number
  needRate: number
  /** Expected visits of nothing and of push media. */
  visitRate: number
  /** Uniforms for the visit and for each query channel. */
  visitUniform: number
  queryUniforms: number[]
  /** 1 − ξ · irritation, before the tick's exposures. */
  response: number
  /** Of each push channel. */
  exposures: number[]
}

function bytes(memory: Memory, k: number): DataView {
  return new DataView(memory.list.buffer, memory.list.byteOffset + k * L.ENTRY_BYTES, L.ENTRY_BYTES)
}

export function readEntry(memory: Memory, k: number): Entry {
  const at = bytes(memory, k)
  return {
    place: at.getInt32(L.ENTRY_ID, true),
    cell: at.getInt32(L.ENTRY_CELL, true),
    needs: at.getInt32(L.ENTRY_NEEDS, true),
    needRate: at.getFloat32(L.ENTRY_NEED_RATE, true),
    visitRate: at.getFloat32(L.ENTRY_VISIT_RATE, true),
    visitUniform: at.getFloat32(L.ENTRY_VISIT, true),
    queryUniforms: Array.from({ length: memory.header[L.QUERY_CHANNELS]! }, (_, q) => at.getFloat32(L.ENTRY_QUERY + 4 * q, true)),
    response: at.getFloat32(L.ENTRY_RESPONSE, true),
    exposures: Array.from({ length: memory.header[L.PUSH_CHANNELS]! }, (_, p) => at.getUint8(L.ENTRY_EXPOSURES + p)),
  }
}

export function writeEntry(memory: Memory, k: number, entry: Entry): void {
  const at = bytes(memory, k)
  at.setInt32(L.ENTRY_ID, entry.place, true)
  at.setInt32(L.ENTRY_CELL, entry.cell, true)
  at.setInt32(L.ENTRY_NEEDS, entry.needs, true)
  at.setFloat32(L.ENTRY_NEED_RATE, entry.needRate, true)
  at.setFloat32(L.ENTRY_VISIT_RATE, entry.visitRate, true)
  at.setFloat32(L.ENTRY_VISIT, entry.visitUniform, true)
  at.setFloat32(L.ENTRY_RESPONSE, entry.response, true)
  entry.queryUniforms.forEach((u, q) => at.setFloat32(L.ENTRY_QUERY + 4 * q, u, true))
  entry.exposures.forEach((e, p) => at.setUint8(L.ENTRY_EXPOSURES + p, e))
}
