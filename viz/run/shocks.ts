import type { World } from "../../sim/index.ts"

/** Something that happens on a day of the horizon, as a scenario's `events` state it: brands and channels by name. */
export type Shock =
  | { kind: "rivalPromotion"; day: number; days: number; brand: string; depth: number }
  | { kind: "rivalSpend"; day: number; days: number; brand: string; factor: number }
  | { kind: "demand"; day: number; days: number; factor: number }
  | { kind: "mediaPrices"; day: number; days: number; channel?: string; factor: number }
  | { kind: "consentLost"; day: number; family: string; share: number }

/** What is stated to happen in a world, in the order of days. */
export function shocksOf({ events = [], brands, channels }: World): Shock[] {
  return events
    .map((event): Shock => {
      if (event.kind === "rivalPromotion" || event.kind === "rivalSpend") return { ...event, brand: brands[event.brand]?.name as string }
      if (event.kind !== "mediaPrices") return event
      const { channel, ...all } = event
      return channel === undefined ? all : { ...all, channel: channels[channel]?.name as string }
    })
    .sort((a, b) => a.day - b.day)
}

/** The setting that adds a shock to a scenario, on the command line too: `events[]={kind: demand, day: 40, days: 7, factor: 1.4}`. */
export function settingOf(shock: Shock): string {
  return `events[]={${Object.entries(shock)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")}}`
}

/**
 * The shocks that a visitor may try at a day: what each kind of event would usually be. A rival's promotion is the one that its brand is known for, or a fifth off for a week;
 * a run on the category, as at a festival; an auction that others crowd; a rival's campaign; a browser that asks before it tracks.
 */
export function shocksAt(world: World, day: number): Shock[] {
  const lasting = { day, days: 14 }
  const rivals = world.brands.slice(1)
  const byAttraction = [...rivals].sort((a, b) => b.attraction - a.attraction)
  const promoter = [...byAttraction].sort((a, b) => b.promotion.perYear - a.promotion.perYear)[0]
  const largest = byAttraction[0]
  const spends = rivals.filter((brand) => brand.spend.some((money) => money > 0)).sort((a, b) => sum(b.spend) - sum(a.spend))[0]
  return [
    ...(promoter && largest
      ? [
          promoter.promotion.perYear > 0
            ? ({ kind: "rivalPromotion", day, days: promoter.promotion.days, brand: promoter.name, depth: promoter.promotion.depth } as const)
            : ({ kind: "rivalPromotion", day, days: 7, brand: largest.name, depth: 0.2 } as const),
        ]
      : []),
    ...(spends ? [{ kind: "rivalSpend", ...lasting, brand: spends.name, factor: 3 } as const] : []),
    { kind: "demand", ...lasting, factor: 1.4 },
    { kind: "demand", ...lasting, factor: 0.7 },
    { kind: "mediaPrices", ...lasting, factor: 1.5 },
    { kind: "consentLost", day, family: "behaviour", share: 0.5 },
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0)
}
