import { execFileSync } from "node:child_process"
import { fc, test } from "@fast-check/vitest"
import { expect } from "vitest"
import { type Comparison, compareCommand, quoted, readCommand } from "../../bench/command.ts"

const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\0"))
const name = word.filter((text) => !text.includes(","))
const comparisons: fc.Arbitrary<Comparison> = fc.record({
  scenario: word,
  strategies: fc.array(name, { minLength: 1, maxLength: 4 }),
  policies: fc.array(name, { minLength: 1, maxLength: 2 }),
  base: name,
  replications: fc.nat(),
  seed: fc.nat(),
  customers: fc.nat().map(String),
  settings: fc.array(word, { maxLength: 3 }),
})

test.prop([comparisons])("a command is read as it was written", (told) => {
  expect({ base: "digital", ...readCommand(compareCommand(told)) }).toEqual(told)
})

test("another text is none", () => {
  for (const text of [
    "",
    "marketlab compare",
    "npx marketlab run everyday",
    "npx marketlab compare everyday --loud 3",
    "npx marketlab compare everyday --seed",
  ])
    expect(readCommand(text)).toBeUndefined()
})

test.prop([fc.array(word, { minLength: 1, maxLength: 20 })], { numRuns: 5 })("a shell takes quoted words as they were", (words) => {
  const said = execFileSync("sh", ["-c", `printf '%s\\0' ${words.map(quoted).join(" ")}`]).toString()
  expect(said.split("\0").slice(0, -1)).toEqual(words)
})
