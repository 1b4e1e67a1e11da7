import type { Language } from "./language.ts"

const numbers = new Map<string, Intl.NumberFormat>()
const dates = new Map<string, Intl.DateTimeFormat>()

function kept<T>(all: Map<string, T>, to: Language, options: object, make: () => T): T {
  const key = `${to} ${JSON.stringify(options)}`
  let found = all.get(key)
  if (!found) all.set(key, (found = make()))
  return found
}

/** A format of numbers, made once: making one costs a thousand times its use. */
export const numberFormat = (to: Language, options: Intl.NumberFormatOptions = {}) => kept(numbers, to, options, () => new Intl.NumberFormat(to, options))

/** A format of times, made once. */
export const dateFormat = (to: Language, options: Intl.DateTimeFormatOptions) => kept(dates, to, options, () => new Intl.DateTimeFormat(to, options))
