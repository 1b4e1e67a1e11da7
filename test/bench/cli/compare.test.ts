import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parquetReadObjects } from "hyparquet"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { compare } from "../../../bench/cli/compare.ts"
import { listCommand } from "../../../bench/cli/list.ts"
import { run } from "../../../bench/cli/run.ts"
import type { Summary } from "../../../bench/experiment.ts"
import { root } from "../../../bench/node/files.ts"
import { InputError } from "../../../scenarios/index.ts"
import { small } from "../small.ts"
import { commandIn } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = small.flatMap((setting) => ["--set", setting])

const marketlab = commandIn(folder)

/** What a command prints, called here. */
async function printed(command: (argv: string[]) => number | Promise<number>, ...argv: string[]): Promise<string> {
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0)
  try {
    expect(await command(argv)).toBe(0)
  } finally {
    write.mockRestore()
  }
  return lines.join("")
}

async function compared(args: readonly string[]): Promise<Summary> {
  const { code, out, err } = await marketlab(["compare", ...args, ...settings, "--json"])
  expect(err).toBe("")
  expect(code).toBe(0)
  return JSON.parse(out)
}

const parts = (out: string) => (existsSync(join(folder, out)) ? readdirSync(join(folder, out)).filter((name) => name.endsWith(".parquet")) : [])

async function rows(out: string): Promise<unknown[]> {
  const all = await Promise.all(
    parts(out)
      .sort()
      .map((name) => parquetReadObjects({ file: new Uint8Array(readFileSync(join(folder, out, name))).buffer as ArrayBuffer })),
  )
  return all.flat()
}

/** Calls back once a folder holds some parts. */
function afterParts(out: string, count: number, then: () => void): void {
  const timer = setInterval(() => {
    if (parts(out).length < count) return
    clearInterval(timer)
    then()
  }, 5)
}

describe("compare", () => {
  const args = ["everyday", "--replications", "4", "--workers", "1"]
  let one: Summary
  beforeAll(async () => {
    one = await compared([...args, "--out", "one"])
  })

  test("gives the same document for one thread and two, by name and by path, and again from what is kept", async () => {
    const two = await compared([join(root, "scenarios/markets/everyday.yaml"), "--replications", "4", "--workers", "2", "--out", "two"])
    expect(two.digest).toBe(one.digest)
    expect({ ...two, command: "" }).toEqual({ ...one, command: "" })
    expect(await rows("two")).toEqual(await rows("one"))
    expect(await compared([...args, "--out", "one"])).toEqual(one)
    expect(one).toMatchObject({ scenario: "everyday", seed: 1, replications: 4, primary: "profit" })
    expect(one.command).toContain("--set customers=400")
  })

  test("more replications go on from those that are there, and begin with them", async () => {
    cpSync(join(folder, "one"), join(folder, "more"), { recursive: true })
    const more = await compared(["--replications", "5", "--out", "more"])
    expect(more.strategies[0]?.metrics.profit.values.slice(0, 4)).toEqual(one.strategies[0]?.metrics.profit.values)
    expect(parts("more")).toHaveLength(5)
    for (const name of parts("one")) expect(readFileSync(join(folder, "more", name))).toEqual(readFileSync(join(folder, "one", name)))
  })

  test("a strategy differs from itself by exactly 0 in every metric", async () => {
    const { pairs, strategies, verdict } = await compared(["--strategies", "digital,digital", "--replications", "2", "--out", "same"])
    expect(strategies.map((s) => s.name)).toEqual(["digital", "digital#2"])
    for (const pair of pairs) expect([pair.metric, pair.difference ?? 0]).toEqual([pair.metric, 0])
    expect(verdict).toMatch(/earned exactly the same in all 2 repeats/)
  })

  test("killed and called again, it ends with the rows of an uninterrupted run", async () => {
    await marketlab(["compare", ...args, ...settings, "--out", "killed"], (child) => afterParts("killed", 2, () => child.kill("SIGKILL")))
    const left = parts("killed").length
    expect(left).toBeGreaterThanOrEqual(2)
    expect(left).toBeLessThan(4)
    expect(await compared([...args, "--out", "killed"])).toEqual(one)
    expect(await rows("killed")).toEqual(await rows("one"))
  })

  test("Ctrl-C keeps what is finished, says so, and exits with 130", async () => {
    const { code, out, err } = await marketlab(["compare", "--replications", "40", "--workers", "1", ...settings, "--out", "stopped", "--json"], (child) =>
      afterParts("stopped", 1, () => child.kill("SIGINT")),
    )
    expect(code).toBe(130)
    expect(out).toBe("")
    expect(err).toMatch(/^Stopped: \d+ of 40 repeats are kept in stopped; the same command goes on from there\.\n$/)
  })

  test("says the verdict first, then the table, then where it is and how to have it again", async () => {
    const { code, out, err } = await marketlab(["compare", "--replications", "2", ...settings, "--out", "said"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(out).toMatch(/^Intelligent earned (more|less) in \d of 2 repeats, on average CNY /)
    expect(out).toMatch(/\nprofit +CNY /)
    expect(out.trimEnd().split("\n").at(-2)).toBe(`Report: ${join("said", "report.html")}`)
    expect(existsSync(join(folder, "said/report.html"))).toBe(true)
    expect(out.trimEnd().split("\n").at(-1)).toMatch(
      /^Results in said; digest [0-9a-f]{16}; again: npx marketlab compare everyday --strategies digital,intelligent/,
    )
  })

  test.each([
    [["compar"], "compar: no such command. Did you mean compare?"],
    [["compare", "--strategies", "digital,inteligent", "--out", "bad"], "Did you mean intelligent?"],
    [["compare", "--set", "budget=1", "--out", "bad"], "budget"],
  ])("%j is bad input: one line, exit code 2, nothing written", async (args, message) => {
    const before = readdirSync(folder)
    const { code, out, err } = await marketlab(args)
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(err).toContain(message)
    expect(err.trimEnd().split("\n")).toHaveLength(1)
    expect(readdirSync(folder)).toEqual(before)
  })

  test.each([
    [["--strategy", "digital"], "--strategy: no such option. Did you mean --strategies?"],
    [["--strategies", "digital"], "expected at least two"],
    [["--strategies", "digital,,intelligent"], "expected names between commas"],
    [["--replications", "0"], "--replications: expected a whole number from 1 to 100000"],
    [["--replications", "1e3"], 'found "1e3"'],
    [["--seed", "-1"], '--seed: expected a whole number from 0 to 9007199254740991; found "-1"'],
    [["--seed", "9007199254740992"], "--seed: expected a whole number"],
    [["--workers", "257"], "--workers: expected a whole number from 1 to 256"],
    [["--out", ""], "--out: expected a folder"],
    [["--out"], "'--out <value>'"],
    [["evryday"], "Did you mean everyday?"],
    [["--set", "customers=-3"], "customers"],
    [["everyday", "twice"], "expected at most 1 argument"],
  ])("compare %j is refused before anything is written", async (args, message) => {
    const refused = compare(args)
    await expect(refused).rejects.toThrow(InputError)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.not.toThrow(/\n/)
  })
})

describe("run", () => {
  test("refuses an unknown strategy", () => expect(run(["--strategy", "digitl"])).rejects.toThrow(/Did you mean digital\?/))

  test("plays the very run that compare plays, and its periods add up to the horizon", async () => {
    const found = JSON.parse(await printed(run, "--strategy", "digital", ...settings, "--json"))
    const { strategies } = await compared(["--replications", "1", "--out", "once"])
    expect(found.metrics.profit).toBe(strategies[0]?.metrics.profit.values[0])
    expect(found.periods).toHaveLength(1)
    expect(found.periods[0].days).toEqual([1, 28])
    const media = Object.values(found.periods[0].media as { [channel: string]: number }).reduce((a, b) => a + b, 0)
    expect(media).toBeCloseTo(found.metrics.spend, 2)
  })
})

describe("list", () => {
  test("refuses what it has no list of", () => expect(listCommand(["metric"])).rejects.toThrow(/Did you mean metrics\?/))

  test("names what there is, as text and as JSON", async () => {
    expect(await printed(listCommand, "metrics")).toMatch(/^profit +contribution margin/)
    expect(JSON.parse(await printed(listCommand, "strategies", "--json"))).toContainEqual(expect.objectContaining({ name: "digital" }))
  })

  test("shows sources as a table, all that is known of them as JSON, and columns with their meaning", async () => {
    const lines = (await printed(listCommand, "sources")).trimEnd().split("\n")
    const sources = JSON.parse(await printed(listCommand, "sources", "--json"))
    expect(lines).toHaveLength(2 + sources.length)
    expect(lines[0]).toMatch(/^source +family +consent +covers +matches +every +late by +CNY a day +tells$/)
    expect(lines.find((line) => line.startsWith("loyaltyCard"))).toMatch(/transactions +transactions +50 % +95 % +1 d +12 h +220 +purchases, spend/)
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(180)
    for (const key of [
      "about",
      "columns",
      "series",
      "coverage",
      "match",
      "falseMerge",
      "venue",
      "noise",
      "reliability",
      "consent",
      "refreshHours",
      "delayHours",
    ])
      expect(sources[0]).toHaveProperty(key)
    expect(await printed(listCommand, "columns")).toMatch(/^purchases +orders so far; orders, as it happened$/m)
  })
})
