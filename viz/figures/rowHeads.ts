import * as Plot from "@observablehq/plot"
import type { Look } from "./figure.ts"
import { TYPE } from "./house.ts"

/** Over each row of a figure: its name at the left edge, in bold, and what is said of it at the right. @param y of a row's text, pixels */
export function rowHeads<Row extends { name: string; k: number }>(rows: readonly Row[], y: (k: number) => number, words: (row: Row) => string, look: Look) {
  const { colours, width } = look
  const usual = { y: ({ k }: Row) => y(k), fill: colours.text, stroke: colours.ground, strokeWidth: 4 }
  return [
    Plot.text(rows, { ...usual, x: 0, text: "name", textAnchor: "start", fontWeight: "bold", fontSize: TYPE + 1 }),
    Plot.text(rows, { ...usual, x: width, text: words, textAnchor: "end", fontVariant: "tabular-nums" }),
  ]
}
