import { figure, type Letters, scaleOf } from "../../bench/amounts.ts"
import type { MetricCard } from "../../bench/scores.ts"
import { numberFormat } from "./intl.ts"
import { type Language, language } from "./language.ts"

type Unit = MetricCard["unit"]

/** Money in few figures: ¥2.8M, ¥280万 … */
export function money(value: number, currency: string, to: Language = language.value): string {
  return signed(numberFormat(to, { ...amountOf(currency), notation: "compact", maximumSignificantDigits: 3 }).format(value))
}

/** A gain or a loss, always with its sign. */
export function gain(value: number, currency: string, to: Language = language.value): string {
  return signed(numberFormat(to, { ...amountOf(currency), notation: "compact", maximumSignificantDigits: 3, signDisplay: "exceptZero" }).format(value))
}

/** A share as percent. @param decimals after the point */
export function percent(share: number, decimals = 0, withSign = false, to: Language = language.value): string {
  return signed(
    numberFormat(to, {
      style: "percent",
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
      signDisplay: withSign ? "exceptZero" : "negative",
    }).format(share),
  )
}

export function count(value: number, to: Language = language.value): string {
  return numberFormat(to, { maximumFractionDigits: 0 }).format(value)
}

/** A metric's value in its unit: ¥2.8M, 12.4%, 41 hr … @param currency of money */
export function inUnit(value: number, unit: Unit, currency: string, to: Language = language.value): string {
  if (unit === "money") return money(value, currency, to)
  if (unit === "share") return percent(value, 1, false, to)
  return signed(numberFormat(to, { ...hoursOr(unit), notation: "compact", maximumSignificantDigits: 3 }).format(value))
}

/** A difference of two such values, with its sign; of shares in percentage points. */
export function change(value: number, unit: Unit, currency: string, to: Language = language.value): string {
  if (unit === "money") return gain(value, currency, to)
  const number = (v: number, more: Intl.NumberFormatOptions) => signed(numberFormat(to, { ...more, signDisplay: "exceptZero" }).format(v))
  if (unit === "share") return `${number(100 * value, { maximumSignificantDigits: 2 })}${pointsIn(to)}`
  return number(value, { ...hoursOr(unit), notation: "compact", maximumSignificantDigits: 3 })
}

/** Letters of amounts that stand side by side. */
export const letters: Readonly<Record<Language, Letters>> = {
  en: [
    { from: 1e9, divisor: 1e9, letter: "B" },
    { from: 1e6, divisor: 1e6, letter: "M" },
    { from: 1e4, divisor: 1e3, letter: "K" },
  ],
  zh: [
    { from: 1e8, divisor: 1e8, letter: "亿" },
    { from: 1e4, divisor: 1e4, letter: "万" },
  ],
}

/** How to write differences that stand side by side, each with its sign: at one scale, and no finer than `fine`, the smallest step that means something. */
export function changes(values: readonly number[], fine: number, unit: Unit, currency: string, to: Language = language.value): (value: number) => string {
  const factor = unit === "share" ? 100 : 1
  const scale = scaleOf(
    values.map((v) => v * factor),
    fine * factor,
    letters[to],
  )
  const symbol = unit === "money" ? symbolOf(currency, to) : ""
  const after = unit === "share" ? pointsIn(to) : unit === "hours" ? (to === "zh" ? "小时" : "h") : ""
  return (value) => {
    const text = figure(Math.abs(value) * factor, scale)
    return `${/[1-9]/.test(text) ? (value < 0 ? "−" : "+") : ""}${symbol}${text}${scale.letter}${after}`
  }
}

const pointsIn = (to: Language) => (to === "zh" ? "个百分点" : " points")

export function symbolOf(currency: string, to: Language): string {
  return (
    numberFormat(to, amountOf(currency))
      .formatToParts(0)
      .find(({ type }) => type === "currency")?.value ?? ""
  )
}

function amountOf(currency: string): Intl.NumberFormatOptions {
  return currency ? { style: "currency", currency, currencyDisplay: "narrowSymbol" } : {}
}

function hoursOr(unit: Unit): Intl.NumberFormatOptions {
  return unit === "hours" ? { style: "unit", unit: "hour", unitDisplay: "narrow" } : {}
}

/** A minus is U+2212, as wide as a plus. */
function signed(text: string): string {
  return text.replace("-", "−")
}
