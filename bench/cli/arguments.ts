import { parseArgs } from "node:util"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import type { World } from "../../sim/index.ts"
import { quoted } from "../command.ts"
import { resized } from "../node/files.ts"

interface Option {
  type: "string" | "boolean"
  multiple?: boolean
  short?: string
  default?: string | boolean | string[]
}

type Value<O extends Option> = O extends { multiple: true }
  ? string[]
  : O extends { type: "boolean" }
    ? boolean
    : O extends { default: string }
      ? string
      : string | undefined

/** What a command was told. */
export interface Arguments<O extends { readonly [name: string]: Option }> {
  values: { [K in keyof O]: Value<O[K]> } & { help: boolean }
  positionals: string[]
}

/** Reads a command's arguments; `--help` is always known. @param most positionals at most @throws InputError in one line, with the nearest option */
export function read<const O extends { readonly [name: string]: Option }>(argv: readonly string[], options: O, most: number): Arguments<O> {
  const known = { ...options, help: { type: "boolean", short: "h", default: false } } as const
  // A negative number after an option is its value.
  const args: string[] = []
  for (const arg of argv)
    if (/^-\d/.test(arg) && /^--[^=]+$/.test(args.at(-1) ?? "")) args.push(`${args.pop()}=${arg}`)
    else args.push(arg)
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals: true, strict: true })
    if (positionals.length > most) throw new InputError(`expected at most ${most} argument${most === 1 ? "" : "s"}; found ${shown(positionals[most])} too`)
    return { values: values as unknown as Arguments<O>["values"], positionals }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
      const option = /'(--?[^'\s]+)/.exec(message)?.[1] ?? ""
      const names = Object.keys(known).map((name) => `--${name}`)
      throw new InputError(`${option}: no such option${hint(option, names) || `; expected one of ${names.join(", ")}`}`)
    }
    if (code?.startsWith("ERR_PARSE_ARGS")) throw new InputError((message.split("\n")[0] as string).replace(/\. To specify.*$/, "").replace(/\.$/, ""))
    throw error
  }
}

/** A whole number within bounds. @throws InputError */
export function whole(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most)) throw new InputError(`--${option}: expected a whole number from ${least} to ${most}; found ${shown(text)}`)
  return value
}

/** Names between commas. @throws InputError */
export function list(option: string, text: string): string[] {
  const names = text.split(",").map((name) => name.trim())
  if (names.includes("")) throw new InputError(`--${option}: expected names between commas; found ${shown(text)}`)
  return names
}

/** What a command was told of the market's size and settings. */
interface Sizing {
  customers: string | undefined
  set: readonly string[]
}

/** A scenario with a command's settings, as many people simulated by so many customers. @throws InputError */
export function sized(scenario: string, { customers, set }: Sizing): World {
  return resized(scenario, { settings: set, customers: customers === undefined ? undefined : whole("customers", customers, 16, 10_000_000) })
}

/** The same as words of a command, a space before each. */
export function sizing({ customers, set }: Sizing): string {
  return [...(customers === undefined ? [] : [`--customers ${customers}`]), ...set.map((setting) => `--set ${quoted(setting)}`)]
    .map((word) => ` ${word}`)
    .join("")
}
