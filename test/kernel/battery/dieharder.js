import { execFileSync, spawn } from "node:child_process"

const LAGS = Array.from({ length: 33 }, (_, lag) => lag)

/**
 * The tests of `dieharder -a` that its list marks as good, by number, with the tuple sizes that -a runs them with; the quickest first. Without
 * 204, which examines the Kolmogorov–Smirnov test and takes hours with -k 2.
 * @param lags of the lagged sums, which take nine tenths of the time when all 33 are run
 */
export const tests = (lags = LAGS) =>
  [
    ...[0, 15, 100, 101, 11, 4, 8, 10, 3, 9, 1, 12, 16, 13, 102].map((test) => ({ test, tuples: [0] })),
    { test: 202, tuples: [2, 3, 4, 5] },
    ...[207, 206, 205, 208].map((test) => ({ test, tuples: [0] })),
    { test: 200, tuples: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    { test: 209, tuples: [12] },
    { test: 2, tuples: [0] },
    { test: 201, tuples: [2, 3, 4, 5] },
    { test: 17, tuples: [0] },
    { test: 203, tuples: lags },
  ].flatMap(({ test, tuples }) => tuples.map((tuple) => ({ test, tuple })))

/** @returns dieharder's version; undefined where it is not installed */
export function version() {
  try {
    return /version\s+(\S+)/.exec(execFileSync("dieharder", ["-l"], { encoding: "utf8" }))?.[1]
  } catch {
    return undefined
  }
}

/**
 * Pipes a stream, from its beginning, into one test.
 * @param memory where the stream writes @param start byte address of its chunk @param words the stream's generator
 * @returns dieharder's results {name, tuple, samples, repeats, p, verdict} and the bytes that were piped
 */
export async function dieharder(memory, start, words, { test, tuple }) {
  // -Y 1: where a result is weak the test goes on with more repeats until it passes or fails
  const child = spawn("dieharder", ["-g", "200", "-d", `${test}`, "-n", `${tuple}`, "-k", "2", "-Y", "1"], { stdio: ["pipe", "pipe", "inherit"] })
  let text = ""
  let open = true
  let bytes = 0
  const done = new Promise((resolve, reject) => child.on("close", (code, signal) => resolve(signal ?? code)).on("error", reject))
  child.stdout.setEncoding("utf8").on("data", (part) => {
    text += part
  })
  child.stdin.on("error", () => {
    open = false
  })
  while (open) {
    const { value: length } = words.next()
    bytes += length
    const chunk = Buffer.from(new Uint8Array(memory.buffer, start, length))
    await new Promise((resolve) => child.stdin.write(chunk, resolve))
  }
  const end = await done
  const results = [...text.matchAll(/^\s*(\w+)\|\s*(\d+)\|\s*(\d+)\|\s*(\d+)\|\s*([\d.]+)\|\s*(PASSED|WEAK|FAILED)/gm)].map(
    ([, name, tuple, samples, repeats, p, verdict]) => ({ name, tuple: +tuple, samples: +samples, repeats: +repeats, p: +p, verdict }),
  )
  if (results.length === 0) throw new Error(`dieharder -d ${test} -n ${tuple} ended with ${end}: no result in "${text}"`)
  return { results, bytes }
}
