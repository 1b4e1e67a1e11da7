import { z } from "zod"
import { nearest } from "./errors.ts"

/** Quantities with their unit in words: a duration always has one, money may name its currency, a share may be in percent. */

const HOURS = { hours: 1, hour: 1, days: 24, day: 24, weeks: 168, week: 168, years: 8760, year: 8760 } as const
const LONGEST = 60
/** Commas only between groups of three digits: `12,5` is a mistake, not 125. */
const numberText = /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d+)?)\s*([^\d\s.,].*)?$/i

function split(text: string): { value: number; unit: string } | undefined {
  const [, number, unit = ""] = (text.length <= LONGEST && numberText.exec(text.trim())) || []
  return number && /\d/.test(number) ? { value: Number(number.replaceAll(",", "")), unit } : undefined
}

function range(least: number, most: number): string {
  const said = (x: number) => (x >= 1e9 ? x.toExponential().replace("+", "") : x.toLocaleString("en-US", { maximumFractionDigits: 6 }))
  return `${said(least)} to ${said(most)}`
}

/** A number, or a text that `read` turns into one. @param meant the text that was probably meant, where `read` fails */
function quantity(
  expected: string,
  least: number,
  most: number,
  read: (raw: string | number) => number | undefined,
  meant?: (raw: string) => string | undefined,
) {
  return z.union([z.number(), z.string()], { error: `expected ${expected}` }).transform((raw, context) => {
    const value = read(raw)
    if (value === undefined || !(value >= least && value <= most)) {
      context.addIssue({ code: "custom", message: `expected ${expected}`, params: { meant: typeof raw === "string" ? meant?.(raw) : undefined } })
      return z.NEVER
    }
    return value
  })
}

/** `30 days`, `6 hours`, `1 week`: in days. A year is 365 days. */
export function duration(least = 0, most = 36500) {
  return quantity(
    `a duration of ${range(least, most)} days, such as 6 hours, 30 days or 2 weeks`,
    least,
    most,
    (raw) => {
      const found = typeof raw === "string" ? split(raw) : undefined
      const hours = found && Object.hasOwn(HOURS, found.unit) ? HOURS[found.unit as keyof typeof HOURS] : undefined
      return found && hours ? (found.value * hours) / 24 : undefined
    },
    (raw) => {
      const found = split(raw)
      const unit = found && nearest(found.unit, Object.keys(HOURS))
      return unit && unit !== found.unit ? `${found.value} ${unit}` : undefined
    },
  ).meta({ unit: "duration", least, most })
}

/** `0.15` or `15 %`. */
export function share(least = 0, most = 1) {
  return quantity(`a share from ${range(least, most)}, such as 0.15 or 15 %`, least, most, (raw) => {
    if (typeof raw === "number") return raw
    const found = split(raw)
    return found?.unit === "%" ? found.value / 100 : undefined
  }).meta({ unit: "share", least, most })
}

/** `1200`, `1,200` or `1,200 CNY`, in the scenario's currency. */
export function money(currency: string, least = 0, most = 1e13) {
  return quantity(`an amount from ${range(least, most)} in ${currency}`, least, most, (raw) => {
    if (typeof raw === "number") return raw
    const found = split(raw)
    return found && (found.unit === "" || found.unit === currency) ? found.value : undefined
  }).meta({ unit: currency, least, most })
}

/** A plain number in a range. */
export function number(unit: string, least: number, most: number) {
  const error = `expected a number from ${range(least, most)} (${unit})`
  return z.number({ error }).min(least, { error }).max(most, { error }).meta({ unit, least, most })
}

export function count(least: number, most: number) {
  const error = `expected a whole number from ${range(least, most)}`
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error }).meta({ unit: "count", least, most })
}
