import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { validate } from "../../bench/cli/validate.ts"
import { root } from "../../bench/node/files.ts"
import { jackknife } from "../../bench/statistics/jackknife.ts"
import { mean } from "../../bench/statistics/mean.ts"
import { buyers } from "../../bench/validate/experiments/buyers.ts"
import { duration } from "../../bench/validate/experiments/duration.ts"
import { price } from "../../bench/validate/experiments/price.ts"
import { experimentOf, experiments } from "../../bench/validate/experiments.ts"
import { openLab } from "../../bench/validate/lab.ts"
import { quiet, quietSegment } from "../../bench/validate/quiet.ts"
import type { Validation } from "../../bench/validate/report.ts"
import { findingsOf } from "../../scenarios/findings.ts"
import { InputError } from "../../scenarios/index.ts"
import { inside } from "../../sim/index.ts"

const text = readFileSync(join(root, "scenarios", "findings.yaml"), "utf8")
const findings = findingsOf("findings.yaml", text)

describe("findings", () => {
  test("each has a range that holds what is published, and no experiment measures what is not a finding", () => {
    for (const { name, range, published } of findings) {
      expect(published, name).toBeGreaterThanOrEqual(range[0])
      expect(published, name).toBeLessThanOrEqual(range[1])
    }
    const names = findings.map(({ name }) => name)
    for (const { figures } of experiments) for (const name of Object.keys(figures)) expect(names).toContain(name)
    expect(experimentOf("priceElasticity")).toBe(price)
  })

  test.each([
    [
      text.replace("range: [0.05, 0.22]", "range: [0.22, 0.05]"),
      "findings.yaml: findings.advertisingShortRun.range: expected the least before the most; found [0.22,0.05]",
    ],
    [
      text.replace("published: 0.12", "publishd: 0.12"),
      'findings.yaml: findings.advertisingShortRun.publishd: expected a known key; found "publishd". Did you mean published?',
    ],
    [
      text.replace("name: advertisingLongRun", "name: advertisingShortRun"),
      'findings.yaml: findings: expected distinct names; found "advertisingShortRun" twice',
    ],
  ])("a file that is wrong is one clear message", (wrong, message) => {
    expect(() => findingsOf("findings.yaml", wrong)).toThrow(InputError)
    expect(() => findingsOf("findings.yaml", wrong)).toThrow(message)
  })
})

describe("the jackknife", () => {
  const sums = [3, 1, 4, 1, 5, 9, 2, 6].map((x) => [x, 1])
  test("of a mean is the mean's own t interval", () => {
    const { value, ci } = jackknife(sums, ([x = 0, n = 0]) => x / n) as NonNullable<ReturnType<typeof jackknife>>
    const exact = mean(sums.map(([x]) => x as number))
    expect(value).toBeCloseTo(exact?.mean as number, 12)
    ci?.forEach((end, k) => expect(end).toBeCloseTo(exact?.ci?.[k] as number, 10))
  })

  test("is null where the figure is, and has no interval of one replication", () => {
    expect(jackknife([[0], [0]], ([x = 0]) => (x > 0 ? x : null))).toBeNull()
    expect(jackknife([[2]], ([x = 0]) => x)).toEqual({ n: 1, value: 2, ci: null })
    expect(jackknife([], ([x = 0]) => x)).toBeNull()
  })
})

const shops = [0.5, 0.3, 0.2].map((attraction, b) => ({ name: `brand${b}`, price: 10, attraction }))

describe("experiments measure what they say", () => {
  test("the price elasticity of a logit market: relative change of (s/(s + (1 − s) f^β)) over that of the price", () => {
    const beta = 2.5
    const world = quiet({
      customers: 2000,
      clock: { days: 28 },
      segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 5 }, priceSensitivity: { mean: beta, sigma: 0 } }],
      brands: shops,
      choice: { dirichlet: 1000 }, // the same attractions for everybody
    })
    const figures = [0, 1, 2, 3].map((replication) => price.sums(openLab(world, { seed: 1, replication }, 28)))
    const measured = jackknife(figures, (sums) => price.figures.priceElasticity?.(sums) ?? null)
    const odds = 0.9 ** -beta
    const exact = ((0.5 * odds) / (0.5 * odds + 0.5) / 0.5 - 1) / -0.1
    expect(Math.abs((measured?.value as number) - exact)).toBeLessThan(0.01 * Math.abs(exact))
  })

  test("how long a geometric effect lasts: nine tenths of it come within ln 10 / λ", () => {
    const days = 60 // mean life
    const daily = Array.from({ length: 328 }, (_, day) => Math.exp(-day / days))
    const all = 1 - Math.exp(-328 / days)
    const exact = (-days * Math.log(1 - 0.9 * all) - 14) / (365.25 / 12)
    expect(duration.figures.advertisingDuration?.(daily)).toBeCloseTo(exact, 1)
    expect(duration.figures.advertisingDuration?.(daily.map(() => 0))).toBeNull()
  })

  test("who buys what: purchases seen in the customers' state are the market's orders", () => {
    const world = quiet({
      customers: 300,
      clock: { tick: "hour", days: 85 },
      segments: [{ ...quietSegment, needRate: { mean: 0.05, shape: 1 }, defection: { a: 1, b: 9 } }],
      brands: shops,
    })
    const lab = openLab(world, { seed: 2, replication: 0 }, 85)
    const [customers, ...rest] = buyers.sums(lab)
    const { brandOrders } = inside(lab.reference.market).state.ledger
    expect(customers).toBe(300)
    brandOrders.forEach((orders, b) => {
      const seen = rest[2 * b + 1] as number
      expect(Math.abs(seen - orders)).toBeLessThan(0.03 * orders) // the last day is the reference's alone
    })
  })

  test("laws of buying hold exactly where they are put in", () => {
    const penetration = [0.5, 0.3, 0.2]
    const sums = (w: (b: number) => number, both: (x: number, y: number) => number) => [
      1,
      ...penetration.flatMap((b) => [b, b * w(b)]),
      ...penetration.flatMap((x, k) => penetration.map((y, j) => (k === j ? 0 : both(x, y)))),
    ]
    const law = sums(
      (b) => 2 / (1 - b),
      (x, y) => 1.2 * x * y,
    )
    expect(buyers.figures.doubleJeopardy?.(law)).toBeGreaterThan(0.95)
    expect(buyers.figures.doubleJeopardyLine?.(law)).toBeCloseTo(0, 12)
    expect(buyers.figures.duplicationOfPurchase?.(law)).toBeCloseTo(0, 12)
    const loyal = sums(
      (b) => 2 - b,
      (x, y) => x * y * (x > 0.4 || y > 0.4 ? 1 : 2),
    )
    expect(buyers.figures.doubleJeopardy?.(loyal)).toBeLessThan(-0.9)
    expect(buyers.figures.duplicationOfPurchase?.(loyal)).toBeGreaterThan(0.2)
  })
})

describe("marketlab validate", () => {
  const small = ["--replications", "2", "--customers", "300", "--set", "clock.burnIn=28"]

  test("gives one JSON document: each finding with its range, value, interval and source", () => {
    const run = spawnSync(process.execPath, [join(root, "dist/bench/cli/main.js"), "validate", "everyday", "--only", "priceElasticity", ...small, "--json"])
    expect(run.stderr.toString()).toBe("")
    expect(run.status).toBe(0)
    const { findings: measured, checks } = JSON.parse(run.stdout.toString()) as Validation
    expect(checks).toEqual([])
    expect(measured).toHaveLength(1)
    const [result] = measured
    expect(result?.range).toEqual([-4, -1])
    expect(result?.source).toContain("Bijmolt")
    expect(result?.replications).toBe(2)
    expect(result?.value).toBeLessThan(0)
    expect(result?.ci?.[0]).toBeLessThan(result?.value as number)
    expect(result?.status === "in range").toBe((result?.value as number) >= -4 && (result?.value as number) <= -1)
  })

  test("bad input is one message, before anything is played", async () => {
    await expect(validate(["--only", "priceElastic"])).rejects.toThrow(/--only: expected .*Did you mean priceElasticity\?/)
    await expect(validate(["everydy"])).rejects.toThrow(/Did you mean everyday\?/)
    await expect(validate(["--report", "/none/report.md"])).rejects.toThrow(/--report: \/none\/report\.md: expected a file in a folder; found no folder \/none/)
    await expect(validate(["--replications", "1"])).rejects.toThrow("--replications: expected a whole number from 2 to 1000")
  })
})
