import * as Plot from "@observablehq/plot"
import type { Look } from "./figure.ts"

/** Named, so that a saved picture looks alike where the lab's own fonts are not. */
const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", "Noto Sans SC Lab", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif'

/** Pixels. */
export const TYPE = 13

/**
 * A plot in the house's type and colours, as one picture to who listens: parts of it are not told apart.
 * @param label what is seen, in a sentence or two
 */
export function house(options: Plot.PlotOptions, { width, colours }: Look, label: string): SVGSVGElement {
  const svg = Plot.plot({
    ...options,
    figure: false,
    width,
    className: "marketlab-figure",
    style: { color: colours.text, background: colours.ground, fontSize: `${TYPE}px`, overflow: "visible" },
  }) as unknown as SVGSVGElement
  for (const part of svg.querySelectorAll("[aria-label], [aria-description]")) {
    part.removeAttribute("aria-label")
    part.removeAttribute("aria-description")
  }
  svg.setAttribute("font-family", FONTS)
  svg.setAttribute("role", "img")
  svg.setAttribute("aria-label", label)
  return svg
}
