import { describe, expect, test } from "vitest"
import { MOST_MORE, type Side } from "../../bench/judgement.ts"
import { say, sentence } from "../../bench/sentence.ts"
import { grade, verdict } from "../../bench/verdict.ts"

const settings = { currency: "CNY", smallestEffect: 0.01 }
const side = (name: string, profit: number[], cost = 18e6): Side => ({ name, profit, totalCost: profit.map(() => cost) })
const repeat = (n: number, f: (k: number) => number) => Array.from({ length: n }, (_, k) => f(k))

describe("grade", () => {
  test.each([
    [[1, 3], "clearly better"],
    [[0.99, 3], "better, size uncertain"],
    [[0, 3], "cannot tell yet"],
    [[-1, 1], "no difference worth acting on"],
    [[0.2, 1], "no difference worth acting on"],
    [[0.2, 1.01], "better, size uncertain"],
    [[-1.01, 1], "cannot tell yet"],
    [[-3, -1], "clearly worse"],
    [[-3, -0.99], "worse, size uncertain"],
    [[-3, 0], "cannot tell yet"],
  ] as const)("%j against 1 is %s", (ci, expected) => expect(grade(ci, 1)).toBe(expected))

  test("without a smallest effect, any sure difference is clear", () => {
    expect(grade([0.001, 1], 0)).toBe("clearly better")
    expect(grade([0, 0], 0)).toBe("no difference worth acting on")
  })
})

describe("verdict", () => {
  const base = repeat(20, (k) => 78e6 + (k % 5) * 1e6)
  const gains = repeat(20, (k) => (k < 17 ? 2.4e6 + (k % 3) * 0.2e6 : -0.9e6 + (k - 17) * 0.1e6))
  const better = side(
    "intelligent",
    base.map((v, k) => v + (gains[k] as number)),
  )

  test("says it in counts, money and percent, worst case included", () => {
    const found = say(verdict(better, side("digital", base), settings))
    expect(found).toMatch(
      /^Intelligent earned more in 17 of 20 repeats, on average CNY 2\.1 M \(\+2\.6 %; 95 % interval 1\.5 to 2\.7 M\) at equal cost\. Worst: −0\.9 M\. Clearly better\.$/,
    )
    expect(found).not.toMatch(/95 % sure|p ?[=<]/)
  })

  test("is mirrored when less is earned", () => {
    const found = say(verdict(side("digital", base), better, settings))
    expect(found).toMatch(/^Digital earned less in 17 of 20 repeats, on average CNY 2\.1 M less \(−2\.5 %; 95 % interval −2\.7 to −1\.5 M\)/)
    expect(found).toMatch(/Best: \+0\.9 M\. Clearly worse\.$/)
  })

  test("says equal cost only within 1 %", () => {
    const spending = (cost: number) => sentence(verdict({ ...better, totalCost: base.map(() => cost) }, side("digital", base), settings))
    expect(spending(18.18e6)).toContain("at equal cost")
    expect(spending(18.2e6)).toContain("while spending CNY 200 k more (+1.1 %)")
    expect(spending(9e6)).toContain("while spending CNY 9.00 M less (−50.0 %)")
  })

  test("a strategy against itself differs by 0, and says so", () =>
    expect(say(verdict(side("digital#2", base), side("digital", base), settings))).toBe(
      "Digital#2 and digital earned exactly the same in all 20 repeats: the difference is 0. No difference worth acting on.",
    ))

  test("when it cannot tell, so many more as it names do tell", () => {
    const noise = repeat(20, (k) => (k % 2 ? 6e6 : -5e6))
    const a = (n: number) => repeat(n, (k) => (base[k % 20] as number) + (noise[k % 20] as number))
    const b = (n: number) => repeat(n, (k) => base[k % 20] as number)
    const found = verdict(side("x", a(20)), side("y", b(20)), settings)
    expect(found.grade).toBe("cannot tell yet")
    const n = 20 + Math.ceil((found.more as number) / 20) * 20
    expect(verdict(side("x", a(n)), side("y", b(n)), settings).grade).not.toBe("cannot tell yet")
  })

  test("asks for no more than a sensible number, and for some when there is one repeat", () => {
    const wild = verdict(side("x", [1e9, -1e9, 1e9, -1e9]), side("y", [1, 1, 1, 1]), settings)
    expect(wild.more).toBe(MOST_MORE)
    expect(say(wild)).toContain("more than 10,000 more")
    expect(verdict(side("x", [2]), side("y", [1]), settings)).toMatchObject({ grade: "cannot tell yet", more: 19 })
  })

  test("names the baseline when several are compared", () =>
    expect(sentence(verdict(better, side("digital", base), { ...settings, against: true }))).toMatch(/^Against digital, intelligent earned more/))
})
