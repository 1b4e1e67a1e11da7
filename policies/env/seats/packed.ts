import type { Json } from "../../policy.ts"

const arrays = { Float64Array, Float32Array, Int32Array, Uint32Array, Uint8Array, Uint16Array } as const
type Name = keyof typeof arrays

/** Data with typed arrays and numbers that JSON has not, as plain data: `{ "Float64Array": [1, "NaN"] }`. */
export function packed(x: unknown): Json {
  if (typeof x === "number") return Number.isFinite(x) ? x : { number: String(x) }
  if (ArrayBuffer.isView(x)) return { [x.constructor.name]: Array.from(x as Float64Array, (v) => (Number.isFinite(v) ? v : String(v))) }
  if (Array.isArray(x)) return x.map(packed)
  if (typeof x === "object" && x !== null) return Object.fromEntries(Object.entries(x).map(([name, value]) => [name, packed(value)]))
  return (x ?? null) as Json
}

/** What was packed. */
export function unpacked(json: Json): unknown {
  if (Array.isArray(json)) return json.map(unpacked)
  if (typeof json !== "object" || json === null) return json
  const [only, ...others] = Object.entries(json)
  if (only && others.length === 0) {
    if (only[0] === "number" && typeof only[1] === "string") return Number(only[1])
    if (Object.hasOwn(arrays, only[0])) return arrays[only[0] as Name].from((only[1] as (number | string)[]).map(Number))
  }
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, unpacked(value as Json)]))
}
