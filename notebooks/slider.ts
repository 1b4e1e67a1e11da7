import type { Words } from "./check.ts"

export interface SliderOptions {
  label: Words
  min: number
  max: number
  step: number
  value: number
  /** How a value is written; as it is without. */
  show?: (value: number) => string
  /** Tell other cells only when the slider is let go: what hangs on it takes a while. */
  settle?: boolean
}

let made = 0

/** A number to be moved: a native range input with its label in both languages and its value in words. `view(slider(…))` gives the number to other cells. */
export function slider({ label, min, max, step, value, show = String, settle = false }: SliderOptions): HTMLElement & { value: number } {
  const id = `slider-${++made}`
  const root: HTMLElement = document.createElement("div")
  root.className = "slider"
  const name = document.createElement("label")
  name.htmlFor = id
  const chinese = document.createElement("span")
  chinese.lang = "zh"
  chinese.textContent = label.zh
  name.append(`${label.en} `, chinese)
  const range = Object.assign(document.createElement("input"), { id, type: "range", min: `${min}`, max: `${max}`, step: `${step}`, value: `${value}` })
  const shown = document.createElement("output")
  shown.htmlFor.add(id)
  const write = () => {
    shown.textContent = show(range.valueAsNumber)
    range.setAttribute("aria-valuetext", shown.textContent)
  }
  range.addEventListener("input", (event) => {
    write()
    if (settle) event.stopPropagation()
  })
  if (settle) range.addEventListener("change", () => root.dispatchEvent(new Event("input", { bubbles: true })))
  write()
  root.append(name, range, shown)
  return Object.defineProperty(root as HTMLElement & { value: number }, "value", { get: () => range.valueAsNumber })
}
