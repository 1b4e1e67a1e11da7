import { join } from "node:path"
import { parse, stringify } from "yaml"
import { load } from "../../scenarios/index.ts"
import { inside } from "../../sim/index.ts"
import { open } from "../../sim/market.ts"
import { median } from "../statistics/median.ts"
import { readText, root } from "./files.ts"
import { playKernel } from "./limit.ts"
import { idle } from "./speed.ts"

/** What a tick of a market costs with some of its channels only: nanoseconds a customer in the kernel's two passes. */
export interface Part {
  channels: string
  wide: number
  choice: number
  /** Millions of customer-ticks a second on one core. */
  millionsASecond: number
}

const query = ["search", "retail"]
const push = ["social", "video", "display", "tv", "affiliates", "talk"]

/** What is left in each line of the profile. */
const parts: Readonly<Record<string, (channel: string) => boolean>> = {
  "all of everyday's channels": () => true,
  "without search and retail, which queries bring": (name) => !query.includes(name),
  "without social, video, display, television, partners and talk, which come to people": (name) => !push.includes(name),
  "without either": (name) => !query.includes(name) && !push.includes(name),
}

interface Scenario {
  channels: { name: string }[]
  segments: { usage: Record<string, number> }[]
  brands: { spend?: Record<string, number> }[]
  history: { shares: Record<string, number> }
}

/** Everyday's text with some of its channels: the plan's shares of those that are left are raised to 1. */
function textWith(keep: (channel: string) => boolean): string {
  const data = parse(readText(join(root, "scenarios", "markets", "everyday.yaml"))) as Scenario
  const only = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).filter(([name]) => keep(name)))
  const shares = only(data.history.shares)
  const total = Object.values(shares).reduce((sum, share) => sum + Number.parseFloat(String(share)), 0)
  return stringify({
    ...data,
    channels: data.channels.filter(({ name }) => keep(name)),
    segments: data.segments.map((segment) => ({ ...segment, usage: only(segment.usage) })),
    brands: data.brands.map((brand) => (brand.spend ? { ...brand, spend: only(brand.spend) } : brand)),
    history: { ...data.history, shares: Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, Number.parseFloat(String(share)) / total])) },
  })
}

/** Where a tick's time goes: the kernel's passes on everyday, with channels taken out in turn. Lines are measured in turns, so that a busy spell meets all. */
export function profile(customers: number, rounds = 9): Part[] {
  const sources = readText(join(root, "scenarios", "sources.yaml"))
  const ticks = Math.max(4, Math.round(1_000_000 / customers))
  const memories = Object.values(parts).map((keep) => {
    const world = load("everyday", textWith(keep), sources, [`customers=${customers}`, "clock.burnIn=60", "clock.days=3650"])
    const market = open(world, idle, { seed: 1, replication: 0 })
    for (let t = 0; t < 3; t++) market.step({})
    return inside(market).memory
  })
  const times = memories.map(() => ({ wide: [] as number[], choice: [] as number[] }))
  for (let round = 0; round <= rounds; round++)
    memories.forEach((memory, k) => {
      const { wide, choice } = playKernel(memory, ticks)
      if (round === 0) return // the engine's optimising compiler comes first
      times[k]?.wide.push(wide / ticks / customers)
      times[k]?.choice.push(choice / ticks / customers)
    })
  return Object.keys(parts).map((channels, k) => {
    const wide = median(times[k]?.wide ?? [])
    const choice = median(times[k]?.choice ?? [])
    return { channels, wide, choice, millionsASecond: 1000 / (wide + choice) }
  })
}
