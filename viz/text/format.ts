import { language } from "./language.ts"

/** Money in few figures: CN¥2.8M, 280万元 … */
export function money(value: number, currency: string): string {
  return new Intl.NumberFormat(language.value, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
  }).format(value)
}

/** A gain or a loss, always with its sign. */
export function gain(value: number, currency: string): string {
  return new Intl.NumberFormat(language.value, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    notation: "compact",
    maximumSignificantDigits: 3,
    signDisplay: "exceptZero",
  }).format(value)
}

/** A share as percent. @param decimals after the point */
export function percent(share: number, decimals = 0, signed = false): string {
  return new Intl.NumberFormat(language.value, {
    style: "percent",
    maximumFractionDigits: decimals,
    signDisplay: signed ? "exceptZero" : "auto",
  }).format(share)
}

export function count(value: number): string {
  return new Intl.NumberFormat(language.value, { maximumFractionDigits: 0 }).format(value)
}
