import type { Info } from "../env.ts"

/**
 * Infos of n environments as one (`VectorEnv._add_info`): under each name an array with a place for each environment, and under `_name` which of them said it.
 * Numbers become a Float64Array and truth values a Uint8Array, 0 where nothing was said; records of such are taken apart in turn; all else is a list, undefined where
 * nothing was said.
 * Departs: typed arrays and records of anything else stay whole, an environment's at its place.
 */
export class Infos {
  readonly values: Record<string, unknown> = {}

  constructor(private readonly n: number) {}

  add(info: Info, k: number): void {
    for (const [name, value] of Object.entries(info)) {
      const mask = (this.values[`_${name}`] ??= new Uint8Array(this.n)) as Uint8Array
      mask[k] = 1
      this.put(name, value, k)
    }
  }

  private put(name: string, value: unknown, k: number): void {
    if (name !== "final_obs" && isRecord(value) && (name === "final_info" || figures(value))) {
      const kept = (this.parts[name] ??= new Infos(this.n))
      kept.add(value, k)
      this.values[name] = kept.values
      return
    }
    const kept = (this.values[name] ??=
      typeof value === "number" ? new Float64Array(this.n) : typeof value === "boolean" ? new Uint8Array(this.n) : new Array(this.n).fill(undefined))
    ;(kept as unknown[])[k] = typeof value === "boolean" ? Number(value) : value
  }

  private readonly parts: Record<string, Infos> = {}
}

const isRecord = (x: unknown): x is Info => typeof x === "object" && x !== null && Object.getPrototypeOf(x) === Object.prototype

/** Is it numbers and truth values all through? */
const figures = (x: Info): boolean => Object.values(x).every((v) => typeof v === "number" || typeof v === "boolean" || (isRecord(v) && figures(v)))
