import { figure, percent, type Scale, scaleOf } from "../../bench/amounts.ts"
import { type Grade, MOST_MORE, type Verdict } from "../../bench/judgement.ts"
import { clauses, graded } from "../../bench/sentence.ts"
import { letters, symbolOf } from "./format.ts"
import { called, type Language, language } from "./language.ts"

/** A verdict as it is told: first what can be counted, then what it comes to, last how sure that is. */
export interface Told {
  first: string
  rest: string
  grade: string
}

/** The same facts in either language; English is what the command line says. */
export function tell(verdict: Verdict, to: Language = language.value): Told {
  if (to === "zh") return inChinese(verdict)
  const [first, rest] = clauses(verdict)
  return { first, rest, grade: graded(verdict) }
}

/** In one line, as it is announced. */
export function line(verdict: Verdict, to: Language = language.value): string {
  const { first, rest, grade } = tell(verdict, to)
  return [first, rest, grade].filter(Boolean).join(to === "zh" ? "" : " ")
}

const grades: Readonly<Record<Grade, string>> = {
  "clearly better": "明显更好",
  "better, size uncertain": "更好，幅度未定",
  "no difference worth acting on": "差别不值得行动",
  "cannot tell yet": "尚无定论",
  "worse, size uncertain": "更差，幅度未定",
  "clearly worse": "明显更差",
}

function inChinese(v: Verdict): Told {
  const [a, b] = [strategyInChinese(v.a), strategyInChinese(v.b)]
  const further = v.more === undefined ? "" : v.more >= MOST_MORE ? `，再跑${MOST_MORE}次以上才可能有` : `，约需再跑${v.more}次`
  const grade = `${grades[v.grade]}${further}。`
  if (v.n === 0) return { first: `${a}与${b}没有可比较的结果。`, rest: "", grade }
  if (v.same) return { first: `${a}与${b}在${v.n === 1 ? "这1次" : `全部${v.n}次`}重复中利润完全相同，`, rest: "差额为0。", grade }
  const half = v.ci ? (v.ci[1] - v.ci[0]) / 2 : undefined
  const scale = scaleOf([v.mean, ...(v.ci ?? [])], half === undefined ? undefined : half / 5, letters.zh)
  const inBrackets = [
    v.relative === null ? "" : percent(v.relative).replace(" ", ""),
    v.ci ? `95%区间${figure(v.ci[0], scale)}至${figure(v.ci[1], scale)}${scale.letter}` : "",
  ].filter(Boolean)
  const more = v.gains ? "多赚" : "少赚"
  return {
    first: `${v.against ? `与${b}相比，` : ""}${a}在${v.n}次重复中有${v.won}次${v.gains ? "赚得更多" : "赚得更少"}，`,
    rest: `平均${more}${amount(v.mean, v.currency, scale)}${inBrackets.length ? `（${inBrackets.join("；")}）` : ""}，${cost(v)}。${extreme(v, scale)}。`,
    grade,
  }
}

function strategyInChinese(name: string): string {
  const [, plain = name, again = ""] = /^(.*?)(#\d+)?$/.exec(name) ?? []
  return `${called("strategy", plain, "zh")}${again}`
}

/** 人民币用“元”，其他货币用其符号。 */
function amount(value: number, currency: string, scale: Scale): string {
  const text = `${figure(Math.abs(value), scale)}${scale.letter}`
  return currency === "CNY" ? `${text}元` : `${symbolOf(currency, "zh")}${text}`
}

function cost({ cost, currency }: Verdict): string {
  if (cost === null) return "成本未知"
  if (cost === "equal") return "成本相同"
  const share = cost.share === null ? "" : `（${percent(cost.share).replace(" ", "")}）`
  return `同时${cost.gap > 0 ? "多花" : "少花"}${amount(cost.gap, currency, scaleOf([cost.gap], 0, letters.zh))}${share}`
}

function extreme({ gains, extreme, currency }: Verdict, scale: Scale): string {
  const fit = Math.abs(extreme) / scale.divisor >= 10 ** -scale.decimals ? scale : scaleOf([extreme], 0, letters.zh)
  const which = gains ? "最差一次" : "最好一次"
  if (extreme === 0) return `${which}持平`
  return `${which}${gains === extreme > 0 ? (gains ? "也" : "仍") : ""}${extreme > 0 ? "多赚" : "少赚"}${amount(extreme, currency, fit)}`
}
