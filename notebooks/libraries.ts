/** What cells may use by name besides the kit's own: the libraries that the lab is built with, from the installed packages, so that a notebook needs no network. */
export const d3 = () => import("d3")
export const Plot = () => import("@observablehq/plot")
