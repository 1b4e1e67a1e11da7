// The statistical battery for the market's random numbers; docs/randomness.md holds its report.
import { parseArgs } from "node:util"
import * as L from "../../../dist/sim/kernel/layout.js"
import { avalanche, neighbours } from "./avalanche.js"
import { dieharder, tests, version } from "./dieharder.js"
import { compileThreefry } from "./kernel.js"
import { ROOM, streams } from "./streams.js"

const help = `npm run battery -- [options]   the kernel's random numbers, as the market draws them, against statistical tests

  --rounds n        rounds of Threefry4x32, 1 to 20   (${L.THREEFRY_ROUNDS}, the market's)
  --streams a,b,…   streams for dieharder: ${Object.keys(streams).join(", ")}; none for the differences of neighbours alone   (all)
  --tests a,b,…     tests by their numbers of dieharder -l   (all that it marks as good)
  --lags a,b,…      lagged sums, 0 to 32: nine tenths of the hours that all of them take   (all)
  --pairs n         pairs of neighbours, as a power of two, 10 to 32   (24)

Needs dieharder (Debian and Ubuntu: apt install dieharder).
`

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: String(L.THREEFRY_ROUNDS) },
    streams: { type: "string", default: Object.keys(streams).join(",") },
    tests: { type: "string" },
    lags: { type: "string" },
    pairs: { type: "string", default: "24" },
    help: { type: "boolean", default: false },
  },
})
if (values.help) {
  process.stdout.write(help)
  process.exit(0)
}

function whole(name, text, least, most) {
  const n = Number(text)
  if (!Number.isInteger(n) || n < least || n > most) stop(`--${name}: expected a whole number from ${least} to ${most}; found "${text}"`)
  return n
}

function stop(message) {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

const rounds = whole("rounds", values.rounds, 1, 20)
const pairs = 2 ** whole("pairs", values.pairs, 10, 32)
const lags = values.lags?.split(",").map((lag) => whole("lags", lag, 0, 32))
const chosen = values.tests?.split(",").map((test) => whole("tests", test, 0, 209))
const names = values.streams === "none" ? [] : values.streams.split(",")
for (const name of names) if (!(name in streams)) stop(`--streams: expected ${Object.keys(streams).join(", ")} or none; found "${name}"`)
const installed = version()
if (names.length > 0 && !installed)
  stop("dieharder is not installed (Debian and Ubuntu: apt install dieharder). The differences of neighbours need none: --streams none")

const kernel = await compileThreefry(rounds, 2 * ROOM)
const print = (line) => process.stdout.write(`${line}\n`)

print(`Threefry4x32-${rounds}\n\nDifferences of neighbours, 2^${Math.log2(pairs)} pairs each\n`)
print("| neighbours | furthest of 128 bits, z | p | bytes, p |\n|---|---|---|---|")
for (const pair of neighbours) {
  const { z, pBit, pBytes } = avalanche(kernel, pair, pairs)
  print(`| ${pair.what} | ${z.toFixed(2)} | ${pBit.toPrecision(2)} | ${pBytes.toPrecision(2)} |`)
}

if (names.length > 0) {
  print(`\ndieharder ${installed}: p-values, each test from the beginning of each stream\n`)
  for (const name of names) print(`- ${name}: ${streams[name].what}`)
  print(`\n| test | tuple | ${names.join(" | ")} |\n|---|---|${"---|".repeat(names.length)}`)
  const verdicts = { PASSED: 0, WEAK: 0, FAILED: 0 }
  let piped = 0
  for (const test of tests(lags)) {
    if (chosen && !chosen.includes(test.test)) continue
    const columns = []
    for (const name of names) {
      const { results, bytes } = await dieharder(kernel.memory, L.HEAP, streams[name].words(kernel), test)
      piped += bytes
      for (const { verdict } of results) verdicts[verdict]++
      columns.push(results)
    }
    for (const [row, rest] of rowsOf(columns)) print(`| ${row} | ${rest.join(" | ")} |`)
  }
  print(`\n${verdicts.PASSED} results passed, ${verdicts.WEAK} weak, ${verdicts.FAILED} failed; ${(piped / 1e9).toFixed(0)} GB`)
}

/** One row a name and tuple; a stream's cell holds the p-values of all results of that name, with what is not usual. */
function rowsOf(columns) {
  const rows = new Map()
  columns.forEach((results, c) => {
    for (const { name, tuple, repeats, p, verdict } of results) {
      const row = `${name} | ${tuple}`
      if (!rows.has(row)) rows.set(row, Array(columns.length).fill(""))
      const cells = rows.get(row)
      const text = `${p.toFixed(4)}${verdict === "PASSED" ? "" : ` ${verdict}`}${repeats > 100 && repeats !== 1000 ? ` (${repeats} repeats)` : ""}`
      cells[c] += cells[c] === "" ? text : `, ${text}`
    }
  })
  return rows
}
