import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parquetReadObjects } from "hyparquet"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { apart, type Experiment, type Result, score } from "../../../bench/experiment.ts"
import { readScenario } from "../../../bench/node/files.ts"
import { readPart, rowsOf, writePart } from "../../../bench/node/part.ts"
import { keyOf, openStore } from "../../../bench/node/store.ts"
import { play } from "../../../bench/play.ts"
import { strategies } from "../../../policies/index.ts"
import { InputError } from "../../../scenarios/index.ts"
import { small } from "../small.ts"

const world = readScenario("everyday", small)
const { digital, intelligent } = strategies
const experiment: Experiment = { world, strategies: [digital, digital], seed: 5, replications: 2 }
const names = apart(experiment.strategies.map(({ name }) => name))
const made: Result[][] = [0, 1].map((replication) => score(play(world, [digital, digital], { seed: 5, replication }), names))
const [first, second] = made as [Result[], Result[]]

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "marketlab-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe("a part", () => {
  const withNull = first.map((result) => ({ ...result, metrics: { ...result.metrics, cac: null } }))

  test("reads back as it was written, nulls included", async () => {
    expect(await readPart(writePart("k", 0, withNull), "k", 0, names)).toEqual(withNull)
  })

  test("is long rows for any reader of Parquet", async () => {
    const bytes = writePart("k", 3, withNull)
    const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer })
    expect(rows).toEqual(rowsOf(3, withNull))
  })

  test("counts as none with another key, replication or strategies, cut short, or with any byte of its values changed", async () => {
    const bytes = writePart("k", 0, first)
    expect(await readPart(bytes, "other", 0, names)).toBeUndefined()
    expect(await readPart(bytes, "k", 1, names)).toBeUndefined()
    expect(await readPart(bytes, "k", 0, ["digital", "intelligent"])).toBeUndefined()
    for (const length of [0, 1, 100, bytes.length >> 1, bytes.length - 1]) expect(await readPart(bytes.slice(0, length), "k", 0, names)).toBeUndefined()
    for (let at = 4; at < bytes.length; at += 7) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] as number) ^ 0x40
      const read = await readPart(damaged, "k", 0, names)
      if (read) expect(read).toEqual(first)
    }
  })
})

describe("a store", () => {
  test("keeps what is finished and writes nothing before", async () => {
    const store = await openStore(experiment, "command", folder)
    expect(readdirSync(folder)).toEqual([])
    store.save(1, second)
    expect(readdirSync(folder).sort()).toEqual(["experiment.json", "part-000001.parquet"])
    expect([...(await openStore(experiment, "command", folder)).finished]).toEqual([[1, second]])
  })

  test("ignores a half-written part, and what a killed writer left aside", async () => {
    const store = await openStore(experiment, "command", folder)
    store.save(0, first)
    store.save(1, second)
    truncateSync(join(folder, "part-000001.parquet"), 500)
    writeFileSync(join(folder, "part-000001.parquet.123.tmp"), "PAR1")
    expect([...(await openStore(experiment, "command", folder)).finished.keys()]).toEqual([0])
  })

  test("takes up fewer and more replications of the same experiment", async () => {
    const store = await openStore(experiment, "command", folder)
    store.save(0, first)
    store.save(1, second)
    expect([...(await openStore({ ...experiment, replications: 9 }, "command", folder)).finished.keys()]).toEqual([0, 1])
    expect([...(await openStore({ ...experiment, replications: 1 }, "command", folder)).finished.keys()]).toEqual([0])
  })

  test("refuses a folder of another experiment, or what is no folder, and leaves it as it is", async () => {
    ;(await openStore(experiment, "command", folder)).save(0, first)
    const before = readFileSync(join(folder, "experiment.json"), "utf8")
    for (const other of [
      { ...experiment, seed: 6 },
      { ...experiment, strategies: [digital, intelligent] },
      { ...experiment, modules: [{ file: "mine.js", code: "1" }] },
      { ...experiment, world: readScenario("everyday", [...small, "budget=17000000"]) },
    ]) {
      expect(keyOf(other)).not.toBe(keyOf(experiment))
      await expect(openStore(other, "command", folder)).rejects.toThrow(InputError)
    }
    await expect(openStore(experiment, "command", join(folder, "experiment.json"))).rejects.toThrow(/expected a folder/)
    await expect(openStore(experiment, "command", join(folder, "experiment.json", "deeper"))).rejects.toThrow(InputError)
    expect(readFileSync(join(folder, "experiment.json"), "utf8")).toBe(before)
  })
})
