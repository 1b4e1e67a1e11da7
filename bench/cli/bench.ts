import { type Part, profile } from "../node/profile.ts"
import { measureSpeed, type Speed } from "../node/speed.ts"
import { list, read, whole } from "./arguments.ts"

const help = `marketlab bench   how fast the market is: its kernel against C on the same work, where a tick's time goes, and what a step costs

  --customers a,b,…   sizes to measure, 16 to 10000000 each   (2000,100000,1000000)
  --json              one JSON document on stdout
  --help

The C comparison needs gcc; without it only the cost of a step is measured. Ratios are medians of interleaved pairs.

Examples
  marketlab bench
  marketlab bench --customers 20000 --json
`

/** `marketlab bench`. @returns the exit code */
export async function bench(argv: readonly string[]): Promise<number> {
  const { values } = read(argv, { customers: { type: "string", default: "2000,100000,1000000" }, json: { type: "boolean", default: false } }, 0)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const sizes = list("customers", values.customers).map((size) => whole("customers", size, 16, 10_000_000))
  const speed = await measureSpeed(sizes, (what) => {
    if (process.stderr.isTTY) process.stderr.write(`${what}\n`)
  })
  const parts = profile(PROFILED)
  process.stdout.write(values.json ? `${JSON.stringify({ ...speed, profile: { customers: PROFILED, parts } })}\n` : text(speed, parts))
  return 0
}

/** Customers of everyday, as it ships. */
const PROFILED = 20_000

function text({ limit, step }: Speed, parts: readonly Part[]): string {
  const count = (n: number) => n.toLocaleString("en")
  const kernel = limit
    ? [
        `The kernel's two passes against C (${limit.compiler}), C's time over the kernel's:`,
        ...limit.sizes.map(
          (s) =>
            `  ${count(s.customers).padStart(10)} customers  ${s.ratio.toFixed(2)} (wide ${s.wide.toFixed(2)}, choice ${s.choice.toFixed(2)}; median of ${s.pairs} pairs), ${s.millionsASecond.toFixed(1)} million customer-ticks a second (C: ${s.limitMillionsASecond.toFixed(1)}), totals ${s.equal ? "equal to the last bit" : "DIFFER"}`,
        ),
      ]
    : ["No gcc here: the kernel is not compared with C."]
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
    "",
  ].join("\n")
}
