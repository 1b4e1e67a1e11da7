/** Until the reader has moved something there is nothing new to tell. */
let moved = false
addEventListener("input", () => (moved = true), { capture: true })

let last: ReturnType<typeof setTimeout> | undefined

/** Tells assistive technology what came of a move, once the moving has stopped. */
export function announce(text: string): void {
  if (!moved) return
  clearTimeout(last)
  last = setTimeout(() => {
    const region = document.querySelector("#announcements")
    if (region) region.textContent = text
  }, 600)
}
