import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { env, policyRandom } from "../../../policies/index.ts"

const { box, dict, discrete, multiBinary, multiDiscrete, seeded, simplex, tuple } = env
type Space = env.Space

const bound = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.POSITIVE_INFINITY))
const boxes = fc
  .tuple(fc.array(fc.tuple(bound, bound), { minLength: 1, maxLength: 5 }), fc.constantFrom("float32" as const, "float64" as const))
  .map(([pairs, dtype]): Space => {
    const low = pairs.map(([a, b]) => (Number.isFinite(a) ? Math.min(a, b) : Number.NEGATIVE_INFINITY))
    const high = pairs.map(([a, b], k) => Math.max(low[k] as number, Number.isFinite(a) ? Math.max(a, b) : b))
    return box(low, high, { dtype })
  })
const plain: fc.Arbitrary<Space> = fc.oneof(
  boxes,
  fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 })).map(([n, start]): Space => discrete(n, start)),
  fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }).map((nvec): Space => multiDiscrete(nvec)),
  fc.integer({ min: 0, max: 6 }).map((n): Space => multiBinary(n)),
  fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 })).map(([n, rows]): Space => simplex(n, rows)),
)
const spaces: fc.Arbitrary<Space> = fc.oneof(
  plain,
  fc.array(plain, { maxLength: 3 }).map((parts): Space => tuple(...parts)),
  fc.array(plain, { maxLength: 3 }).map((parts): Space => dict(Object.fromEntries(parts.map((p, k) => [`part${k}`, tuple(p, p)])))),
)
const seeds = fc.nat(1e6)

describe("every space", () => {
  test.prop([spaces, seeds])("contains its samples, and they are the same for the same seed", (space, seed) => {
    space.seed(seed)
    const first = [space.sample(), space.sample()]
    space.seed(seed)
    expect([space.sample(), space.sample()]).toEqual(first)
    const random = seeded(seed, "space")
    expect([space.sample(random), space.sample(random)]).toEqual(first)
    for (const x of first) expect(space.contains(x)).toBe(true)
  })

  test.prop([spaces, seeds])("reads back what it wrote as JSON", (space, seed) => {
    const x = space.sample(seeded(seed, "test"))
    expect(space.fromJson(JSON.parse(JSON.stringify(space.toJson(x))))).toEqual(x)
  })

  test.prop([spaces, seeds])("flatten has `size` numbers within its bounds, and unflatten undoes it", (space, seed) => {
    const x = space.sample(seeded(seed, "test"))
    const flat = space.flatten(x)
    const { low, high } = space.bounds()
    expect([flat.length, low.length, high.length]).toEqual([space.size, space.size, space.size])
    expect(box(low, high).contains(flat)).toBe(true)
    expect(space.unflatten(flat)).toEqual(x)
  })

  test.prop([spaces, spaces])("equals itself made again, and equality goes both ways", (a, b) => {
    expect(a.equals(a)).toBe(true)
    expect(a.equals(b)).toBe(b.equals(a))
    if (a.kind !== b.kind || a.size !== b.size) expect(a.equals(b)).toBe(false)
  })

  test.prop([spaces])("does not contain what is something else", (space) => {
    for (const x of [undefined, null, "1", Number.NaN, 0.5, new Uint16Array(space.size), { other: 1 }, [1, 2, 3, 4, 5, 6, 7]])
      expect(space.contains(x)).toBe(false)
  })
})

test.prop([spaces])("the zero of a space is in it, and nearest to nothing", (space) => {
  const zero = env.zero(space)
  expect(space.contains(zero)).toBe(true)
  if (env.isBox(space)) (zero as Float64Array).forEach((x, k) => expect(Math.abs(x)).toBe(Math.max(0, space.low[k] as number, -(space.high[k] as number))))
})

describe("Sequence", () => {
  const of = { box: box([0, 0], [1, 1], { dtype: "float32" }), discrete: discrete(3), multiBinary: multiBinary(2) }

  test.prop([fc.constantFrom(...(Object.keys(of) as (keyof typeof of)[])), seeds])(
    "has samples of any length as typed arrays, and reads back what it wrote",
    (kind, seed) => {
      const space = env.sequence(of[kind]) as Space
      const x = space.sample(seeded(seed, "test"))
      expect(space.contains(x)).toBe(true)
      expect(space.fromJson(JSON.parse(JSON.stringify(space.toJson(x))))).toEqual(x)
      expect(space.equals(env.sequence(of[kind]))).toBe(true)
      expect(() => space.flatten(x)).toThrow("sequence: expected a space whose elements have one length to lay flat")
    },
  )

  test("has three parts in the mean, 0 with a chance of a quarter", () => {
    const space = env.sequence(discrete(2))
    space.seed(1)
    const lengths = Array.from({ length: 4000 }, () => space.sample().length)
    // geometric on 0, 1, …: mean (1 − p)/p = 3, variance (1 − p)/p² = 12
    expect(Math.abs(lengths.reduce((a, b) => a + b, 0) / 4000 - 3)).toBeLessThan(4 * Math.sqrt(12 / 4000))
    expect(Math.abs(lengths.filter((n) => n === 0).length / 4000 - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 4000))
  })

  test("does not contain half a part, nor one that its space does not", () => {
    const space = env.sequence(box([0, 0], [1, 1]))
    expect(space.contains(Float64Array.of(0, 1, 1))).toBe(false)
    expect(space.contains(Float64Array.of(0, 1, 1, 2))).toBe(false)
    expect(space.contains(Float64Array.of(0, 1, 1, 0))).toBe(true)
    expect(space.contains(Float32Array.of(0, 1))).toBe(false)
    expect(env.sequence(discrete(3)).contains(Int32Array.of(0, 3))).toBe(false)
  })
})

describe("Box", () => {
  test("includes its bounds and not NaN", () => {
    const space = box([0, -1], [1, 1])
    expect(space.contains(Float64Array.of(0, 1))).toBe(true)
    expect(space.contains(Float64Array.of(1, -1.0001))).toBe(false)
    expect(space.contains(Float64Array.of(Number.NaN, 0))).toBe(false)
    expect(space.contains(Float32Array.of(0, 0))).toBe(false)
    expect(box(0.1, 0.1, { dtype: "float32" }).contains(Float32Array.of(0.1))).toBe(true)
  })

  test("draws uniforms, exponentials and normals as its bounds are", () => {
    const space = box([2, 2, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY], [4, Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY])
    const n = 20_000
    space.seed(1)
    const draws = Array.from({ length: n }, () => space.sample())
    // mean and variance of U(2, 4), 2 + Exp(1), 2 − Exp(1), N(0, 1)
    const laws = [
      [3, 1 / 3],
      [3, 1],
      [1, 1],
      [0, 1],
    ] as const
    laws.forEach(([mean, variance], k) => {
      const found = draws.reduce((sum, x) => sum + (x[k] as number), 0) / n
      expect(Math.abs(found - mean)).toBeLessThan(4 * Math.sqrt(variance / n))
    })
  })

  test("says what is wrong with its bounds", () => {
    expect(() => box([0, 0], [1])).toThrow("box: high: expected 2 bounds; found 1")
    expect(() => box(1, 0)).toThrow("expected a lower bound that is not above the upper; found 1 and 0")
    expect(() => box(Number.NaN, 0)).toThrow(RangeError)
    expect(() => box(0, 1, { shape: [2, -1] })).toThrow("shape: expected counts; found [2,-1]")
    expect(() => discrete(0)).toThrow("n: expected a whole number of at least 1; found 0")
    expect(() => multiDiscrete([2, 0])).toThrow("nvec[1]")
    expect(() => discrete(3).fromJson(3)).toThrow("expected a whole number from 0 to 2; found 3")
    expect(() => box(0, 1).fromJson([2])).toThrow("expected 1 numbers within bounds")
    expect(() => multiDiscrete([3]).fromJson([0.5])).toThrow("expected 1 whole numbers")
    expect(() => discrete(3).seed(-1)).toThrow("seed: expected an integer from 0 to 2^53 - 1; found -1")
  })
})

describe("Discrete", () => {
  test("draws each of its numbers as often", () => {
    const space = discrete(5, 3)
    const counts = new Array<number>(5).fill(0)
    const random = policyRandom({ seed: 1, replication: 0 }, "plan", 0)
    for (let k = 0; k < 10_000; k++) counts[space.sample(random) - 3]!++
    // chi-square with 4 degrees of freedom: 18.5 is passed once in a thousand
    expect(counts.reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)).toBeLessThan(18.5)
  })
})

describe("Simplex", () => {
  test("draws shares whose mean is 1/n and variance (n − 1)/(n²(n + 1)), as Dirichlet(1, …, 1)", () => {
    const n = 4
    const space = simplex(n)
    space.seed(7)
    const draws = Array.from({ length: 20_000 }, () => space.sample()[0] as number)
    const mean = draws.reduce((a, b) => a + b, 0) / draws.length
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length
    const expected = (n - 1) / (n * n * (n + 1))
    expect(Math.abs(mean - 1 / n)).toBeLessThan(4 * Math.sqrt(expected / draws.length))
    expect(variance / expected).toBeGreaterThan(0.95)
    expect(variance / expected).toBeLessThan(1.05)
  })

  test("does not contain shares that sum to less, or one below 0", () => {
    expect(simplex(3).contains(Float64Array.of(0.5, 0.4, 0))).toBe(false)
    expect(simplex(3).contains(Float64Array.of(0.7, 0.4, -0.1))).toBe(false)
    expect(simplex(2, 2).contains(Float64Array.of(0.5, 0.5, 1, 0))).toBe(true)
    expect(simplex(2, 2).contains(Float64Array.of(0.25, 0.25, 1, 0.5))).toBe(false)
  })
})
