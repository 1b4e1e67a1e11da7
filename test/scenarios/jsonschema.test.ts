import { expect, test } from "vitest"
import { parse } from "yaml"
import { jsonSchema } from "../../scenarios/index.ts"
import { everyday } from "./everyday.ts"

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  description?: string
  unit?: string
}

/** What in the data does not fit the schema's shape, as paths. */
function misfits(schema: Schema, value: unknown, path = ""): string[] {
  const options = schema.anyOf ?? schema.oneOf
  if (options) return options.some((option) => misfits(option, value).length === 0) ? [] : [path]
  if ("const" in schema) return schema.const === value ? [] : [path]
  if (schema.enum) return schema.enum.includes(value) ? [] : [path]
  if (schema.type === "array") {
    return Array.isArray(value) ? value.flatMap((item, k) => misfits(schema.items ?? {}, item, `${path}[${k}]`)) : [path]
  }
  if (schema.type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [path]
    const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${path}.${key} missing`)
    const wrong = Object.entries(value).flatMap(([key, of]) => {
      const at = schema.properties?.[key] ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined)
      return at ? misfits(at, of, `${path}.${key}`) : [`${path}.${key} unknown`]
    })
    return [...missing, ...wrong]
  }
  if (schema.type === "integer") return Number.isInteger(value) ? [] : [path]
  return schema.type === undefined || [schema.type].flat().includes(typeof value) ? [] : [path]
}

const schema = jsonSchema() as Schema
const data = parse(everyday) as Record<string, unknown>

test("the shipped market conforms in shape", () => expect(misfits(schema, data)).toEqual([]))

test("what a file must not have does not conform", () => {
  expect(misfits(schema, { ...data, bugdet: 1 })).toEqual([".bugdet unknown"])
  expect(misfits(schema, { ...data, customers: "many" })).toEqual([".customers"])
  expect(misfits(schema, { ...data, demand: { shock: { std: 1 } } })).toEqual([".demand.shock.std unknown"])
  expect(misfits(schema, { ...data, channels: [{ name: "x", kind: "auctoin" }] })).toEqual([".channels[0]"])
})

test("every key closes its mapping, and says what it means in what unit, without keywords of our own", () => {
  const text = JSON.stringify(schema)
  expect(text).not.toMatch(/"(unit|source|least|most)":/)
  expect(schema.additionalProperties).toBe(false)
  expect(schema.properties?.budget?.description).toContain("(the scenario's currency)")
  expect(text.match(/"description":/g)?.length).toBeGreaterThan(100)
})
