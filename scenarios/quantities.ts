import { z } from "zod"

/** Quantities with their unit in words: a duration always has one, money may name its currency, a share may be in percent. */

const HOURS = { hour: 1, hours: 1, day: 24, days: 24, week: 168, weeks: 168, year: 8760, years: 8760 } as const
const numberText = /^\s*([-+]?[\d,]*\.?\d+(?:e[-+]?\d+)?)\s*([^\d\s].*?)?\s*$/i

function split(text: string): { value: number; unit: string } | undefined {
  const found = numberText.exec(text)
  return found ? { value: Number((found[1] as string).replaceAll(",", "")), unit: found[2] ?? "" } : undefined
}

function quantity(expected: string, read: (raw: string | number) => number | undefined, least: number, most: number) {
  return z.union([z.number(), z.string()], { error: `expected ${expected}` }).transform((raw, context) => {
    const value = read(raw)
    if (value === undefined || !Number.isFinite(value) || value < least || value > most) {
      context.addIssue({ code: "custom", message: `expected ${expected}`, input: raw })
      return z.NEVER
    }
    return value
  })
}

/** `30 days`, `6 hours`, `1 week`: in days. */
export function duration(least = 0, most = 36500) {
  return quantity(
    "a duration such as 30 days, 6 hours or 2 weeks",
    (raw) => {
      if (typeof raw === "number") return undefined
      const found = split(raw)
      const hours = found && HOURS[found.unit as keyof typeof HOURS]
      return found && hours ? (found.value * hours) / 24 : undefined
    },
    least,
    most,
  ).meta({ unit: "duration" })
}

/** `0.15` or `15 %`. */
export function share(least = 0, most = 1) {
  const range = `a share from ${least} to ${most}, such as 0.15 or 15 %`
  return quantity(
    range,
    (raw) => {
      if (typeof raw === "number") return raw
      const found = split(raw)
      return found?.unit === "%" ? found.value / 100 : undefined
    },
    least,
    most,
  ).meta({ unit: "share" })
}

/** `1200`, `1,200` or `1,200 CNY`, in the scenario's currency. */
export function money(currency: string, least = 0, most = 1e13) {
  return quantity(
    `an amount ≥ ${least} in ${currency}`,
    (raw) => {
      if (typeof raw === "number") return raw
      const found = split(raw)
      return found && (found.unit === "" || found.unit === currency) ? found.value : undefined
    },
    least,
    most,
  ).meta({ unit: currency })
}

/** A plain number in a range. */
export function number(unit: string, least: number, most: number) {
  return z
    .number({ error: `expected a number from ${least} to ${most} (${unit})` })
    .min(least, { error: `expected a number from ${least} to ${most} (${unit})` })
    .max(most, { error: `expected a number from ${least} to ${most} (${unit})` })
    .meta({ unit })
}

export function count(least: number, most: number) {
  const expected = `expected a whole number from ${least} to ${most}`
  return z.number({ error: expected }).int({ error: expected }).min(least, { error: expected }).max(most, { error: expected }).meta({ unit: "count" })
}
