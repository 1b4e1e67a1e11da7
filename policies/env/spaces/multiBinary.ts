import { between, element, listed, pick, type Space, sampling } from "./space.ts"

export interface MultiBinary extends Space<Uint8Array> {
  readonly kind: "multiBinary"
  readonly n: number
}

/** n zeros and ones (`gymnasium.spaces.MultiBinary`). @throws RangeError where n is no count */
export function multiBinary(n: number): MultiBinary {
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError(`multiBinary: n: expected a count; found ${n}`)
  const space: MultiBinary = {
    kind: "multiBinary",
    n,
    size: n,
    ...sampling((random) => Uint8Array.from({ length: n }, () => pick(random, 2))),
    contains: (x): x is Uint8Array => x instanceof Uint8Array && x.length === n && x.every((v) => v <= 1),
    equals: (other) => isMultiBinary(other) && other.n === n,
    flatten: (x) => Float64Array.from(x),
    unflatten: (values) => Uint8Array.from({ length: n }, (_, k) => ((values[k] as number) >= 0.5 ? 1 : 0)),
    bounds: () => between(0, 1, n),
    toJson: (x) => [...x],
    fromJson(json) {
      const list = listed(json)
      return element(space, list.every((v) => v === 0 || v === 1) ? Uint8Array.from(list as number[]) : list, `${n} of 0 or 1`)
    },
  }
  return space
}

export const isMultiBinary = (space: Space): space is MultiBinary => space.kind === "multiBinary"
