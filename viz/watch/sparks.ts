import type { Motion } from "./motion.ts"

/** Milliseconds that a spark is on its way from its channel to its customer. */
export const SPARK = 420
/** One customer in so many is sampled, the same on both sides. */
const ONE_IN = 1600

/** A contact on its way: from a channel's chip to a sampled customer. */
export interface Spark {
  side: 0 | 1
  channel: number
  customer: number
  since: number
}

/** The customers whose contacts are shown, evenly over the numbers: a number says nothing of its customer. */
export function sampled(n: number): readonly number[] {
  const k = Math.min(n, Math.max(4, Math.ceil(n / ONE_IN)))
  return Array.from({ length: k }, (_, j) => Math.floor(((j + 0.5) * n) / k))
}

/** Sparks of a tick: one for each channel that reached a sampled customer. */
export function ignite(sparks: Spark[], side: 0 | 1, sample: readonly number[], seen: Uint16Array, channels: number, now: number): void {
  for (const customer of sample) {
    const bits = seen[customer] as number
    for (let channel = 0; channel < channels; channel++) if ((bits >> channel) & 1) sparks.push({ side, channel, customer, since: now })
  }
}

/** Leaves out what has arrived. */
export function alive(sparks: readonly Spark[], now: number): Spark[] {
  return sparks.filter(({ since }) => now - since < SPARK)
}

/** Where a spark is, within its side. */
export function sparkAt({ customer, since }: Spark, chip: { x: number; y: number }, { x, y }: Motion, now: number): { x: number; y: number } {
  const t = Math.min(1, (now - since) / SPARK)
  return { x: Math.round(chip.x + ((x[customer] as number) - chip.x) * t), y: Math.round(chip.y + ((y[customer] as number) - chip.y) * t) }
}
