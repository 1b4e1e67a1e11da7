import { dark, light } from "../viz/figures/colours.ts"
import type { Figure } from "../viz/figures/figure.ts"
import type { Words } from "./check.ts"

/** A figure of the lab in a notebook. @param width pixels @param isDark the page's colours @param title what it shows */
export function shared<Data>(figure: Figure<Data>, data: Data, width: number, isDark: boolean, title: Words): HTMLElement {
  const element = document.createElement("figure")
  const caption = document.createElement("figcaption")
  caption.append(`${title.en} `, Object.assign(document.createElement("span"), { lang: "zh", textContent: title.zh }))
  element.append(caption, figure.draw(data, { width, colours: isDark ? dark : light, locale: "en" }))
  return element
}
