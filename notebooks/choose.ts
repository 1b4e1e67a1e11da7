import type { Words } from "./check.ts"

export interface ChooseOptions<T extends string> {
  label: Words
  options: readonly (Words & { value: T })[]
  value: T
}

let made = 0

/** One of a few: a native select with its label in both languages. `view(choose(…))` gives the value to other cells. */
export function choose<T extends string>({ label, options, value }: ChooseOptions<T>): HTMLElement & { value: T } {
  const id = `choose-${++made}`
  const root: HTMLElement = document.createElement("div")
  root.className = "slider"
  const name = document.createElement("label")
  name.htmlFor = id
  const chinese = Object.assign(document.createElement("span"), { lang: "zh", textContent: label.zh })
  name.append(`${label.en} `, chinese)
  const select = Object.assign(document.createElement("select"), { id })
  select.append(...options.map((option) => new Option(`${option.en} ${option.zh}`, option.value, option.value === value, option.value === value)))
  root.append(name, select)
  return Object.defineProperty(root as HTMLElement & { value: T }, "value", { get: () => select.value })
}
