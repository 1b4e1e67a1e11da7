import { fc, test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import type { Verdict } from "../../bench/judgement.ts"
import { say } from "../../bench/sentence.ts"
import { line } from "../../viz/text/verdict.ts"

const better: Verdict = {
  a: "intelligent",
  b: "digital",
  against: false,
  currency: "CNY",
  n: 30,
  same: false,
  gains: true,
  won: 27,
  mean: 1.8e6,
  ci: [1.3e6, 2.3e6],
  relative: 0.07,
  extreme: -0.9e6,
  cost: "equal",
  grade: "clearly better",
}

describe("a verdict in Chinese", () => {
  test.each([
    [better, "智能营销在30次重复中有27次赚得更多，平均多赚180万元（+7.0%；95%区间130至230万），成本相同。最差一次少赚90万元。明显更好。"],
    [
      { ...better, gains: false, won: 17, n: 20, mean: -2.1e8, ci: [-2.7e8, -1.5e8], relative: -0.025, extreme: 3e5, grade: "clearly worse", currency: "USD" },
      "智能营销在20次重复中有17次赚得更少，平均少赚$2.1亿（−2.5%；95%区间−2.7至−1.5亿），成本相同。最好一次多赚$30.0万。明显更差。",
    ],
    [
      { ...better, a: "digital#2", against: true, extreme: 2e5, cost: { gap: -9e6, share: -0.5 }, grade: "better, size uncertain" },
      "与数字营销相比，数字营销#2在30次重复中有27次赚得更多，平均多赚180万元（+7.0%；95%区间130至230万），同时少花900万元（−50.0%）。最差一次也多赚20万元。更好，幅度未定。",
    ],
    [
      { ...better, ci: null, n: 1, won: 1, grade: "cannot tell yet", more: 19, relative: null },
      "智能营销在1次重复中有1次赚得更多，平均多赚180万元，成本相同。最差一次少赚90万元。尚无定论，约需再跑19次。",
    ],
    [{ ...better, same: true, won: 0, grade: "no difference worth acting on" }, "智能营销与数字营销在全部30次重复中利润完全相同，差额为0。差别不值得行动。"],
    [{ ...better, n: 0, grade: "cannot tell yet", more: 20 }, "智能营销与数字营销没有可比较的结果。尚无定论，约需再跑20次。"],
  ] as [Verdict, string][])("%#", (verdict, expected) => expect(line(verdict, "zh")).toBe(expected))

  const money = fc.double({ min: -1e9, max: 1e9, noNaN: true })
  const verdicts: fc.Arbitrary<Verdict> = fc.record({
    a: fc.constant("intelligent"),
    b: fc.constant("digital"),
    against: fc.boolean(),
    currency: fc.constantFrom("CNY", "USD", "EUR"),
    n: fc.integer({ min: 2, max: 1000 }),
    same: fc.constant(false),
    gains: fc.boolean(),
    won: fc.nat(),
    mean: money,
    ci: fc.tuple(money, money).map(([x, y]) => [Math.min(x, y), Math.max(x, y)] as const),
    relative: fc.option(fc.double({ min: -5, max: 5, noNaN: true })),
    extreme: money,
    cost: fc.constantFrom("equal" as const, null),
    grade: fc.constant("clearly better" as const),
  })

  test.prop([verdicts])("tells the same counts and percent as the English, and no English word", (verdict) => {
    const [english, chinese] = [line(verdict, "en"), line(verdict, "zh")]
    expect(english).toBe(say(verdict))
    for (const figure of [verdict.n, verdict.won]) expect(chinese).toContain(String(figure))
    const percent = /\((?:([+−]?[\d,.]+) %; )?95 % interval/.exec(english)?.[1]
    if (percent) expect(chinese).toContain(`（${percent}%；`)
    expect(chinese.replace(/US\$|€|[A-Z]{3}/g, "")).not.toMatch(/[A-Za-z]/)
  })
})
