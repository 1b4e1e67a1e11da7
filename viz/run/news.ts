import { type Entry, inside, type Market } from "../../sim/index.ts"

/** Tells, tick by tick, which rows of a market's journal are new or have moved on since the last time; as copies. */
export function news(market: Market): () => readonly Entry[] {
  const open = new Map<number, string>()
  let told = 0
  return () => {
    const { journal } = inside(market).state
    const found: Entry[] = []
    for (const [sequence, before] of open) {
      const entry = journal[sequence] as Entry
      const now = standOf(entry)
      if (now === before) continue
      found.push(structuredClone(entry))
      if (entry.result === "on its way") open.set(sequence, now)
      else open.delete(sequence)
    }
    for (; told < journal.length; told++) {
      const entry = journal[told] as Entry
      found.push(structuredClone(entry))
      if (entry.result === "on its way") open.set(told, standOf(entry))
    }
    return found
  }
}

/** What of an instruction can change until it has its result. */
function standOf({ decided, approved, executed, acted, reworked, result }: Entry): string {
  return [decided, approved, executed, acted, reworked, result].join()
}
