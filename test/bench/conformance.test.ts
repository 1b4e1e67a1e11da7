import { describe, expect, test } from "vitest"
import { checkPolicy } from "../../bench/conformance.ts"
import { readScenario } from "../../bench/node/files.ts"
import { type Kinds, type Policy, type PolicyKind, policy, shipped } from "../../policies/index.ts"

const world = readScenario("everyday", ["customers=100", "clock.days=42", "clock.burnIn=28", "clock.runOut=0"])

describe("every policy that ships keeps to the rules for policies", () => {
  test.each([...shipped.values()].filter(({ card }) => !card.privileged).map((kind) => [kind.card.name, kind] as const))("%s", (_, kind) => {
    expect(checkPolicy(kind, world).filter(({ problem }) => problem !== undefined)).toEqual([])
  })
})

const SAME = "does the same again on the same luck, and changes nothing that it was shown"

const even = (paid: readonly string[]) => ({ shares: Float64Array.from(paid, () => 1 / paid.length), spend: 100 })

/** A sound policy, spoiled in one way. */
function spoiled(make: () => Partial<Policy<"plan">>): { kind: PolicyKind; kinds: Kinds } {
  const card = { name: "spoiled", seat: "plan", about: "", source: "", options: {} } as const
  const kind = policy(card, () => ({
    needs: [],
    act: ({ books }) => ({ action: even(books.paid) }),
    save: () => null,
    load: () => {},
    ...make(),
  })) as unknown as PolicyKind
  return { kind, kinds: new Map([...shipped, ["spoiled", kind]]) }
}

const broken = (make: () => Partial<Policy<"plan">>) => {
  const { kind, kinds } = spoiled(make)
  return checkPolicy(kind, world, kinds).flatMap(({ rule, problem }) => (problem === undefined ? [] : [rule]))
}

describe("a policy that breaks a rule is told which", () => {
  test("a sound one breaks none", () => expect(broken(() => ({}))).toEqual([]))

  test("memory that is not saved", () => {
    expect(
      broken(() => {
        let calls = 0
        return { act: ({ books }) => ({ action: { shares: Float64Array.from(books.paid, (_, k) => (k === 0 ? 1 : 0)), spend: ++calls } }) }
      }),
    ).toEqual(["goes on from what it has saved as if nothing had been"])
  })

  test("memory between runs", () => {
    let calls = 0
    expect(
      broken(() => ({ act: ({ books }) => ({ action: { shares: Float64Array.from(books.paid, (_, k) => (k === 0 ? 1 : 0)), spend: ++calls } }) })),
    ).toContain(SAME)
  })

  test("shares that do not sum to 1", () =>
    expect(broken(() => ({ act: ({ books }) => ({ action: { shares: new Float64Array(books.paid.length), spend: 1 } }) }))).toContain(
      "decides what the market accepts, over a whole run",
    ))

  test("a source that it takes for granted", () =>
    expect(
      broken(() => ({
        act: (o) => ({
          action: { shares: Float64Array.from(o.books.paid, () => 1 / o.books.paid.length), spend: (o.series("revenue") as Float64Array).length },
        }),
      })),
    ).toEqual(["copes with no source at all"]))

  test("a series that it takes to be whole", () =>
    expect(
      broken(() => ({
        act: (o) => ({
          action: { shares: Float64Array.from(o.books.paid, () => 1 / o.books.paid.length), spend: o.series("revenue")?.reduce((a, b) => a + b, 0) ?? 0 },
        }),
      })),
    ).toEqual(["copes with values that nobody knows"]))

  test("channels that it takes to be as many as ever", () =>
    expect(broken(() => ({ act: () => ({ action: { shares: new Float64Array(8).fill(1 / 8), spend: 100 } }) }))).toEqual([
      "copes with one arm",
      "copes with 10000 arms, or says that they are too many",
    ]))

  test("saying that there are too many arms is enough", () =>
    expect(
      broken(() => ({
        act: ({ books }) => {
          if (books.paid.length > 50) throw new RangeError(`expected at most 50 paid channels; found ${books.paid.length}`)
          return { action: even(books.paid) }
        },
      })),
    ).toEqual([]))

  test("a memory that JSON cannot hold", () => expect(broken(() => ({ save: () => Number.NaN as never }))).toEqual(["saves plain data"]))

  test("changing what it was shown", () =>
    expect(
      broken(() => ({
        act: ({ books }) => {
          books.match.fill(0)
          return { action: { shares: Float64Array.from(books.paid, () => 1 / books.paid.length), spend: 1 } }
        },
      })),
    ).toEqual([SAME]))
})
