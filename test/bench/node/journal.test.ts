import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parquetReadObjects } from "hyparquet"
import { afterAll, afterEach, describe, expect, test, vi } from "vitest"
import { run } from "../../../bench/cli/run.ts"
import { type JournalRow, openJournal } from "../../../bench/node/journal.ts"
import { InputError } from "../../../scenarios/index.ts"
import { small } from "../small.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.restoreAllMocks())

const row: JournalRow = {
  strategy: "digital",
  seed: 2 ** 40,
  replication: 3,
  sequence: 0,
  seat: "engage",
  what: "1,200 messages: 1,200 offer",
  reason: 'said "now",\nnot later',
  automated: true,
  issued: 24,
  decided: 24.5,
  approved: null,
  executed: null,
  acted: 26,
  reworked: 0,
  result: "partly",
  twice: false,
  limits: "frequency 3",
  customers: 1200,
  cost: 4.56,
}

describe("a journal's file", () => {
  for (const extension of ["ndjson", "jsonl", "JSONL"])
    test(`ending in .${extension} holds a row a line`, () => {
      const file = join(folder, `lines.${extension}`)
      openJournal(file)([row, { ...row, sequence: 1 }])
      const lines = readFileSync(file, "utf8").split("\n")
      expect(lines.pop()).toBe("")
      expect(lines.map((line) => JSON.parse(line))).toEqual([row, { ...row, sequence: 1 }])
    })

  test("ending in .csv has a head, quotes what needs quotes, and leaves out what is not known", () => {
    const file = join(folder, "rows.csv")
    openJournal(file)([row])
    expect(readFileSync(file, "utf8")).toBe(
      "strategy,seed,replication,sequence,seat,what,reason,automated,issued,decided,approved,executed,acted,reworked,result,twice,limits,customers,cost\r\n" +
        'digital,1099511627776,3,0,engage,"1,200 messages: 1,200 offer","said ""now"",\nnot later",true,24,24.5,,,26,0,partly,false,frequency 3,1200,4.56\r\n',
    )
  })

  test("ending in .parquet is read back as it was, an empty one too", async () => {
    for (const [name, rows] of [
      ["rows", [row, { ...row, acted: null }]],
      ["none", []],
    ] as const) {
      const file = join(folder, `${name}.parquet`)
      openJournal(file)(rows)
      expect(await parquetReadObjects({ file: new Uint8Array(readFileSync(file)).buffer as ArrayBuffer })).toEqual(rows)
    }
  })

  test("takes the place of an old one whole, and leaves nothing else behind", () => {
    const own = join(folder, "own")
    mkdirSync(own)
    writeFileSync(join(own, "j.csv"), "old")
    openJournal(join(own, "j.csv"))([row])
    expect(readdirSync(own)).toEqual(["j.csv"])
    expect(readFileSync(join(own, "j.csv"), "utf8")).toMatch(/^strategy/)
  })

  test.each([
    ["of no known kind", "rows.cvs", /found "rows\.cvs"\. Did you mean \.csv\?/],
    ["without an ending", "rows", /expected - or a file ending in \.csv, \.ndjson, \.jsonl, \.parquet; found "rows"/],
    ["in a folder that is not there", join(folder, "none", "rows.csv"), /expected a file in a folder; found no folder/],
    ["that is a folder", join(folder, "is.csv"), /expected a file; found a folder/],
    ["under a file", join(folder, "rows.csv", "rows.csv"), /is none/],
  ])("%s is refused in one line", (_, file, message) => {
    mkdirSync(join(folder, "is.csv"), { recursive: true })
    openJournal(join(folder, "rows.csv"))([])
    expect(() => openJournal(file)).toThrow(expect.objectContaining({ constructor: InputError, message: expect.stringMatching(message) }))
  })
})

describe("run --journal", () => {
  const args = ["--strategy", "digital", ...small.flatMap((setting) => ["--set", setting])]

  test("writes every instruction, and prints what it prints without", async () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    const file = join(folder, "run.ndjson")
    expect(await run([...args, "--journal", file])).toBe(0)
    const withJournal = printed.mock.calls.map(([text]) => text)
    printed.mockClear()
    expect(await run(args)).toBe(0)
    expect(withJournal).toEqual(printed.mock.calls.map(([text]) => text))
    const rows = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as JournalRow)
    expect(rows.map((r) => r.sequence)).toEqual(rows.map((_, k) => k))
    expect(rows.some((r) => r.seat === "plan" && r.what.startsWith("media ") && r.reason !== "" && r.cost > 0)).toBe(true)
    printed.mockClear()
    expect(await run([...args, "--journal", "-"])).toBe(0)
    expect(printed.mock.calls.map(([text]) => text)).toEqual([readFileSync(file, "utf8")])
  })

  test("refuses what cannot be before anything is played", async () => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    await expect(run([...args, "--journal", join(folder, "none", "j.csv")])).rejects.toThrow(InputError)
    await expect(run([...args, "--journal", "-", "--json"])).rejects.toThrow(/^--journal: expected a file beside --json; found -$/)
    expect(printed).not.toHaveBeenCalled()
    expect(existsSync(join(folder, "none"))).toBe(false)
  })
})
