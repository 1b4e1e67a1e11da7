/** Amounts as people read them. A minus is U+2212; a plus is shown only where a change is meant. */

/** From which amount on a letter stands for how much; the largest first. */
export type Letters = readonly { from: number; divisor: number; letter: string }[]

const ENGLISH: Letters = [
  { from: 1e9, divisor: 1e9, letter: "B" },
  { from: 1e6, divisor: 1e6, letter: "M" },
  { from: 1e4, divisor: 1e3, letter: "k" },
]

/** One scale for figures that stand side by side. */
export interface Scale {
  divisor: number
  letter: string
  decimals: number
}

/** The scale in which figures are short. @param fine the smallest step that should show; without it three digits do: 78.2 M, 820 k, 143, 3.29 */
export function scaleOf(values: readonly number[], fine = 0, letters: Letters = ENGLISH): Scale {
  const most = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0)
  const found = letters.find((s) => most >= s.from)
  const divisor = found?.divisor ?? 1
  const first = most / divisor
  const least = fine > 0 ? fine / divisor : first >= 100 ? 1 : first >= 10 ? 0.1 : 0.01
  const decimals = [0, 1, 2, 3, 4].find((d) => least >= 10 ** -d * 0.999) ?? 5
  return { divisor, letter: found?.letter ?? "", decimals }
}

/** A number in a scale, without its letter. */
export function figure(value: number, scale: Scale): string {
  const text = Math.abs(value / scale.divisor).toLocaleString("en-US", { minimumFractionDigits: scale.decimals, maximumFractionDigits: scale.decimals })
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** A number with its letter: 78.2 M. */
export function amount(value: number, scale: Scale = scaleOf([value])): string {
  return scale.letter ? `${figure(value, scale)} ${scale.letter}` : figure(value, scale)
}

/** A change, with its sign: +0.9 M, −0.9 M, 0. */
export function change(value: number, scale: Scale = scaleOf([value])): string {
  if (value === 0) return "0"
  const text = amount(value, scale)
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text
}

/** An amount of money: CNY 78.2 M. */
export function money(value: number, currency: string, scale?: Scale): string {
  return `${currency} ${amount(value, scale)}`
}

/** A share as a change in percent: +2.3 %. */
export function percent(share: number): string {
  if (share === 0) return "0 %"
  const hundred = share * 100
  const decimals = Math.abs(hundred) >= 100 ? 0 : Math.abs(hundred) >= 0.1 ? 1 : 2
  return `${change(hundred, { divisor: 1, letter: "", decimals })} %`
}

/** With its first letter large, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
