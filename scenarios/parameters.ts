import type { z } from "zod"
import { scenarioSchema, sourcesSchema } from "./schema.ts"
import { bare, inside } from "./shape.ts"

/** One key of a file, as documentation shows it. */
export interface Parameter {
  path: string
  meaning: string
  unit: string
  range: string
  /** undefined: the key must be given */
  default: string | undefined
  source: string
}

/** What a schema's own `.meta()` may say (scenarios/schema.ts, scenarios/quantities.ts). */
interface Meta {
  description?: string
  unit?: string
  source?: string
  least?: number | string
  most?: number | string
}

/** Every key of a schema, depth first; `[]` stands for an item of a list, `<name>` for a name of the file's own, `(kind)` for an option. */
export function parametersOf(schema: z.core.$ZodType, path = ""): Parameter[] {
  const { shape, element, valueType, options, discriminator } = inside(bare(schema))
  if (discriminator && options)
    return options.flatMap((option) => {
      const kind = inside(inside(option).shape?.[discriminator] as z.core.$ZodType).values?.[0]
      return parametersOf(option, `${path} (${kind})`)
    })
  if (element) return parametersOf(element, `${path}[]`)
  if (valueType) return parametersOf(valueType, `${path}.<name>`)
  return Object.entries(shape ?? {}).flatMap(([key, type]) => {
    const here = path ? `${path}.${key}` : key
    const below = parametersOf(type, here)
    return isWhole(type) ? below : [parameter(here, type), ...below]
  })
}

/** A plain mapping says nothing that its own keys do not say. */
function isWhole(type: z.core.$ZodType): boolean {
  return inside(bare(type)).shape !== undefined
}

function parameter(path: string, type: z.core.$ZodType): Parameter {
  const { entries, values, type: kind } = inside(bare(type))
  const meta = metaOf(type)
  const item = itemOf(type)
  const of: Meta = item ? metaOf(item) : meta
  const one = values ? "fixed" : (of.unit ?? (kind === "union" ? "by kind" : ""))
  return {
    path,
    meaning: meta.description ?? "",
    unit: item ? (kind === "record" ? `${one} by name` : one ? `list of ${one}` : "list") : one,
    range: entries ? Object.keys(entries).join(", ") : values ? values.join(", ") : rangeOf(of),
    default: defaultOf(type),
    source: meta.source ?? "",
  }
}

function itemOf(type: z.core.$ZodType): z.core.$ZodType | undefined {
  const { element, valueType } = inside(bare(type))
  const item = element ?? valueType
  return item && (itemOf(item) ?? item)
}

/** The nearest of a schema's own words, from its wrappers inwards. */
function metaOf(type: z.core.$ZodType): Meta {
  const { innerType, in: input } = inside(type)
  const inner = innerType ?? input
  return { ...(inner ? metaOf(inner) : {}), ...((type as z.ZodType).meta() as Meta | undefined) }
}

function rangeOf({ unit, least, most }: Meta): string {
  if (least === undefined) return most === undefined ? "" : `at most ${most}`
  return `${figure(least)} to ${figure(most as number | string)}${unit === "duration" ? " days" : ""}`
}

function figure(value: number | string): string {
  return typeof value === "number" && value >= 1e6 ? value.toExponential().replace("+", "") : String(value)
}

function defaultOf(type: z.core.$ZodType): string | undefined {
  const { type: kind, innerType, defaultValue } = inside(type)
  if (kind === "default" || kind === "prefault") return typeof defaultValue === "string" ? defaultValue : JSON.stringify(defaultValue)
  if (kind === "optional") return "none"
  return innerType ? defaultOf(innerType) : undefined
}

const introduction = `# Parameters

Made from scenarios/schema.ts by \`npm run docs\`; a test keeps the two equal.

Where a source is named, the literature *motivates* the value: it says that the effect exists and of which order it is. It is not where the number was read,
for published numbers are elasticities of whole markets, and a parameter here belongs to one person's choice. Two kinds of value are set by playing
the market until its own aggregate response falls into the published range: the price side (\`priceSensitivity\`, with \`choice.inertia\`) against price elasticities, and
the advertising side (\`channels[].gain\`, \`customer.goodwill.elasticity\`) against advertising elasticities. *Assumed* means that we know of no source that we could honestly
quote for it. *Neutral* means that the default leaves the effect out, *convention* that it is a choice of unit or design and no claim about the world.

A duration is a number with hours, days, weeks or years (365 days); a share is \`0.15\` or \`15 %\`; money is \`1200\`, \`1,200\` or \`1,200 CNY\` in the scenario's currency.
\`[]\` stands for each item of a list, \`<name>\` for a channel's name, \`(kind)\` for an item of that kind.
A default is taken where the key is left out; **required** keys have none.
`

/** docs/parameters.md: a table for each section of the scenario file, and one for the file of sources. */
export function parametersPage(): string {
  const all = parametersOf(scenarioSchema("money"))
  const first = ({ path }: Parameter) => path.split(/[.[ ]/)[0] as string
  const alone = (p: Parameter) => all.filter((other) => first(other) === first(p)).length === 1
  const sections = [...new Set(all.filter((p) => !alone(p)).map(first))]
  const tables = sections.map((section) =>
    table(
      section,
      all.filter((p) => first(p) === section),
    ),
  )
  return [introduction, table("scenario", all.filter(alone)), ...tables, table("sources.yaml", parametersOf(sourcesSchema))].join("\n")
}

function table(title: string, rows: readonly Parameter[]): string {
  const lines = rows.map((p) =>
    [`\`${p.path}\``, p.meaning, p.unit, p.range, p.default === undefined ? "**required**" : `\`${p.default}\``, p.source]
      .map((cell) => ` ${cell.replaceAll("|", "\\|")} `)
      .join("|"),
  )
  return [`## ${title}`, "", "| key | meaning | unit | range | default | source |", "|---|---|---|---|---|---|", ...lines.map((l) => `|${l}|`), ""].join("\n")
}
