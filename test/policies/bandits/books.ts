import type { Books, Observation } from "../../../sim/observation.ts"

/** An observation of a firm of which only what is given is so; no sources beside the series given, a tick a day. */
export function seen(tick: number, books: Partial<Books>, series: Record<string, Float64Array> = {}, hoursPerTick = 24): Observation {
  const all: Books = {
    available: 1e6,
    budget: 1e6,
    remaining: 300,
    margin: 0,
    channels: ["search", "video"],
    paid: ["search", "video"],
    deposits: new Float64Array(2),
    auctions: [],
    bidCaps: new Float64Array(0),
    bids: new Float32Array(0),
    segments: ["all"],
    rivals: [],
    treatments: [],
    creatives: [],
    creativeCost: 0,
    match: new Uint16Array(2),
    pricing: { list: 10, unitCost: 5, price: 1, promotion: 0, floor: 0 },
    ...books,
  }
  return {
    tick,
    hoursPerTick,
    books: all,
    customers: { rows: new Uint32Array(0), column: () => undefined, age: () => Number.NaN },
    series: (name) => series[name],
  }
}
