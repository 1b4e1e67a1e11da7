import type { Language } from "../text/language.ts"

/** How a figure is to look: all that is not its data. A figure knows no page, no state and no language but this; its words come by `sayIn(look.locale, …)`. */
export interface Look {
  /** Pixels. */
  width: number
  /** Colours of the page, as CSS: text, faint text, lines, background, and the roles below. */
  colours: Colours
  /** For words, numbers and dates. */
  locale: Language
}

/** Okabe & Ito's palette (2008) by role; strategies are never hues: the baseline is dashed, the other solid. */
export interface Colours {
  text: string
  faint: string
  line: string
  ground: string
  /** Our brand; rivals in order; nobody. */
  ours: string
  rivals: readonly string[]
  none: string
}

export type Cell = string | number | null

/**
 * A picture of data: drawn alike in the lab, in reports and in notebooks.
 * `draw` gives an SVG (house.ts makes it so) with role="img" and an aria-label that says what is seen; `rows` the numbers behind it, with their units in the head,
 * in English whatever the page's language, for programs read them.
 */
export interface Figure<Data> {
  /** kebab-case: names exported files. */
  readonly name: string
  draw(data: Data, look: Look): SVGSVGElement
  /** The first row is the head. */
  rows(data: Data): readonly (readonly Cell[])[]
}
