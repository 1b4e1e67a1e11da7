import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { readScenario } from "../../bench/node/files.ts"
import { compileLimit, type Limit, playKernel } from "../../bench/node/limit.ts"
import { inside, open } from "../../sim/market.ts"

const gcc = (() => {
  try {
    execFileSync("gcc", ["--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
})()

const firm = {
  organisation: {
    cadence: { plan: 168, create: 168, engage: 24, respond: 168, bid: 24 },
    latency: { plan: 0, create: 0, engage: 0, respond: 0, bid: 0 },
    costPerDay: 0,
  },
  sources: [],
  needs: [],
  outcomeDays: 14,
}

/** Everyday on a day of its newsletter: every path of both passes is taken. */
function market() {
  const m = open(readScenario("everyday", ["customers=3000", "clock.burnIn=60"]), firm, { seed: 3, replication: 0 })
  const { memory, state } = inside(m)
  for (const place of state.places) if (place % 3 === 0) memory.columns.treatment[place] = 1 + (place % 9) / 3
  return memory
}

let limit: Limit | undefined
const memory = market()
beforeAll(async () => {
  if (!gcc) return
  const compiled = await compileLimit(memory)
  if ("found" in compiled) throw new Error(compiled.says)
  limit = compiled
})
afterAll(() => limit?.close())

describe("without C to compare with", () => {
  const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
  const { PATH } = process.env
  afterEach(() => {
    process.env.PATH = PATH
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test("a machine that has no gcc is told from one whose gcc does not compile", async () => {
    process.env.PATH = join(folder, "nothing")
    expect(await compileLimit(memory)).toMatchObject({ found: false })
    writeFileSync(
      join(folder, "gcc"),
      "#!/bin/sh\necho 'In file included from kernel.c:1:' >&2\necho 'kernel.c:7:10: fatal error: math.h: No such file' >&2\nexit 1\n",
      { mode: 0o755 },
    )
    process.env.PATH = `${folder}:${PATH}`
    expect(await compileLimit(memory)).toEqual({ found: true, says: "kernel.c:7:10: fatal error: math.h: No such file" })
  })
})

test.skipIf(!gcc)("C and the compiled kernel compute the same totals and the same memory, to the last bit", async () => {
  const kernel = playKernel(memory, 20)
  expect((await limit?.play(20))?.digest).toBe(kernel.digest)
  expect((await limit?.play(19))?.digest).not.toBe(kernel.digest)
})

test("measuring leaves the memory as it was", () => {
  const before = new Uint8Array(memory.buffer).slice()
  playKernel(memory, 3)
  expect(new Uint8Array(memory.buffer)).toEqual(before)
})
