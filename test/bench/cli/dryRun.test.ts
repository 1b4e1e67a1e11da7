import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, describe, expect, test, vi } from "vitest"
import { dryRun } from "../../../bench/cli/dryRun.ts"
import { reasonOf, sampleOf, dryRun as tryRules } from "../../../bench/dryRun.ts"
import { readScenario } from "../../../bench/node/files.ts"
import { playStrategy } from "../../../bench/play.ts"
import { playerOf, type Strategy, shipped, strategies } from "../../../policies/index.ts"
import { readOptions } from "../../../policies/options.ts"
import { ifThen } from "../../../policies/rules/ifThen.ts"
import { open } from "../../../sim/index.ts"
import { small } from "../small.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => void vi.restoreAllMocks())

const settings = [...small, "customers=1500"]
const given = settings.flatMap((setting) => ["--set", setting])
const world = readScenario("everyday", settings)
const luck = { seed: 1, replication: 0 }

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** What the command prints. */
async function said(args: readonly string[]): Promise<string> {
  let out = ""
  vi.spyOn(process.stdout, "write").mockImplementation((data) => {
    out += String(data)
    return true
  })
  expect(await dryRun([...args, ...given])).toBe(0)
  vi.restoreAllMocks()
  return out
}

const capped: Strategy = {
  ...strategies.digital,
  name: "capped",
  policies: {
    ...strategies.digital.policies,
    engage: {
      policy: "rules",
      options: {
        coolDownDays: 0,
        cap: { messages: 1, days: 20 },
        rules: [
          { name: "news for all", when: "true", treatment: "news", coolDownDays: 5 },
          { name: "offers", when: "pageViews7d > 1", treatment: "offer", priority: 1 },
        ],
      },
    },
  },
}

describe("a dry run", () => {
  test.each([strategies.digital, capped])("of $name's own rules says what it then sends, customer by customer", (strategy) => {
    const day = 20
    const run = tryRules(world, strategy, shipped, luck, { day })
    const player = playerOf(strategy)
    const market = open(world, player.firm, luck)
    const names = world.treatments.map(({ name }) => name)
    let sent: string[] | undefined
    playStrategy(market, player, luck, ({ observation }, { engage }) => {
      if (observation.tick === day) sent = Array.from(engage?.action.treatment ?? [], (number) => (number === 0 ? "" : (names[number - 1] as string)))
    })
    expect(run.rows.map(({ outcome, rule }) => (outcome === "sends" ? run.rules[rule as number]?.treatment : ""))).toEqual(sent)
    expect(run.due).toBe(sent?.length)
    expect(run.treated).toBeGreaterThan(0)
    if (strategy === capped) expect(run.rules.some(({ outcomes }) => (outcomes?.capped ?? 0) > 0)).toBe(true)
  })

  test("accounts for every customer that is due", () => {
    const { rows, rules, due, treated } = tryRules(world, strategies.digital, shipped, luck, { day: 10 })
    expect(rows).toHaveLength(due)
    expect(rows.filter(({ outcome }) => outcome === "sends")).toHaveLength(treated)
    rules.forEach(({ outcomes }, k) => {
      if (!outcomes) return
      expect(outcomes.sends).toBe(rows.filter((row) => row.rule === k && row.outcome === "sends").length)
      expect(outcomes.matches).toBe(outcomes.taken + outcomes.resting + outcomes.capped + outcomes.sends)
    })
  })

  test("of other rules counts for their caps what the strategy has sent until then", () => {
    const all = { name: "all", when: "true", treatment: "news" }
    const rules = readOptions(ifThen.card.options, { coolDownDays: 0, cap: { messages: 1, days: 28 }, rules: [all] })
    const silent: Strategy = { ...strategies.digital, policies: {} }
    const busy = tryRules(world, strategies.digital, shipped, luck, { rules, day: 25 })
    const quiet = tryRules(world, silent, shipped, luck, { rules: { ...rules, cap: null }, day: 25 })
    expect(busy.rules[0]?.outcomes?.capped).toBeGreaterThan(0)
    expect(quiet.treated).toBe(quiet.due)
  })

  test("shows every rule at work, with the values that decided", () => {
    const run = tryRules(world, strategies.digital, shipped, luck, { day: 20 })
    const sample = sampleOf(run, 8)
    expect(sample.length).toBe(8)
    const at = new Set(sample.map((r) => run.rows[r]?.rule))
    run.rules.forEach(({ outcomes }, k) => {
      if ((outcomes?.sends ?? 0) > 0) expect(at).toContain(k)
    })
    const news = run.rules.findIndex(({ name }) => name === "no contact for a month: news")
    const row = run.rows.findIndex(({ rule, outcome }) => rule === news && outcome === "sends")
    expect(reasonOf(run, row).daysSinceContact).toBeGreaterThanOrEqual(28)
    const fresh = run.rows.findIndex(({ outcome }) => outcome === "resting")
    expect(reasonOf(run, fresh).daysSinceContact).toBeLessThan(7)
  })
})

describe("marketlab dry-run", () => {
  test("says who would get what and why, as text, as a document and as lines of a file", async () => {
    const rules = file(
      "rules.yaml",
      "- name: keen, new\n  when: pageViews7d >= 2 or unknown(daysSincePurchase)\n  treatment: news\n- { name: nobody, when: 'false', treatment: nws }\n",
    )
    const out = await said(["--rules", rules, "--day", "20", "--csv", join(folder, "who.csv")])
    expect(out).toMatch(
      /^everyday, day 20, with digital until then: \d+ of 1,500 customers are due, \d+ would get a message, for CNY [\d.]+\. Nothing is sent\.\n/,
    )
    expect(out).toMatch(/\nkeen, new +news +\d+/)
    expect(out).toContain('nobody: passed over, for everyday has no treatment "nws". Did you mean news?')
    expect(out).toMatch(/\n {2}customer \d+ gets news\. keen, new: pageViews7d [\d.]+, daysSincePurchase /)
    const found = JSON.parse(await said(["--rules", rules, "--day", "20", "--json", "--sample", "3"]))
    expect(found).toMatchObject({ scenario: "everyday", strategy: "digital", seed: 1, day: 20, customers: 1500 })
    expect(found.rules.map(({ name }: { name: string }) => name)).toEqual(["keen, new", "nobody"])
    expect(found.sample).toHaveLength(3)
    const lines = readFileSync(join(folder, "who.csv"), "utf8").trimEnd().split("\r\n")
    expect(lines[0]).toBe("customer,outcome,rule,treatment,pageViews7d,daysSincePurchase,daysSinceContact")
    expect(lines).toHaveLength(1 + found.due)
    expect(lines.filter((line) => /^\d+,sends,"keen, new",news,/.test(line))).toHaveLength(found.treated)
    expect(await said(["--rules", rules, "--day", "20", "--csv", "-"])).toBe(`${lines.join("\r\n")}\r\n`)
  })

  test("says where a strategy only starts from its rules", async () => {
    expect(await said(["--strategy", "intelligent", "--day", "8"])).toContain("intelligent's policy uplift only starts from these rules")
  })

  test.each([
    [["--rules", "nothing.yaml"], "nothing.yaml: expected a file; found nothing there"],
    [
      ["--rules", file("typo.yaml", "- { name: a, when: pageView7d > 3, treatment: news }")],
      'typo.yaml: rules: "a": when: expected a customer column (marketlab list columns); found "pageView7d". Did you mean pageViews7d?',
    ],
    [["--rules", file("text.yaml", "hello")], "expected a list of rules"],
    [["--rules", file("other.yaml", "rule: []")], "expected a list of rules, or rules: with such a list; found rule"],
    [["--rules", file("more.yaml", "rules: []\ncoolDownDay: 3")], 'found "coolDownDay". Did you mean coolDownDays?'],
    [["--rules", file("source.yaml", "- { name: a, when: spend@loyaltyCard > 3, treatment: news }")], "expected a connected source after @"],
    [["--day", "0"], "--day: expected a whole number from 1 to 28"],
    [["--day", "29"], "--day: expected a whole number from 1 to 28"],
    [["--strategy", "digitl"], "Did you mean digital?"],
    [["--csv", "-", "--json"], "--csv: expected a file beside --json"],
    [["--csv", join(folder, "none", "who.csv")], "--csv"],
    [["--rule", "x"], "Did you mean --rules?"],
  ])("%j is bad input, in one line", async (args, message) => {
    const refused = dryRun([...args, ...given])
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.toMatchObject({ name: "InputError" })
    await expect(refused).rejects.not.toThrow(/\n/)
  })
})
