import type { Words } from "./check.ts"

/** A button; `view(press(…))` gives other cells how often it was pressed. */
export function press({ en, zh }: Words): HTMLElement & { value: number } {
  const root: HTMLElement = document.createElement("div")
  const button = Object.assign(document.createElement("button"), { type: "button", className: "press" })
  button.append(`${en} `, Object.assign(document.createElement("span"), { lang: "zh", textContent: zh }))
  let count = 0
  button.addEventListener("click", () => {
    count++
    root.dispatchEvent(new Event("input", { bubbles: true }))
  })
  root.append(button)
  return Object.defineProperty(root as HTMLElement & { value: number }, "value", { get: () => count })
}
