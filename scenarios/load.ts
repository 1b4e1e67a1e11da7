import type { z } from "zod"
import type { Source, World } from "../sim/world.ts"
import { complaint } from "./complaint.ts"
import { child } from "./errors.ts"
import { scenarioSchema, sourcesSchema } from "./schema.ts"
import { withSettings } from "./settings.ts"
import { sourcesOf, worldOf } from "./world.ts"
import { read } from "./yaml.ts"

const SOURCES = "sources.yaml"

/**
 * A world from a scenario's text and the sources' text.
 * @param file how messages name the scenario
 * @param settings `path=value`, as given to --set; a list's items may be named (`channels.search.price=0.1`)
 * @throws InputError with file, path, expected, found and the nearest valid name
 */
export function load(file: string, text: string, sourcesText: string, settings: readonly string[] = []): World {
  const data = withSettings(read(file, text), settings)
  const currency = child(data, "currency")
  const schema = scenarioSchema(typeof currency === "string" && currency.length === 3 ? currency : "the scenario's currency")
  const scenario = check(file, schema, data)
  return worldOf(file, scenario, sourcesIn(sourcesText))
}

let last: { text: string; sources: Source[] } | undefined

/** The sources of a text. Reading it takes longer than a scenario, so the last one is kept. */
function sourcesIn(text: string): Source[] {
  if (last?.text !== text) last = { text, sources: sourcesOf(SOURCES, check(SOURCES, sourcesSchema, read(SOURCES, text))) }
  return last.sources
}

function check<T extends z.ZodType>(file: string, schema: T, data: unknown): z.output<T> {
  const result = schema.safeParse(data)
  if (result.success) return result.data
  throw complaint({ file, data, schema }, result.error.issues)
}
