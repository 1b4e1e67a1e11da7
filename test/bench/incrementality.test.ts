import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { incrementality } from "../../bench/cli/incrementality.ts"
import { type Incrementality, type Increments, increments, kinds, summarise } from "../../bench/incrementality.ts"
import { readScenario, root } from "../../bench/node/files.ts"
import { playAgain, record } from "../../bench/replay.ts"
import { quiet, quietMedia, quietMessage, quietSegment } from "../../bench/validate/quiet.ts"
import { type Kinds, playerOf, policy, type Strategy, shipped, strategies } from "../../policies/index.ts"
import { digest, open, showDigest } from "../../sim/index.ts"
import { small } from "./small.ts"

const luck = { seed: 1, replication: 0 }

/** Spends evenly on all channels and writes to everybody who is due. */
const everywhere: Strategy = {
  name: "everywhere",
  about: "Money for all.",
  organisation: { cadence: { plan: 24, engage: 24 }, latency: {}, costPerDay: 0 },
  sources: [],
  outcomeDays: 3,
  policies: { plan: { policy: "even" }, engage: { policy: "everybody" } },
}

const evenly = policy({ name: "even", seat: "plan", about: "", source: "", options: {} }, () => ({
  needs: [],
  act: ({ books }) => ({ action: { shares: Float64Array.from(books.paid, () => 1 / books.paid.length), spend: 60 } }),
  save: () => null,
  load: () => {},
}))

const everybody = policy({ name: "everybody", seat: "engage", about: "", source: "", options: {} }, () => ({
  needs: [],
  act: ({ customers }) => ({ action: { treatment: new Uint8Array(customers.rows.length).fill(1) } }),
  save: () => null,
  load: () => {},
}))

const policies: Kinds = new Map([...shipped, ["even", evenly], ["everybody", everybody]] as unknown as [string, never][])

/** Two media that move sales or not, and mail. */
function world(social: object, video: object, message: object = {}) {
  const made = quiet({
    customers: 1000,
    clock: { days: 20, runOut: 5 },
    segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 2 }, none: 0, subscribed: 0.8, usage: { social: 2, video: 2 } }],
    brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.4 })),
    channels: [
      { ...quietMedia, ...social },
      { ...("kind" in video ? {} : quietMedia), name: "video", ...video },
      { name: "mail", kind: "owned", costPerMessage: 0.05 },
    ],
    treatments: [{ ...quietMessage, ...message }],
    history: { spend: 0, shares: { social: 0.5, video: 0.5 } },
    customer: { goodwill: { elasticity: 0.5 } },
    choice: { none: 0.3 },
  })
  // all channels share their creatives, so one could bring another something by sparing them from wear: not here
  return { ...made, creative: { ...made.creative, halfLifeExposures: Number.POSITIVE_INFINITY } }
}

describe("a recorded run", () => {
  test.each([strategies.digital, strategies.intelligent])("of $name, its instructions played again, is that run bit for bit", (strategy) => {
    const everyday = readScenario("everyday", small)
    const player = playerOf(strategy)
    const start = open(everyday, player.firm, luck)
    const [market, again] = [start.fork("same"), start.fork("same")]
    const turns = record(market, player, luck, everyday.clock.horizon + everyday.clock.runOut)
    playAgain(again, turns, { force: () => ({}), rivals: "frozen" })
    expect(showDigest(digest(again))).toBe(showDigest(digest(market)))
  })
})

describe("incrementality", () => {
  test("of channels without effect is exactly nothing: their money is lost", () => {
    const { channels, all } = increments(world({}, {}), everywhere, luck, "direct", policies)
    for (const { cost, gain } of channels) {
      expect(cost).toBeGreaterThan(0)
      expect(gain.revenue).toBe(0)
      expect(gain.profit).toBeCloseTo(-cost, 6)
    }
    expect(all.revenue).toBe(0)
  })

  test("of one channel that works is all there is, in every kind; and of the others nothing", () => {
    const working = world({ gain: 0.3 }, {})
    for (const kind of ["direct", "market", "policy"] as const) {
      const { channels, all, outcome } = increments(working, everywhere, luck, kind, policies)
      const [social, video, mail] = channels.map(({ gain }) => gain.revenue) as [number, number, number]
      expect(social).toBeGreaterThan(0.02 * outcome.revenue)
      expect(social).toBe(all.revenue)
      expect(video).toBe(0)
      expect(mail).toBe(0)
    }
  })

  test("profit of a channel taken away is that of one that reaches nobody: its cost is counted once", () => {
    const partners = { kind: "commission", payment: { per: "sale", rate: 0.1, reference: 100 }, click: 0.05, gain: 0.2, irritation: 0 }
    const working = world({ gain: 0.3 }, partners, { gain: 0.2 })
    const [direct, market] = (["direct", "market"] as const).map((kind) => increments(working, everywhere, luck, kind, policies)) as [Increments, Increments]
    direct.channels.forEach(({ gain }, k) => {
      const other = market.channels[k]?.gain as typeof gain
      // without rivals' spend nobody answers, so the two differ in nothing else
      expect(other.revenue).toBeCloseTo(gain.revenue, 6)
      expect(other.profit).toBeCloseTo(gain.profit, 6)
      expect(other.cost).toBeCloseTo(gain.cost, 6)
    })
  })

  test("at the margin, 5 % more money costs 5 % more and brings a little; where nothing works, nothing", () => {
    const { channels } = increments(world({ gain: 0.3 }, {}), everywhere, luck, "marginal", policies)
    expect(channels).toHaveLength(2)
    const [social, video] = channels as [Increments["channels"][number], Increments["channels"][number]]
    expect(social.cost).toBe(social.gain.cost)
    expect(social.cost).toBeCloseTo(0.05 * 30 * 20, 0)
    expect(social.gain.revenue).toBeGreaterThan(0)
    expect(video.gain.revenue).toBe(0)
    expect(video.gain.profit).toBeCloseTo(-video.gain.cost, 6)
  })

  test("is summed up as totals over totals, with what channels do together beyond their sum", () => {
    const of = (revenue: number, cost: number) => ({ cost, gain: { revenue, profit: revenue / 2 - cost, cost } })
    const replication = (scale: number): Increments => ({
      outcome: { revenue: 100, profit: 40, cost: 12 },
      channels: [of(10 * scale, 5), of(20, 5 * scale), of(0, 0)],
      all: { revenue: 45, profit: 10, cost: 10 },
      attributed: { last: [30, 0, 0], even: [10 * scale, 20, 0] },
    })
    const { channels, interaction, models } = summarise(world({}, {}), "direct", [replication(1), replication(2)])
    expect(channels.map(({ roasIncremental }) => roasIncremental?.value ?? null)).toEqual([30 / 10, 40 / 15, null])
    expect(channels[0]?.overCredited.last?.value).toBe(2)
    expect(interaction.value).toBe(45 - 35)
    expect(models.map(({ name, distance }) => [name, distance?.value])).toEqual([
      ["last", 40 / 70],
      ["even", 0],
    ])
  })
})

describe("marketlab incrementality", () => {
  test("gives one JSON document: each channel's cost, revenue with interval, and what models credit it with", () => {
    const settings = small.flatMap((setting) => ["--set", setting])
    const run = spawnSync(process.execPath, [join(root, "dist/bench/cli/main.js"), "incrementality", "--replications", "2", ...settings, "--json"])
    expect(run.stderr.toString()).toBe("")
    expect(run.status).toBe(0)
    const { kind, channels, replications } = JSON.parse(run.stdout.toString()) as Incrementality
    expect([kind, replications]).toEqual(["direct", 2])
    expect(channels.map(({ name }) => name)).toEqual(["search", "retail", "social", "video", "display", "tv", "affiliates", "shelf", "talk", "mail"])
    for (const { revenue, attributed } of channels) {
      expect(revenue.ci?.[0]).toBeLessThanOrEqual(revenue.value)
      expect(Object.keys(attributed)).toEqual(expect.arrayContaining(["last", "linear"]))
    }
  })

  test("refuses a kind that is not there", async () => {
    await expect(incrementality(["--kind", "marginl"])).rejects.toThrow(
      `--kind: expected one of ${Object.keys(kinds).join(", ")}; found "marginl". Did you mean marginal?`,
    )
  })
})
