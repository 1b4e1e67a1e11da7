import { dark, light } from "../viz/figures/colours.ts"
import type { Figure } from "../viz/figures/figure.ts"

/** A figure of the lab in a notebook. @param width pixels @param isDark the page's colours */
export function shared<Data>(figure: Figure<Data>, data: Data, width: number, isDark: boolean): HTMLElement {
  const element = document.createElement("figure")
  element.append(figure.draw(data, { width, colours: isDark ? dark : light, locale: "en" }))
  return element
}
