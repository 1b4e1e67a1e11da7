import type { Words } from "./check.ts"

/** Roles of colour, the same in every picture: they follow the page's light or dark. */
export const ink = {
  market: "var(--market)",
  closed: "var(--closed)",
  third: "var(--third)",
  faint: "var(--theme-foreground-muted)",
} as const

/** What a mark of the legend looks like. */
export interface Key {
  mark: "dot" | "line" | "bar" | "dash" | "ring"
  colour: string
  words: Words
}

export const market: Key = { mark: "dot", colour: ink.market, words: { en: "market, simulated", zh: "市场（模拟）" } }
export const bars: Key = { ...market, mark: "bar" }
export const path: Key = { ...market, mark: "line" }
export const closed: Key = { mark: "line", colour: ink.closed, words: { en: "closed form", zh: "公式" } }

/**
 * A drawing with its legend, read out as one image.
 * @param says what is seen, for those who do not see it
 */
export function picture(drawing: Element, says: string, keys: readonly Key[]): HTMLElement {
  const figure = document.createElement("figure")
  const caption = document.createElement("figcaption")
  caption.append(
    ...keys.map(({ mark, colour, words }) => {
      const key = document.createElement("span")
      key.className = "key"
      const swatch = document.createElement("i")
      swatch.className = mark
      swatch.style.color = colour
      const chinese = Object.assign(document.createElement("span"), { lang: "zh", textContent: words.zh })
      key.append(swatch, ` ${words.en} `, chinese)
      return key
    }),
  )
  for (const part of drawing.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label")
    part.removeAttribute("aria-description")
  }
  drawing.setAttribute("role", "img")
  drawing.setAttribute("aria-label", says)
  figure.append(caption, drawing)
  return figure
}
