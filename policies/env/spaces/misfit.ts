import { shown } from "../../../scenarios/errors.ts"
import type { Box } from "./box.ts"
import type { Dict } from "./dict.ts"
import type { Discrete } from "./discrete.ts"
import type { Sequence } from "./sequence.ts"
import type { Simplex } from "./simplex.ts"
import type { Space } from "./space.ts"

/** What keeps a value out of a space, with the part of it that does: `shares: expected a Float64Array of 8 shares that sum to 1; found …`. @param x no element */
export function misfit(space: Space, x: unknown): string {
  if (space.kind === "dict") {
    const { spaces } = space as Dict
    const names = Object.keys(spaces)
    if (x === null || typeof x !== "object") return `expected a record of ${names.join(", ")}; found ${shown(x)}`
    const unknown = Object.keys(x).find((name) => !names.includes(name))
    if (unknown !== undefined) return `expected a record of ${names.join(", ")} alone; found ${shown(unknown)} too`
    const wrong = names.find((name) => !spaces[name]?.contains((x as Record<string, unknown>)[name]))
    return wrong === undefined
      ? `expected a record of ${names.join(", ")}; found another`
      : `${wrong}: ${misfit(spaces[wrong] as Space, (x as Record<string, unknown>)[wrong])}`
  }
  return `expected ${elementOf(space)}; found ${found(x)}`
}

function elementOf(space: Space): string {
  switch (space.kind) {
    case "simplex":
      return `a Float64Array of ${(space as Simplex).n} shares that sum to 1${(space as Simplex).rows === 1 ? "" : `, ${(space as Simplex).rows} times`}`
    case "box": {
      const { dtype, size, low, high } = space as Box
      const range = size > 0 && low.every((v) => v === low[0]) && high.every((v) => v === high[0]) ? ` from ${low[0]} to ${high[0]}` : " within its bounds"
      return `a ${dtype === "float32" ? "Float32Array" : "Float64Array"} of ${size} number${size === 1 ? "" : "s"}${range}`
    }
    case "discrete": {
      const { n, start } = space as Discrete
      return `a whole number from ${start} to ${start + n - 1}`
    }
    case "sequence":
      return `a typed array of any length, each part ${elementOf((space as Sequence).part)}`
    default:
      return `an element of ${space.kind}${Number.isFinite(space.size) ? `, ${space.size} flat` : ""}`
  }
}

/** A value with its kind, and the sum of numbers: what is wrong with shares. */
function found(x: unknown): string {
  if (!ArrayBuffer.isView(x) && !Array.isArray(x)) return shown(x)
  const numbers = Array.from(x as unknown as ArrayLike<number>, Number)
  const sum = Number(numbers.reduce((a, b) => a + b, 0).toPrecision(6))
  return `${Array.isArray(x) ? "a list" : x.constructor.name} of ${numbers.length} that sums to ${sum}: ${shown(numbers)}`
}
