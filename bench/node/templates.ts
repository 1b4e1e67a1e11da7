import type { Seat } from "../../sim/index.ts"

/** How each seat's starting point decides: simple, sound, and better than nothing. */
const acts: Readonly<Record<Seat, { about: string; options: string; body: string; needs?: string }>> = {
  plan: {
    about: "Last year's shares, with more money for one channel",
    options: `more: option.number(1.2, "what the favourite's share is multiplied by", { least: 0, most: 10 }),
favourite: option.whole(0, "its place among the paid channels, from 0", { least: 0 }),`,
    body: `// books: what the firm knows without any source; series: what connected sources tell, one value a tick, undefined without a source
const { paid, available, remaining } = observation.books
const weights = paid.map((channel, k) => {
  const spent = observation.series(\`spend.\${channel}\`)?.slice(-365).reduce((a, b) => a + (b || 0), 0) ?? 1
  return spent * (k === o.favourite ? o.more : 1)
})
const total = weights.reduce((a, b) => a + b, 0)
const shares = Float64Array.from(weights, (w) => (total > 0 ? w / total : 1 / weights.length))
const days = (remaining * observation.hoursPerTick) / 24
decisions++
return { action: { shares, spend: days > 0 ? (0.95 * available) / days : 0 }, reason: \`decision \${decisions}\` }`,
  },
  create: {
    about: "One creative a segment every eight weeks, the newest in use everywhere",
    options: `everyDays: option.number(56, "days between creatives", { above: 0 }),`,
    body: `const { segments, channels, creatives, match } = observation.books
const day = (observation.tick * observation.hoursPerTick) / 24
const due = day >= decisions * o.everyDays
if (due) decisions++
const use = match.slice()
segments.forEach((_, g) => {
  const newest = creatives.filter((c) => c.segment === g && c.ready <= observation.tick).at(-1)
  if (newest) channels.forEach((_c, c) => { use[c * segments.length + g] = newest.number })
})
return { action: { make: Int32Array.from(segments, () => (due ? 1 : 0)), match: use }, reason: due ? "a new round" : "the newest" }`,
  },
  engage: {
    about: "The first message to customers who have been away for a while",
    options: `awayDays: option.number(30, "days without a purchase", { above: 0 }),
restDays: option.number(14, "days between two messages", { least: 0 }),`,
    needs: `"daysSincePurchase", "daysSinceContact"`,
    body: `// one value a due customer; NaN: unknown; a column is undefined where no connected source tells it
const { customers } = observation
const away = customers.column("daysSincePurchase")
const rested = customers.column("daysSinceContact")
const treatment = Uint8Array.from(customers.rows, (_, r) =>
  away && away[r]! > o.awayDays && !(rested && rested[r]! < o.restDays) ? 1 : 0,
)
if (observation.books.treatments.length === 0) treatment.fill(0)
decisions++
return { action: { treatment }, reason: \`\${treatment.reduce((a, b) => a + b, 0)} customers\` }`,
  },
  respond: {
    about: "The list price, with a promotion in the first days of each month",
    options: `depth: option.number(0.1, "the promotion's depth", { least: 0, most: 0.9 }),
days: option.number(3, "its length in days", { least: 0, most: 28 }),`,
    body: `const day = (observation.tick * observation.hoursPerTick) / 24
decisions++
const on = ((day % 30) + 30) % 30 < o.days
return { action: { price: 1, promotion: on ? o.depth : 0 }, reason: on ? "the first days of the month" : "list price" }`,
  },
  bid: {
    about: "The same bid for everybody in one channel, the autobidder in the others",
    options: `bid: option.number(0.05, "money for an exposure", { above: 0 }),`,
    body: `const { auctions, segments } = observation.books
decisions++
// by auction channel × segment; NaN leaves it to the autobidder
const bids = new Float32Array(auctions.length * segments.length).fill(Number.NaN)
if (auctions.length > 0) bids.fill(o.bid, 0, segments.length)
return { action: { bids }, reason: \`\${auctions[0] ?? "no auction"} at \${o.bid}\` }`,
  },
}

const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, " ".repeat(by))

/** A policy file to start from. */
export function policyTemplate(name: string, seat: Seat): string {
  const { about, options, body, needs = "" } = acts[seat]
  return `import { option, policy } from "marketlab/policies"

/** ${about}. Say here what it does, after which paper, and where it departs from it. */
export default policy(
  {
    name: "${name}",
    seat: "${seat}",
    about: "${about}",
    source: "My own",
    // Options can be set in a strategy file; each has its usual value, its meaning and its range.
    options: {
${indented(options, 6)}
    },
  },
  (o) => {
    // All that it remembers, and nothing else, goes through save and load: a run can be stopped, forked and gone on with.
    let decisions = 0
    return {
      // Columns of customers that it reads: \`marketlab list columns\`. Only these are made.
      needs: [${needs}],
      // random.next(), random.normal(), random.row(number): its only luck, so that everything can be repeated.
      act(observation, random) {
${indented(body, 8)}
      },
      // What came of earlier decisions, late (docs/policies.md). Leave it out where nothing is learned.
      learn(feedback) {},
      save: () => decisions,
      load(state) {
        decisions = state as number
      },
    }
  },
)
`
}

/**
 * The test of a policy file: run it with \`node --test\`, from any folder.
 * @param clone of this package, whose command the test calls
 */
export function policyTest(name: string, clone: string): string {
  return `// node --test ${name}.test.mjs
import assert from "node:assert/strict"
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { test } from "node:test"
import { fileURLToPath } from "node:url"

// Where marketlab is; elsewhere, say it: MARKETLAB=/path/to/marketlab node --test ${name}.test.mjs
const command = join(process.env.MARKETLAB ?? ${JSON.stringify(clone)}, "dist/bench/cli/main.js")
const marketlab = (...args) => spawnSync(process.execPath, [command, ...args], { encoding: "utf8" })
const file = fileURLToPath(new URL("./${name}.ts", import.meta.url))

test("keeps to the rules for policies", () => {
  const { status, stdout, stderr } = marketlab("check", file)
  assert.equal(status, 0, stdout + stderr)
})

test("earns at least nine tenths of what the policy that it replaces earns, in a small market", () => {
  const { status, stdout, stderr } = marketlab("compare", "--policy", file, "--customers", "2000", "--replications", "4", "--json")
  assert.equal(status, 0, stderr)
  const [digital, mine] = JSON.parse(stdout).strategies
  assert.ok(mine.metrics.expectedProfit.mean >= 0.9 * digital.metrics.expectedProfit.mean)
})
`
}
