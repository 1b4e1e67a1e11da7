import type { Colours } from "./figure.ts"

/** Okabe & Ito, "Color Universal Design" (2008). */
export const light: Colours = {
  text: "#1a1a1a",
  faint: "#5c5c5c",
  line: "#d0d0d0",
  ground: "#ffffff",
  ours: "#0072b2",
  rivals: ["#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#f0e442"],
  none: "#9a9a9a",
}

export const dark: Colours = {
  text: "#ececec",
  faint: "#a8a8a8",
  line: "#444444",
  ground: "#161616",
  ours: "#3a9bdc",
  rivals: ["#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#f0e442"],
  none: "#7a7a7a",
}
