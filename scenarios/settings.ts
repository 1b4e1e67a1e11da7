import { child, hint, InputError, oneOf, shown } from "./errors.ts"
import { read } from "./yaml.ts"

const form = /^\s*([A-Za-z][\w-]*(?:\.[\w-]+|\[\d+\])*(?:\[\])?)\s*=(.*)$/s
/** Key of a list's next item. */
const NEXT = "[]"

/**
 * `path=value` settings, applied to a file's data before it is checked. The value is read as YAML; mappings on the way are made.
 * A list's item goes by its name or number: `channels.search.price=0.1`, `tastes[0][1]=2`; `events[]={…}` adds one.
 * @returns a changed copy
 * @throws InputError
 */
export function withSettings(data: unknown, settings: readonly string[]): unknown {
  if (data === null || typeof data !== "object") return data
  const root = structuredClone(data)
  for (const setting of settings) {
    const [, path, text] = (setting.length < 10_000 && form.exec(setting)) || []
    if (path === undefined || text === undefined || path.length > 200) throw new InputError(`--set: expected path=value; found ${shown(setting)}`)
    if (text.trim() === "") throw new InputError(`--set ${path}: expected a value; found nothing`)
    const keys = path.split(/[.[\]]+/).filter(Boolean)
    if (path.endsWith(NEXT)) keys.push(NEXT)
    let here: object = root
    keys.forEach((key, k) => {
      const place = placeOf(path, here, key)
      const last = k === keys.length - 1
      const next = last ? read(`--set ${path}`, text) : (child(here, place) ?? (keys[k + 1] === NEXT ? [] : {}))
      if (next === null || (!last && typeof next !== "object"))
        throw new InputError(`--set ${path}: expected ${last ? "a value" : `keys or a list at ${key}`}; found ${shown(next)}`)
      Object.defineProperty(here, place, { value: next, writable: true, enumerable: true, configurable: true })
      here = next as object
    })
  }
  return root
}

function placeOf(path: string, here: object, key: string): string {
  if (!Array.isArray(here)) {
    if (key === NEXT) throw new InputError(`--set ${path}: expected a list; found keys`)
    if (["__proto__", "constructor", "prototype"].includes(key)) throw new InputError(`--set ${path}: expected a known key; found ${shown(key)}`)
    return key
  }
  if (key === NEXT) return String(here.length)
  const names = here.map((item) => String(child(item, "name") ?? ""))
  const place = /^\d{1,9}$/.test(key) ? Number(key) : names.indexOf(key)
  if (place >= 0 && place < here.length) return String(place)
  const known = names.filter(Boolean)
  const expected = known.length ? oneOf(known) : here.length ? `a number below ${here.length}` : "an item of an empty list"
  throw new InputError(`--set ${path}: expected ${expected}; found ${shown(key)}${hint(key, known)}`)
}
