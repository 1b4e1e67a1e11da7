import { z } from "zod"
import { scenarioSchema } from "./schema.ts"

/** JSON Schema (2020-12) of a scenario file, for editors: keys, types, defaults, meanings with their unit. Sums and names across keys are checked by `load`. */
export function jsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(scenarioSchema("the scenario's currency"), {
    io: "input",
    unrepresentable: "any",
    override: ({ jsonSchema: own }) => {
      const { unit, source, least, most, ...rest } = own as Record<string, unknown>
      for (const key of Object.keys(own)) delete own[key]
      Object.assign(own, rest)
      if (unit && rest.description) own.description = `${rest.description} (${unit})${source ? `. Default: ${source}` : ""}`
    },
  })
}
