import { expect, test } from "vitest"
import { parametersOf, parametersPage } from "../../scenarios/parameters.ts"
import { scenarioSchema, sourcesSchema } from "../../scenarios/schema.ts"

const all = [...parametersOf(scenarioSchema("CNY")), ...parametersOf(sourcesSchema)]

test("docs/parameters.md is what the schema says (npm run docs writes it)", async () => {
  await expect(parametersPage()).toMatchFileSnapshot("../../docs/parameters.md")
})

test("every key has a meaning and a unit", () => {
  expect(all.length).toBeGreaterThan(100)
  expect(all.filter((p) => p.meaning === "" || p.unit === "")).toEqual([])
})

test("every key with a default has a source, if only that it is assumed", () => {
  expect(all.filter((p) => p.default !== undefined && p.source === "")).toEqual([])
})

test("no key of a file is listed twice", () => {
  for (const schema of [scenarioSchema("CNY"), sourcesSchema]) {
    const paths = parametersOf(schema).map((p) => p.path)
    expect(new Set(paths).size).toBe(paths.length)
  }
})
