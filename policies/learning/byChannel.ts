import type { Json } from "../policy.ts"

/** What is learned of each channel, made when one is first met, and found by its name in any market. */
export interface ByChannel<P> {
  of(channel: string): P
  save(): Json
  load(state: Json): void
}

export function byChannel<P extends { save(): Json; load(state: Json): void }>(make: () => P): ByChannel<P> {
  let made = new Map<string, P>()
  const of = (channel: string) => {
    const part = made.get(channel) ?? make()
    made.set(channel, part)
    return part
  }
  return {
    of,
    save: () => Object.fromEntries([...made].map(([channel, part]) => [channel, part.save()])),
    load(state) {
      made = new Map()
      for (const [channel, part] of Object.entries(state as { [channel: string]: Json })) of(channel).load(part)
    },
  }
}
