import leven from "leven"

/** Bad input from outside: one short message, exit code 2. */
export class InputError extends Error {
  override name = "InputError"
}

/** The nearest of some names, when it is near enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const ranked = names.map((n) => [leven(name.toLowerCase(), n.toLowerCase()), n] as const).sort((a, b) => a[0] - b[0])
  const best = ranked[0]
  return best && best[0] <= Math.max(2, Math.ceil(name.length / 3)) ? best[1] : undefined
}

/** `; did you mean x?` or nothing. */
export function hint(name: unknown, names: readonly string[]): string {
  const near = typeof name === "string" ? nearest(name, names) : undefined
  return near ? `. Did you mean ${near}?` : ""
}

/** A value as a message shows it, on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing"
  let text: string
  try {
    text = JSON.stringify(value) ?? String(value)
  } catch {
    text = "something that contains itself"
  }
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
