import { announce } from "./announce.ts"
import { ALLOWED, type Check, errorsApart, holds } from "./check.ts"

const number = (value: number) => (value === 0 ? "0" : value.toLocaleString("en-US", { maximumSignificantDigits: 4 }).replace("-", "−"))

function words(check: Check): { en: string; zh: string } {
  const [measured, expected] = [number(check.measured), number(check.expected)]
  const good = holds(check)
  const apart = errorsApart(check)?.toFixed(1)
  if (apart === undefined)
    return {
      en: `played ${measured}, closed form ${expected}: ${good ? "equal but for rounding" : "they should be equal"}.`,
      zh: `模拟 ${measured}，公式 ${expected}：${good ? "除舍入外相等" : "本应相等"}。`,
    }
  return {
    en: `played ${measured}, closed form ${expected}: ${apart} standard errors apart, ${good ? "as chance allows" : `more than the ${ALLOWED} that chance allows`}.`,
    zh: `模拟 ${measured}，公式 ${expected}，相差 ${apart} 个标准误，${good ? "属于正常波动" : `超出允许的 ${ALLOWED} 个`}。`,
  }
}

/** What the checks say, each in a sentence, and whether they hold. */
export function said(checks: readonly Check[]): HTMLElement {
  const list = document.createElement("ul")
  list.className = "checks"
  list.append(
    ...checks.map((check) => {
      const good = holds(check)
      const { en, zh } = words(check)
      const item = document.createElement("li")
      item.dataset.holds = String(good)
      const mark = Object.assign(document.createElement("strong"), { className: "mark", textContent: good ? "✓ holds" : "✗ fails" })
      const name = Object.assign(document.createElement("b"), { textContent: check.what.en })
      const chinese = Object.assign(document.createElement("span"), { lang: "zh", textContent: `${check.what.zh}：${zh}` })
      item.append(mark, " ", name, `: ${en} `, chinese)
      return item
    }),
  )
  const failed = checks.filter((check) => !holds(check)).length
  announce(failed === 0 ? `${checks.length} of ${checks.length} checks hold.` : `${failed} of ${checks.length} checks fail.`)
  return list
}
