import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { readScenario, readText, resized, root, scenarioNames } from "../../../bench/node/files.ts"
import { checkStrategies, lineUp } from "../../../bench/node/strategies.ts"
import { strategyNamed } from "../../../bench/strategyNamed.ts"
import { InputError } from "../../../scenarios/index.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, data: string | Uint8Array) => {
  writeFileSync(join(folder, name), data)
  return join(folder, name)
}

describe("scenario files", () => {
  test("every shipped one loads by its name", () => {
    expect(scenarioNames()).toContain("everyday")
    for (const name of scenarioNames()) expect(readScenario(name).name).toBe(name)
  })

  test("simulated by fewer customers, they stand for as many people", () => {
    const { customers, weight } = readScenario("everyday")
    const small = resized("everyday", { settings: ["budget=5000000"], customers: customers / 5 }, ["clock.days=28"])
    expect([small.customers, small.weight]).toEqual([customers / 5, weight * 5])
    expect([small.budget, small.clock.horizon]).toEqual([5_000_000, 28])
    expect(resized("everyday", { settings: [] })).toEqual(readScenario("everyday"))
  })

  test("a path gives the same world as the name", () => expect(readScenario(join(root, "scenarios/markets/everyday.yaml"))).toEqual(readScenario("everyday")))

  test.each([
    ["a missing file", () => join(folder, "none.yaml"), /none\.yaml: expected a file; found nothing there/],
    ["a folder", () => folder, /found a folder/],
    ["a large file", () => file("large.yaml", new Uint8Array(1_000_001)), /expected at most 1000000 bytes; found 1000001/],
    ["binary data", () => file("binary.yaml", Uint8Array.of(0xff, 0xfe, 0x00, 0xd8)), /found binary data/],
    ["an unknown name", () => "evryday", /found "evryday"\. Did you mean everyday\?/],
  ])("%s is refused in one line", (_, make, message) => {
    const found = () => readScenario(make())
    expect(found).toThrow(InputError)
    expect(found).toThrow(message)
    expect(found).not.toThrow(/\n/)
  })

  test("text is read as UTF-8", () => expect(readText(file("text.yaml", "名: 1"))).toBe("名: 1"))
})

describe("strategies", () => {
  test("an unknown name is refused with the nearest", () => {
    expect(() => strategyNamed("inteligent")).toThrow(/Did you mean intelligent\?/)
    expect(() => strategyNamed("constructor")).toThrow(InputError)
  })

  test("a budget that cannot pay for people and tools is bad input", async () => {
    const lineup = await lineUp(["digital"])
    expect(() => checkStrategies(readScenario("everyday", ["budget=1000"]), lineup)).toThrow(InputError)
  })
})
