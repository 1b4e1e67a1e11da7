import * as L from "./kernel/layout.ts"
import type { Play } from "./state.ts"
import { pushChannels, queryChannels } from "./world.ts"

/** What the tick just played did to each customer, by place: the truth, for recordings. No policy sees it. */
export interface Witness {
  /** Channels that reached the customer, messages opened or not included: a bit a channel of the world. */
  seen: Uint16Array
  /** Brands bought: a bit a brand. */
  bought: Uint8Array
}

export function newWitness({ memory }: Play): Witness {
  const places = memory.columns.flags.length
  return { seen: new Uint16Array(places), bought: new Uint8Array(places) }
}

/**
 * Reads the tick just played, into arrays of `newWitness`. Once a tick and before the next one: it writes over the tick's list, which nothing else reads.
 * Displays in stores reach nobody by name, so their channel is never seen.
 */
export function witness({ world, memory }: Play, into: Witness): void {
  const { list, header, kernel } = memory
  const length = header[L.LIST_LENGTH] as number
  const entries = new Uint8Array(list.buffer, list.byteOffset, length * L.ENTRY_BYTES)
  const ids = new Uint32Array(list.buffer, list.byteOffset, (length * L.ENTRY_BYTES) / 4)
  const queries = setsOf(queryChannels(world))
  const pushes = setsOf(pushChannels(world))
  const messages = [0, ...world.treatments.map(({ channel }) => 1 << channel)]
  into.seen.fill(0)
  into.bought.fill(0)
  for (let k = 0; k < length; k++) {
    const at = k * L.ENTRY_BYTES
    const place = ids[at / 4] as number
    into.seen[place] = (queries[entries[at + L.ENTRY_SHOWN] as number] as number) | (messages[entries[at + L.ENTRY_MESSAGE] as number] as number)
    into.bought[place] = entries[at + L.ENTRY_BOUGHT] as number
  }
  kernel.exposed()
  const reached = new Uint8Array(list.buffer, list.byteOffset, into.seen.length)
  for (let place = 0; place < reached.length; place++) into.seen[place] = (into.seen[place] as number) | (pushes[reached[place] as number] as number)
}

/** Of each set of a few channels, a bit each in their own order: the same set with a bit a channel of the world. */
function setsOf(channels: readonly number[]): Uint16Array {
  return Uint16Array.from({ length: 1 << channels.length }, (_, set) => channels.reduce((sum, c, k) => sum | (((set >> k) & 1) << c), 0))
}
