import { computed, signal } from "@preact/signals"
import { get } from "../state/store.ts"
import { en } from "./en.ts"
import { numberFormat } from "./intl.ts"
import { zh } from "./zh.ts"

export type Key = keyof typeof en
export type Language = "en" | "zh"
export type Values = Readonly<Record<string, string | number>>

export const catalogues: Readonly<Record<Language, Readonly<Record<Key, string>>>> = { en, zh }

/** The language asked for, else the browser's. */
export const wanted = computed<Language>(() => {
  const asked = get("language")
  if (asked !== "auto") return asked
  return typeof navigator !== "undefined" && /^zh/i.test(navigator.language) ? "zh" : "en"
})

/** May texts be Chinese? Not while the bundled font is on its way. */
export const chineseIsThere = signal(true)

/** The language in force. */
export const language = computed<Language>(() => (chineseIsThere.value ? wanted.value : "en"))

/**
 * A text of a catalogue with its values put in: `{n}` is a value, `{n|repeat|repeats}` the form that its number asks for.
 * Numbers are written as the language writes them.
 */
export function sayIn(to: Language, key: Key, values: Values = {}): string {
  return catalogues[to][key].replace(/\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (one !== undefined) return (new Intl.PluralRules(to).select(Number(value)) === "one" ? one : other) as string
    return typeof value === "number" ? numberFormat(to).format(value) : String(value ?? `{${name}}`)
  })
}

/** The same in the language in force. */
export function say(key: Key, values?: Values): string {
  return sayIn(language.value, key, values)
}

/** The name of a thing of the market (a channel, a strategy, a scenario) where the catalogue knows it, else as it is called. */
export function called(
  kind: "scenario" | "treatment" | "segment" | "rule" | "held" | "strategy" | "channel" | "metric" | "brand",
  name: string,
  to: Language = language.value,
): string {
  return (catalogues[to] as Readonly<Record<string, string>>)[`${kind}.${name}`] ?? name
}
