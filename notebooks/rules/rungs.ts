import type { StrategyName } from "./race.ts"

/** A step of the ladder from rules to prediction (policies/strategies/ladder.ts): the one thing that changes. */
export interface Rung {
  from: StrategyName
  to: StrategyName
  en: string
  zh: string
}

const steps: readonly Rung[] = [
  { from: "digital", to: "steady", en: "no longer follow last click", zh: "不再跟随末次点击" },
  { from: "steady", to: "measured", en: "learn what channels bring", zh: "学习渠道的真实回报" },
  { from: "measured", to: "tested", en: "test creatives every day", zh: "每天测试素材" },
  { from: "tested", to: "personal", en: "send by uplift, not rules", zh: "按增量而非规则发消息" },
  { from: "personal", to: "intelligent", en: "reorganise and automate", zh: "重组团队并自动化" },
]

export const rungs = steps.map((step, k) => ({ ...step, name: `${k + 1}. ${step.en} ${step.zh}` }))
