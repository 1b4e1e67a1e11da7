import { z } from "zod"
import { scenarioSchema } from "./schema.ts"

/** JSON Schema (2020-12) of a scenario file, for editors: keys, types, ranges, defaults, meanings. What spans several keys is checked by `load`. */
export function jsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(scenarioSchema("the scenario's currency"), { io: "input", unrepresentable: "any", override: ({ jsonSchema: own }) => standard(own) })
}

/** Our own words as a standard schema's: the unit and the default's source go into the description. */
function standard(own: Record<string, unknown>): void {
  const { unit, source, least, most, description } = own
  for (const key of ["unit", "source", "least", "most"]) delete own[key]
  if (unit && description) own.description = `${description} (${unit})${"default" in own && source ? `. Default: ${source}` : ""}`
  if (unit === "duration") own.type = "string"
  else if (typeof least === "number" && typeof most === "number") Object.assign(own, { minimum: least, maximum: most })
}
