import leven from "leven"

/** Bad input from outside: one short message, exit code 2. */
export class InputError extends Error {
  override name = "InputError"
}

/** The nearest of some names, when it is near enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > 100) return undefined
  const ranked = names.map((n) => [leven(name.toLowerCase(), n.toLowerCase()), n] as const).sort((a, b) => a[0] - b[0])
  const best = ranked[0]
  return best && best[0] <= Math.max(name.length > 3 ? 2 : 1, Math.ceil(name.length / 3)) ? best[1] : undefined
}

/** `. Did you mean x?` or nothing. */
export function hint(name: unknown, names: readonly string[]): string {
  const near = typeof name === "string" ? nearest(name, names) : undefined
  return near && near !== name ? `. Did you mean ${near}?` : ""
}

/** `one of a, b, c`, cut where a message would grow long. */
export function oneOf(names: readonly string[], most = 12): string {
  return names.length === 1 ? (names[0] as string) : `one of ${names.slice(0, most).join(", ")}${names.length > most ? ", ..." : ""}`
}

/** A value as a message shows it, on one line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "nothing"
  if (typeof value === "number") return String(value)
  const text = typeof value === "string" ? JSON.stringify(value.slice(0, 80)) : (JSON.stringify(value) ?? String(value))
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

/**
 * A place in a file's data as people name it: `channels.search.price`. An item of a list goes by its name where it has one of its own,
 * else by its number from 0: `tastes[2]`.
 */
export function where(data: unknown, path: readonly PropertyKey[]): string {
  let text = ""
  let here = data
  for (const key of path) {
    const list = Array.isArray(here) ? here.map(nameOf) : []
    here = child(here, key)
    const name = nameOf(here)
    if (typeof key === "number" && name !== undefined && list.indexOf(name) === list.lastIndexOf(name)) text += `.${name}`
    else if (typeof key === "number") text += `[${key}]`
    else text += `.${/^[\w-]{1,60}$/.test(String(key)) ? String(key) : shown(String(key))}`
  }
  return text.replace(/^\./, "")
}

function nameOf(item: unknown): string | undefined {
  const name = child(item, "name")
  return typeof name === "string" && /^[A-Za-z][\w-]{0,39}$/.test(name) ? name : undefined
}

/** What data holds under a key of its own. */
export function child(value: unknown, key: PropertyKey): unknown {
  return value !== null && typeof value === "object" && Object.hasOwn(value, key) ? (value as Record<PropertyKey, unknown>)[key] : undefined
}
