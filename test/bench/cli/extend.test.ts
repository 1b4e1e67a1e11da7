import { spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test, vi } from "vitest"
import { check } from "../../../bench/cli/check.ts"
import { compare } from "../../../bench/cli/compare.ts"
import { listCommand } from "../../../bench/cli/list.ts"
import { newCommand } from "../../../bench/cli/new.ts"
import { run } from "../../../bench/cli/run.ts"
import type { Summary } from "../../../bench/experiment.ts"
import { root } from "../../../bench/node/files.ts"
import { InputError } from "../../../scenarios/index.ts"
import { seats } from "../../../sim/index.ts"
import { small } from "../small.ts"

/** Policies, strategies and scenarios of the user's own, in a folder that has nothing to do with this one. */

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = small.flatMap((setting) => ["--set", setting])

function marketlab(args: readonly string[], cwd = folder): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "dist/bench/cli/main.js"), ...args], { cwd, encoding: "utf8" })
  return { code: status, out: stdout, err: stderr }
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const summary = (args: readonly string[], cwd = folder): Summary => {
  const { code, out, err } = marketlab(["compare", "--replications", "2", ...args, ...settings, "--json"], cwd)
  expect(err).toBe("")
  expect(code).toBe(0)
  return JSON.parse(out)
}

describe("a start", () => {
  test.each(seats)("of a policy for seat %s keeps to every rule and can be played", async (seat) => {
    const said = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    try {
      const file = join(folder, `my-${seat}.ts`)
      expect(await newCommand(["policy", file.slice(0, -3), "--seat", seat])).toBe(0)
      expect(said.mock.lastCall?.[0]).toContain(`npx marketlab check ${file}`)
      expect(await check([file, "--set", "customers=100", "--set", "clock.days=42", "--set", "clock.burnIn=20"])).toBe(0)
      expect(said.mock.lastCall?.[0]).not.toContain("✗")
    } finally {
      said.mockRestore()
    }
  })

  test("of a strategy and of a scenario can be compared as they are", () => {
    marketlab(["new", "strategy", "mine"])
    marketlab(["new", "scenario", "tea"])
    expect(summary(["./tea.yaml", "--strategies", "digital,./mine.yaml", "--replications", "1", "--out", "tea"]).strategies.map(({ name }) => name)).toEqual([
      "digital",
      "mine",
    ])
  })

  test("writes over nothing", () => {
    const file = write("taken.ts", "mine")
    const { code, err } = marketlab(["new", "policy", "taken"])
    expect([code, err]).toEqual([2, "taken.ts: expected a name that is free; found a file\n"])
    expect(readFileSync(file, "utf8")).toBe("mine")
    expect(existsSync(join(folder, "taken.test.mjs"))).toBe(false)
  })
})

const thrifty = `
import { option, policy } from "marketlab/policies"
import { half } from "./half.ts"
const card = { name: "thrifty", seat: "plan", about: "half the money", source: "own", options: { part: option.number(half as number, "part of it") } } as const
export default policy(card, (o) => ({
  needs: [],
  act: ({ books }) => ({ action: { shares: Float64Array.from(books.paid, () => 1 / books.paid.length), spend: o.part * books.available / 100 } }),
  save: () => null,
  load() {},
}))
`

describe("a policy from a file", () => {
  write("half.ts", "export const half: number = 0.5")
  write("thrifty.ts", thrifty)
  write("thrifty.yaml", "name: careful\nextends: digital\npolicies:\n  plan: { policy: ./thrifty.ts }\n")

  test("plays in the base's place, or in a strategy file, on any number of threads, to the same digest", () => {
    const one = summary(["--policy", "./thrifty.ts", "--workers", "1", "--out", "one"])
    const two = summary(["--strategies", "digital,./thrifty.yaml", "--workers", "2", "--out", "two"])
    expect(one.strategies.map(({ name }) => name)).toEqual(["digital", "thrifty"])
    expect(two.strategies.map(({ name }) => name)).toEqual(["digital", "careful"])
    expect(two.digest).toBe(one.digest)
    const spent = one.strategies.map(({ metrics }) => metrics.spend.mean as number)
    expect(spent[1]).toBeLessThan(0.8 * (spent[0] as number))
  })

  test("is known by its code, not by where it is: the same file elsewhere finds the same results, another part of it does not", () => {
    for (const copy of ["a", "b"]) {
      mkdirSync(join(folder, copy))
      for (const file of ["thrifty.ts", "half.ts"]) cpSync(join(folder, file), join(folder, copy, file))
    }
    writeFileSync(join(folder, "b", "half.ts"), "export const half: number = 0.25")
    for (const copy of ["a", "b"]) summary(["--policy", "./thrifty.ts", "--replications", "1"], join(folder, copy))
    const key = (at: string) => readdirSync(join(folder, at, "results"))[0]
    summary(["--policy", "./thrifty.ts", "--replications", "1"])
    expect(readdirSync(join(folder, "results"))).toContain(key("a"))
    expect(key("b")).not.toBe(key("a"))
  })

  test("takes its options from a strategy file", () => {
    write("tenth.yaml", "name: tenth\nextends: digital\npolicies: { plan: { policy: ./thrifty.ts, options: { part: 0.1 } } }")
    const { strategies } = summary(["--strategies", "./thrifty.yaml,./tenth.yaml", "--replications", "1", "--out", "options"])
    expect(strategies[1]?.metrics.spend.mean).toBeLessThan(0.5 * (strategies[0]?.metrics.spend.mean as number))
  })
})

const commands = { run, compare, check, new: newCommand, list: listCommand }

describe("what is wrong is said in one line, and nothing is written", () => {
  const file = (name: string, text: string) => write(name, text)
  const strategy = (name: string, text: string) => ["run", "--strategy", file(name, `name: x\nextends: digital\n${text}`)]
  test.each([
    [strategy("1.yaml", "policies: { plan: { polcy: equal } }"), 'policies.plan.polcy: expected a known key; found "polcy". Did you mean policy?'],
    [strategy("2.yaml", "policies: { plan: { policy: lastyear } }"), "Did you mean last-year?"],
    [strategy("3.yaml", "policies: { plan: { policy: elasticity, options: { halfLifeDay: 3 } } }"), "Did you mean halfLifeDays?"],
    [strategy("4.yaml", "policies: { plan: { policy: elasticity, options: { halfLifeDays: -3 } } }"), "halfLifeDays: expected a number above 0; found -3"],
    [strategy("5.yaml", "policies: { plan: { policy: rules } }"), "found rules, which is for engage"],
    [strategy("6.yaml", "organisation: { cadense: { plan: 2 } }"), "Did you mean cadence?"],
    [strategy("7.yaml", "organisation: { costPerDay: -3 }"), "organisation.costPerDay: expected money a day"],
    [strategy("11.yaml", "sources: [web, loyaltyCrd]"), "11.yaml: sources[1]: expected one of mailTool, web, appEvents, "],
    [strategy("12.yaml", "sources: [loyaltyCrd]"), 'found "loyaltyCrd". Did you mean loyaltyCard?'],
    [strategy("8.yaml", "policies: { plan: { policy: equal, trained: none.json } }"), "none.json: expected a file; found nothing there"],
    [["run", "--strategy", file("9.yaml", "name: x\nextends: ./9.yaml")], "extends: expected another strategy; found itself"],
    [["run", "--strategy", file("10.yaml", "name: x\nsources: []")], "expected organisation.costPerDay"],
    [["run", "--strategy", "digitl"], "Did you mean digital?"],
    [["compare", "--policy", "./none.ts"], "none.ts: expected a policy file; found nothing there"],
    [["compare", "--policy", file("3.js", "export default 3")], "expected `export default policy(card, make)`"],
    [["compare", "--policy", file("open.ts", "export default (")], "open.ts: expected a module that can be read; found"],
    [["compare", "--policy", file("throws.js", 'throw new Error("not today")')], "throws.js: expected a module that runs; found not today"],
    [["compare", "--policy", file("name.ts", thrifty.replace('"thrifty"', '"equal"'))], "name: expected one that no policy has"],
    [["compare", "--policy", "equl"], "Did you mean equal?"],
    [["compare", "--seat", "plann"], "Did you mean plan?"],
    [["check"], "expected a policy, by name or file"],
    [["new", "polcy", "x"], "Did you mean policy?"],
    [["new", "policy", "a b"], "expected a name of letters"],
    [["list", "policies", "elastcity"], "Did you mean elasticity?"],
  ])("%j", async ([name, ...argv], message) => {
    const before = readdirSync(folder)
    const said = await commands[name as keyof typeof commands](argv).then(
      () => "nothing",
      (error) => (error instanceof InputError ? error.message : error),
    )
    expect(said).toContain(message)
    expect(said.split("\n")).toHaveLength(1)
    expect(said).not.toContain(root)
    expect(readdirSync(folder)).toEqual(before)
  })
})
