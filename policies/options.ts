import { hint, oneOf, shown } from "../scenarios/errors.ts"

/** One option of a policy: what it means, what it may be, and what it is when it is not given. */
export interface Option<T> {
  readonly usual: T
  readonly about: string
  /** What messages and lists say it may be: `a number from 0 to 1`. */
  readonly expected: string
  /** @returns undefined where the value cannot be meant @throws RangeError that says more than `expected` does */
  read(value: unknown): T | undefined
}

export type Options = { readonly [name: string]: Option<unknown> }
export type ValuesOf<O extends Options> = { readonly [K in keyof O]: O[K]["usual"] }

/** @param above excluded lower end; `least` and `most` are included */
interface Range {
  least?: number
  most?: number
  above?: number
}

function rangeText({ least, most, above }: Range): string {
  const lower = above !== undefined ? `above ${above}` : least !== undefined ? (most !== undefined ? `from ${least}` : `of at least ${least}`) : ""
  const upper = most === undefined ? "" : lower === "" ? `of at most ${most}` : above !== undefined ? `and at most ${most}` : `to ${most}`
  return [lower, upper].filter(Boolean).join(" ")
}

const within = (x: number, { least, most, above }: Range) =>
  Number.isFinite(x) && !(x < (least ?? Number.NEGATIVE_INFINITY)) && !(x > (most ?? Number.POSITIVE_INFINITY)) && (above === undefined || x > above)

export function number(usual: number, about: string, range: Range = {}): Option<number> {
  return {
    usual,
    about,
    expected: `a number ${rangeText(range)}`.trim(),
    read: (value) => (typeof value === "number" && within(value, range) ? value : undefined),
  }
}

export function whole(usual: number, about: string, range: Range = {}): Option<number> {
  return {
    usual,
    about,
    expected: `a whole number ${rangeText(range)}`.trim(),
    read: (value) => (typeof value === "number" && Number.isSafeInteger(value) && within(value, range) ? value : undefined),
  }
}

export function flag(usual: boolean, about: string): Option<boolean> {
  return { usual, about, expected: "true or false", read: (value) => (typeof value === "boolean" ? value : undefined) }
}

export function choice<const T extends string>(usual: NoInfer<T>, names: readonly T[], about: string): Option<T> {
  return {
    usual,
    about,
    expected: oneOf(names),
    read(value) {
      if (names.includes(value as T)) return value as T
      throw new RangeError(`expected ${oneOf(names)}; found ${shown(value)}${hint(value, names)}`)
    },
  }
}

/** A list of numbers of a given length, or of any. */
export function numbers(usual: readonly number[], about: string, range: Range & { length?: number } = {}): Option<readonly number[]> {
  const { length } = range
  return {
    usual,
    about,
    expected: `a list of ${length === undefined ? "numbers" : `${length} numbers`} ${rangeText(range)}`.trim(),
    read: (value) =>
      Array.isArray(value) && (length === undefined || value.length === length) && value.every((x) => typeof x === "number" && within(x, range))
        ? [...value]
        : undefined,
  }
}

/** Names, none twice. */
export function names(usual: readonly string[], about: string): Option<readonly string[]> {
  return {
    usual,
    about,
    expected: "a list of names",
    read: (value) => (Array.isArray(value) && value.every((x) => typeof x === "string") && new Set(value).size === value.length ? [...value] : undefined),
  }
}

/** Anything else that can be written as data, read by the policy itself. */
export function data<T>(usual: T, about: string, expected: string, read: (value: unknown) => T | undefined): Option<T> {
  return { usual, about, expected, read }
}

/**
 * Reads options as they were given: what is missing is as usual.
 * @throws RangeError with the option, what was expected, what was found, and the nearest name
 */
export function readOptions<O extends Options>(options: O, given: { readonly [name: string]: unknown } = {}): ValuesOf<O> {
  const known = Object.keys(options)
  for (const name of Object.keys(given))
    if (!known.includes(name))
      throw new RangeError(`expected ${known.length === 0 ? "no options" : `an option, ${oneOf(known, 40)}`}; found ${shown(name)}${hint(name, known)}`)
  return Object.fromEntries(
    known.map((name) => [name, Object.hasOwn(given, name) ? value(name, options[name] as Option<unknown>, given[name]) : options[name]?.usual]),
  ) as ValuesOf<O>
}

function value(name: string, option: Option<unknown>, given: unknown): unknown {
  const read = (() => {
    try {
      return option.read(given)
    } catch (error) {
      if (error instanceof RangeError) throw new RangeError(`${name}: ${error.message}`)
      throw error
    }
  })()
  if (read === undefined) throw new RangeError(`${name}: expected ${option.expected}; found ${shown(given)}`)
  return read
}
