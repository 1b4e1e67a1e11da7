import type { z } from "zod"
import { child } from "./errors.ts"

/** A schema's inside, as far as messages and documentation read it. */
export interface Inside {
  type: string
  innerType?: z.core.$ZodType
  in?: z.core.$ZodType
  options?: z.core.$ZodType[]
  discriminator?: string
  element?: z.core.$ZodType
  valueType?: z.core.$ZodType
  shape?: Record<string, z.core.$ZodType>
  entries?: Record<string, string>
  values?: string[]
  defaultValue?: unknown
}

export function inside(type: z.core.$ZodType): Inside {
  return (type as z.ZodType).def as unknown as Inside
}

/** A schema without default, prefault and transform around it. */
export function bare(type: z.core.$ZodType): z.core.$ZodType {
  const { innerType, in: input } = inside(type)
  return innerType ? bare(innerType) : input ? bare(input) : type
}

/** Values that tell the options of a discriminated union apart. */
export function kinds(type: z.core.$ZodType): string[] {
  const { options = [], discriminator = "" } = inside(type)
  return options.flatMap((option) => kindsOf(option, discriminator))
}

function kindsOf(option: z.core.$ZodType, discriminator: string): string[] {
  const literal = inside(option).shape?.[discriminator]
  return literal ? (inside(literal).values ?? []) : []
}

/** The schema that data at a path is held against; of a discriminated union the option that the data says, else the union. */
export function typeAt(schema: z.core.$ZodType, data: unknown, path: readonly PropertyKey[]): z.core.$ZodType | undefined {
  let type = pick(schema, data)
  let value = data
  for (const key of path) {
    const { element, shape, valueType } = inside(type)
    const next = element ?? (child(shape, key) as z.core.$ZodType | undefined) ?? valueType
    if (!next) return undefined
    value = child(value, key)
    type = pick(next, value)
  }
  return type
}

function pick(schema: z.core.$ZodType, value: unknown): z.core.$ZodType {
  const type = bare(schema)
  const { options, discriminator } = inside(type)
  const kind = discriminator ? child(value, discriminator) : undefined
  return options?.find((option) => discriminator && kindsOf(option, discriminator).includes(kind as string)) ?? type
}

/** Names that a schema takes as keys, or else as value. */
export function namesOf(type: z.core.$ZodType | undefined): string[] {
  if (!type) return []
  const { shape, entries, options, discriminator } = inside(type)
  if (shape) return Object.keys(shape)
  if (entries) return Object.keys(entries)
  return discriminator ? [...new Set(options?.flatMap(namesOf))] : []
}
