import { shipped, strategies } from "../../policies/index.ts"
import { resized } from "../node/files.ts"
import { type PolicyTime, policyTime } from "../node/policyTime.ts"
import { type Part, profile } from "../node/profile.ts"
import { measureRules, type RuleSpeed } from "../node/ruleSpeed.ts"
import { measureSpeed, type Speed } from "../node/speed.ts"
import { list, read, whole } from "./arguments.ts"

const help = `marketlab bench   how fast the market is: its kernel against C on the same work, where a tick's time goes, what a step costs,
and what policies and rules cost

  --customers a,b,…   sizes to measure, 16 to 10000000 each   (2000,100000,1000000)
  --policies n        customers of the runs in which policies are timed, 16 to 1000000   (100000)
  --json              one JSON document on stdout
  --help

The C comparison needs gcc. Ratios are medians of interleaved pairs.

Examples
  marketlab bench
  marketlab bench --customers 20000 --policies 20000 --json
`

/** `marketlab bench`. @returns the exit code */
export async function bench(argv: readonly string[]): Promise<number> {
  const { values } = read(
    argv,
    {
      customers: { type: "string", default: "2000,100000,1000000" },
      policies: { type: "string", default: "100000" },
      json: { type: "boolean", default: false },
    },
    0,
  )
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const sizes = list("customers", values.customers).map((size) => whole("customers", size, 16, 10_000_000))
  const customers = whole("policies", values.policies, 16, 1_000_000)
  const report = (what: string) => {
    if (process.stderr.isTTY) process.stderr.write(`${what}\n`)
  }
  const speed = await measureSpeed(sizes, report)
  const parts = profile(PROFILED)
  const world = resized("everyday", { settings: [], customers }, TIMED)
  const policies = Object.values(strategies).map((strategy) => {
    report(`policies of ${strategy.name}, ${customers} customers`)
    return policyTime(world, strategy, shipped)
  })
  const rules = measureRules()
  process.stdout.write(
    values.json ? `${JSON.stringify({ ...speed, profile: { customers: PROFILED, parts }, policies, rules })}\n` : text(speed, parts, policies, rules),
  )
  return 0
}

/** Customers of everyday, as it ships. */
const PROFILED = 20_000

/** Of the runs in which policies are timed: long enough for feedback to be learned from. */
const TIMED = ["clock.burnIn=60", "clock.days=56"]

function text({ limit, uncompiled, step }: Speed, parts: readonly Part[], policies: readonly PolicyTime[], rules: RuleSpeed): string {
  const kernel = limit
    ? [
        `The kernel's two passes against C (${limit.compiler}), C's time over the kernel's:`,
        ...limit.sizes.map(
          (s) =>
            `  ${count(s.customers).padStart(10)} customers  ${s.ratio.toFixed(2)} (wide ${s.wide.toFixed(2)}, choice ${s.choice.toFixed(2)}; median of ${s.pairs} pairs), ${s.millionsASecond.toFixed(1)} million customer-ticks a second (C: ${s.limitMillionsASecond.toFixed(1)}), totals ${s.equal ? "equal to the last bit" : "DIFFER"}`,
        ),
      ]
    : [`${uncompiled?.found ? `gcc does not compile the kernel (${uncompiled.says})` : "No gcc here"}: it is not compared with C.`]
  return [
    ...kernel,
    `Where a tick's time goes: the two passes on everyday, ${count(PROFILED)} customers, with some of its channels (medians, measured in turns):`,
    ...parts.map(
      (p) =>
        `  ${(p.wide + p.choice).toFixed(1).padStart(6)} ns a customer-tick (wide ${p.wide.toFixed(1)}, choice ${p.choice.toFixed(1)}), ${p.millionsASecond.toFixed(1)} million a second  ${p.channels}`,
    ),
    "A step without decisions:",
    ...step.sizes.map(
      (s) =>
        `  ${count(s.customers).padStart(10)} customers  ${s.microseconds.toFixed(0).padStart(8)} µs, ${s.nanosecondsACustomer.toFixed(1)} ns and ${s.bytesACustomer.toFixed(0)} bytes a customer`,
    ),
    `  time ≈ ${step.fit.fixedMicroseconds.toFixed(0)} µs + ${step.fit.nanosecondsACustomer.toFixed(1)} ns × customers`,
    ...policies.flatMap(policyLines),
    `${rules.rules} rules over ${count(rules.rows)} customers: ${rules.milliseconds.toFixed(1)} ms, ${rules.ratio.toFixed(1)} times the loop written by hand (median of ${rules.pairs} pairs), decisions ${rules.equal ? "equal" : "DIFFER"}`,
    "",
  ].join("\n")
}

const count = (n: number) => n.toLocaleString("en")

function policyLines({ strategy, customers, days, total, share, seats }: PolicyTime): string[] {
  return [
    `Policies of ${strategy}, ${count(customers)} customers, ${days} days: ${(100 * share).toFixed(0)} % of ${(total / 1000).toFixed(1)} s (acting and learning; at most half is the aim):`,
    ...seats.map((s) => {
      const row = s.nanosecondsARow === null ? "" : `, ${s.nanosecondsARow.toFixed(0)} ns a due customer (${count(s.rows)} in all)`
      const read = s.columns > 0 ? `, ${((100 * s.columns) / (s.act + s.learn)).toFixed(0)} % of it reading columns` : ""
      return `  ${s.seat.padEnd(8)} ${s.policy.padEnd(20)} ${s.microsecondsADecision.toFixed(0).padStart(8)} µs a decision${row}${read}`
    }),
  ]
}
