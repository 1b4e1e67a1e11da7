import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { kindNamed, lineUp } from "../../../bench/node/strategies.ts"
import { untrained } from "../../../bench/node/trained.ts"
import { InputError } from "../../../scenarios/errors.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-lineup-"))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (file: string) => join(folder, file)
const write = (file: string, text: string) => {
  mkdirSync(join(at(file), ".."), { recursive: true })
  writeFileSync(at(file), text)
  return at(file)
}

const module = (name: string, spend: number) => `
import { policy } from "marketlab/policies"
export default policy({ name: "${name}", seat: "plan", about: "", source: "", options: {} }, () => {
  let known = null
  return {
    needs: [],
    act: ({ books }) => ({ action: { shares: Float64Array.from(books.paid, () => 1 / books.paid.length), spend: ${spend} } }),
    save: () => known,
    load: (state) => void (known = state),
  }
})`

const trained = (name: string, beside?: string) => {
  const about = { key: "k", command: "", scenario: "everyday", world: "w", strategy: "digital", seat: "plan" as const, policy: name, options: {}, seed: 1 }
  return JSON.stringify({ ...untrained(about), ...(beside ? { module: beside } : {}), episodes: 1, state: 7 })
}

const refused = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (e) => e,
  )
  expect(error).toBeInstanceOf(InputError)
  return (error as Error).message
}

describe("what was trained of a policy from a file", () => {
  test("finds that file from where it lies, in a table and in a strategy", async () => {
    write("code/one.ts", module("one", 1))
    const json = write("runs/one.json", trained("one", "../code/one.ts"))
    const { strategies, kinds } = await lineUp(
      [write("runs/s.yaml", "name: s\nextends: digital\npolicies: { plan: { policy: one, trained: one.json } }")],
      [json],
    )
    expect(strategies.map(({ policies }) => policies.plan)).toEqual([
      { policy: "one", options: {}, trained: 7 },
      { policy: "one", options: {}, trained: 7 },
    ])
    expect(kinds.has("one")).toBe(true)
  })

  test("says so where the file is gone, or holds another policy", async () => {
    const gone = write("runs/gone.json", trained("gone", "../code/gone.ts"))
    expect(await refused(lineUp([], [gone]))).toContain("expected the policy that was trained, gone, in")
    const other = write("runs/other.json", trained("other", "../code/one.ts"))
    expect(await refused(lineUp([], [other]))).toContain("expected the policy that was trained, other; found one")
  })
})

describe("policies are told apart by name", () => {
  test("two files with one name are refused, for one would be played twice; the same file under two paths is one", async () => {
    write("a/p.ts", module("same", 1))
    write("b/p.ts", module("same", 2))
    expect(await refused(lineUp([], [at("a/p.ts"), at("b/p.ts")]))).toMatch(/b\/p\.ts: name: expected one that no policy has; found "same", as in .*a\/p\.ts$/)
    const { strategies } = await lineUp([], [at("a/p.ts"), at("a/../a/p.ts")])
    expect(strategies.map(({ name }) => name)).toEqual(["same", "same"])
  })
})

test.each([
  [[], "s.yaml", "A strategy goes by --strategies"],
  [[], "p.py", "expected a policy: its name, a module (.ts, .js)"],
  [["p.ts"], undefined, "expected a strategy (.yaml); found a policy's file. It goes by --policy"],
  [["nowhere.yaml"], undefined, "nowhere.yaml: policies.plan.policy: expected a policy's name or its file beside this one"],
])("a file in the wrong place is told its place: %j %s", async (names, policy, message) => {
  write("s.yaml", "name: s\nextends: digital")
  write("nowhere.yaml", "name: s\nextends: digital\npolicies: { plan: { policy: ./none.ts } }")
  write("p.py", "")
  write("p.ts", module("p", 1))
  expect(await refused(lineUp(names.map(at), policy === undefined ? [] : [at(policy)]))).toContain(message)
})

test("what was trained is no kind of policy", async () => {
  expect(await refused(kindNamed(write("t.json", trained("equal"))))).toContain("found what one was trained to")
})
