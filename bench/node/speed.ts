import type { Firm } from "../../sim/index.ts"
import { inside, type Market, open } from "../../sim/market.ts"
import { median } from "../statistics/median.ts"
import { type Line, weightedLine } from "../statistics/weightedLine.ts"
import { readScenario } from "./files.ts"
import { compileLimit, flags, playKernel, type Uncompiled } from "./limit.ts"

/** How fast the market is, as ratios against C on the same work in the same run, and as cost a step and a customer. */
export interface Speed {
  /** Without a gcc that compiles there is no C to compare with. */
  limit: { compiler: string; sizes: readonly Ratio[] } | null
  uncompiled: Uncompiled | null
  step: {
    /** Median time of one step without decisions, in microseconds. */
    sizes: readonly { customers: number; microseconds: number; nanosecondsACustomer: number; bytesACustomer: number }[]
    /** Fixed cost a step (microseconds) and cost a customer (nanoseconds): least squares over the sizes, relative errors alike. */
    fit: { fixedMicroseconds: number; nanosecondsACustomer: number }
  }
}

export interface Ratio {
  customers: number
  /** C's time over the kernel's, both passes: the median of the pairs. */
  ratio: number
  wide: number
  choice: number
  pairs: number
  /** Millions of customer-ticks a second in the kernel's two passes, on one core. */
  millionsASecond: number
  /** The same for C. */
  limitMillionsASecond: number
  /** Every total of every tick and the whole memory at the end, to the last bit. */
  equal: boolean
}

/** A firm that never decides. */
export const idle: Firm = {
  organisation: {
    cadence: { plan: 168, create: 168, engage: 24, respond: 168, bid: 24 },
    latency: { plan: 0, create: 0, engage: 0, respond: 0, bid: 0 },
    costPerDay: 0,
  },
  sources: [],
  needs: [],
  outcomeDays: 14,
}

/** A market of everyday in the middle of its history's routine. */
function marketOf(customers: number): Market {
  const market = open(readScenario("everyday", [`customers=${customers}`, "clock.burnIn=60", "clock.days=3650"]), idle, { seed: 1, replication: 0 })
  for (let t = 0; t < 3; t++) market.step({})
  return market
}

/** @param sizes customers of the markets that are compared with C @param report called with what is being measured */
export async function measureSpeed(sizes: readonly number[], report: (what: string) => void): Promise<Speed> {
  const ratios: Ratio[] = []
  let uncompiled: Uncompiled | null = null
  for (const customers of sizes) {
    report(`kernel against C, ${customers} customers`)
    const ratio = await against(customers)
    if ("found" in ratio) uncompiled = ratio
    else ratios.push(ratio)
  }
  const steps = [...new Set([500, 1000, 2000, 4000, 8000, 16000, ...sizes])]
    .sort((a, b) => a - b)
    .map((customers) => {
      report(`a step, ${customers} customers`)
      return stepTime(customers)
    })
  const line: Line = weightedLine(steps.map((s) => ({ x: s.customers, y: s.microseconds, weight: 1 / s.microseconds ** 2 })))
  return {
    limit: uncompiled ? null : { compiler: `gcc ${flags.join(" ")}`, sizes: ratios },
    uncompiled,
    step: { sizes: steps, fit: { fixedMicroseconds: line.intercept, nanosecondsACustomer: line.slope * 1000 } },
  }
}

async function against(customers: number): Promise<Ratio | Uncompiled> {
  const { memory } = inside(marketOf(customers))
  const limit = await compileLimit(memory)
  if ("found" in limit) return limit
  try {
    const ticks = Math.max(4, Math.min(400, Math.round(2_000_000 / customers)))
    for (let k = 0; k < 5; k++) playKernel(memory, ticks) // the engine's optimising compiler comes first
    const pairs = []
    for (let k = 0; k < 15; k++) pairs.push({ kernel: playKernel(memory, ticks), c: await limit.play(ticks) })
    const both = ({ wide, choice }: { wide: number; choice: number }) => wide + choice
    return {
      customers,
      ratio: median(pairs.map(({ kernel, c }) => both(c) / both(kernel))),
      wide: median(pairs.map(({ kernel, c }) => c.wide / kernel.wide)),
      choice: median(pairs.map(({ kernel, c }) => c.choice / kernel.choice)),
      pairs: pairs.length,
      millionsASecond: (customers * ticks * 1000) / median(pairs.map(({ kernel }) => both(kernel))),
      limitMillionsASecond: (customers * ticks * 1000) / median(pairs.map(({ c }) => both(c))),
      equal: pairs.every(({ kernel, c }) => kernel.digest === c.digest),
    }
  } finally {
    await limit.close()
  }
}

function stepTime(customers: number) {
  const market = marketOf(customers)
  const times = []
  const steps = Math.max(15, Math.min(3000, Math.round(6_000_000 / customers)))
  for (let k = 0; k < steps; k++) {
    const start = performance.now()
    market.step({})
    times.push((performance.now() - start) * 1000)
  }
  const microseconds = median(times.slice(times.length >> 2))
  return {
    customers,
    microseconds,
    nanosecondsACustomer: (microseconds * 1000) / customers,
    bytesACustomer: inside(market).memory.size / customers,
  }
}
