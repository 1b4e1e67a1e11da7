import { z } from "zod"
import { complaint } from "../scenarios/complaint.ts"
import { read } from "../scenarios/yaml.ts"
import { seats } from "../sim/index.ts"
import { stages } from "../sim/organisation.ts"

const bySeat = <T extends z.ZodType>(value: T) =>
  z.strictObject(Object.fromEntries(seats.map((seat) => [seat, value.optional()])) as Record<(typeof seats)[number], z.ZodOptional<T>>)

const number = z.number({ error: "expected a number" })
const text = z.string({ error: "expected words" })
const seat = z.enum(seats)
const byStage = z.strictObject(
  Object.fromEntries(stages.map((stage) => [stage, number.optional()])) as Record<(typeof stages)[number], z.ZodOptional<typeof number>>,
)
const faults = z.strictObject({ fails: number.optional(), twice: number.optional() })

const organisation = z.strictObject({
  cadence: bySeat(number).optional(),
  latency: bySeat(z.union([number, byStage], { error: "expected hours, or hours by stage" })).optional(),
  costPerDay: number.optional(),
  teams: z
    .array(
      z.strictObject({
        name: text,
        seats: z.array(seat),
        stages: z.array(z.enum(stages)).optional(),
        people: number.optional(),
        capacityPerDay: number.optional(),
      }),
    )
    .optional(),
  handOver: number.optional(),
  spread: number.optional(),
  automated: bySeat(number).optional(),
  rework: number.optional(),
  faults: z.strictObject({ people: faults.optional(), automated: faults.optional() }).optional(),
  guardrails: z
    .strictObject({ contactsPerWeek: number.optional(), shareStep: number.optional(), bidStep: number.optional(), priceFloor: number.optional() })
    .optional(),
})

const policy = z.strictObject({
  policy: text,
  options: z.record(z.string(), z.json()).optional(),
  trained: text.optional(),
})

const NAME = "expected a name of letters, digits, - and _, a letter first"

/** A strategy file: what it says goes before what it extends. Hours, money a day and shares as in `Organisation`. */
export const strategySchema = z.strictObject({
  name: z.string({ error: NAME }).regex(/^[A-Za-z][\w-]{0,39}$/, { error: NAME }),
  about: text.optional(),
  extends: text.optional(),
  organisation: organisation.optional(),
  sources: z.array(text, { error: "expected a list of sources" }).optional(),
  outcomeDays: number.optional(),
  policies: bySeat(policy.nullable()).optional(),
})

export type StrategyFile = z.output<typeof strategySchema>

/** @param file how messages name the text @throws InputError with file, path, expected, found and the nearest valid name */
export function readStrategy(file: string, content: string): StrategyFile {
  const data = read(file, content)
  const { success, error, data: read_ } = strategySchema.safeParse(data)
  if (!success) throw complaint({ file, data, schema: strategySchema }, error.issues)
  return read_
}
