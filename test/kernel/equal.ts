import { Buffer } from "node:buffer"
import * as L from "../../sim/kernel/layout.ts"
import type { Memory } from "../../sim/memory.ts"

type View = Int32Array | Uint16Array | Uint8Array | Float32Array | Float64Array

function bytes(view: View): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength)
}

/** Everything of a market that means something, by name: the header, all columns and blocks, used entries of the list, events. */
function parts(memory: Memory): Record<string, View> {
  const { kernel: _, buffer: _b, size: _s, columns, list, events, ...blocks } = memory
  const entries = memory.header[L.LIST_LENGTH] as number
  const used = L.ENTRY_QUERY + 4 * (memory.header[L.QUERY_CHANNELS] as number)
  const pushes = memory.header[L.PUSH_CHANNELS] as number
  const entry = Array.from({ length: entries }, (_, k) => {
    const at = new Uint8Array(list.buffer, list.byteOffset + k * L.ENTRY_BYTES, L.ENTRY_BYTES)
    // bytes 28 to 31 are what the choice pass leaves to witnesses, no part of the law (test/sim/witness.test.ts), and only as many queries and exposures as there are channels
    return [...at.subarray(0, L.ENTRY_RESPONSE + 4), ...at.subarray(L.ENTRY_QUERY, used), ...at.subarray(L.ENTRY_EXPOSURES, L.ENTRY_EXPOSURES + pushes)]
  })
  const orders = Array.from({ length: memory.header[L.EVENT_LENGTH] as number }, (_, e) =>
    Array.from(events.subarray(e * L.EVENT_SLOTS, e * L.EVENT_SLOTS + L.EVENT_LATE + 1)),
  )
  return { ...columns, ...blocks, list: Uint8Array.from(entry.flat()), events: Int32Array.from(orders.flat()) }
}

/** Where two markets differ in any bit, each place as `name[k]: a against b`; empty where they are equal. */
export function differences(a: Memory, b: Memory): string[] {
  const [ours, theirs] = [parts(a), parts(b)]
  return Object.entries(ours).flatMap(([name, view]) => {
    const other = theirs[name] as View
    if (bytes(view).equals(bytes(other))) return []
    const width = view.BYTES_PER_ELEMENT
    const k = bytes(view).findIndex((byte, at) => byte !== bytes(other)[at])
    const place = Math.floor(k / width)
    return [`${name}[${place}]: ${view[place]} against ${other[place]}${view.length === other.length ? "" : `, of ${view.length} against ${other.length}`}`]
  })
}
