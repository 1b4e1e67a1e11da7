import type { Page } from "playwright-core"

/** What takes the keyboard's focus, in words that a failure can be read from. */
const controls = `a[href], button, select, input, textarea, summary, [tabindex="0"]`

declare global {
  interface Window {
    nameOf(element: Element): string
    visibleControls(): Element[]
  }
}

async function teach(page: Page): Promise<void> {
  await page.evaluate((controls) => {
    window.nameOf = (e) =>
      `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") ?? (e.closest("label") ?? e).textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 60)}`
    window.visibleControls = () =>
      [...document.querySelectorAll<HTMLElement>(controls)].filter(
        (e) => !e.matches(":disabled") && e.checkVisibility({ visibilityProperty: true }) && e.tabIndex >= 0,
      )
  }, controls)
}

/** Goes through the page by Tab alone. @returns controls that were not reached, and those whose focus is not to be seen */
export async function tabThrough(page: Page): Promise<{ unreached: string[]; unseen: string[]; reached: number }> {
  await teach(page)
  await page.evaluate(() => {
    document.body.tabIndex = -1
    document.body.focus()
    for (const e of document.querySelectorAll("[data-reached]")) e.removeAttribute("data-reached")
  })
  const unseen: string[] = []
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab")
    const found = await page.evaluate(() => {
      const e = document.activeElement as HTMLElement | null
      // The browser's own parts of a control, such as those of a date, keep the focus on it.
      if (!e || e === document.body || e.dataset.reached) return e && e !== document.body && e.matches("input, video") ? "again" : "end"
      e.dataset.reached = "1"
      const style = getComputedStyle(e)
      return style.outlineStyle === "none" || Number.parseFloat(style.outlineWidth) === 0 ? `unseen ${window.nameOf(e)}` : "seen"
    })
    if (found === "end") break
    if (found.startsWith("unseen ")) unseen.push(found.slice(7))
  }
  return {
    unseen,
    ...(await page.evaluate(() => {
      const all = window.visibleControls()
      // Of radio buttons of one name Tab reaches one, and arrows the others.
      const isReached = (e: Element) =>
        (e as HTMLElement).dataset.reached ||
        (e instanceof HTMLInputElement && e.type === "radio" && document.querySelector(`input[name="${CSS.escape(e.name)}"][data-reached]`))
      return { reached: all.filter(isReached).length, unreached: all.filter((e) => !isReached(e)).map(window.nameOf) }
    })),
  }
}

/** Keys that work a control of each kind. */
function keyFor(tag: string, type: string): string | undefined {
  if (tag === "button" || tag === "summary") return "Enter"
  if (tag === "select") return "Arrow"
  if (type === "checkbox") return "Space"
  if (type === "range" || type === "number" || type === "radio") return "Arrow"
  return tag === "textarea" || type === "text" ? "Text" : undefined
}

/** Works every control of the page's main part that no pattern spares, by keys alone. @returns those that did not answer */
export async function workEach(page: Page, spare: RegExp = /^$/): Promise<{ dead: string[]; worked: number }> {
  await teach(page)
  const names = await page.evaluate(() => window.visibleControls().map(window.nameOf))
  const dead: string[] = []
  let worked = 0
  for (const name of new Set(names)) {
    if (spare.test(name)) continue
    const control = await page.evaluateHandle((name) => window.visibleControls().find((e) => window.nameOf(e) === name) ?? null, name)
    const element = control.asElement() as import("playwright-core").ElementHandle<HTMLInputElement> | null
    if (!element) continue // another control took it away
    const [tag, type] = await element.evaluate((e) => [e.tagName.toLowerCase(), e.type ?? ""] as const)
    const key = keyFor(tag, type)
    if (!key) continue
    await element.evaluate((e) => {
      e.dataset.heard = ""
      for (const event of ["click", "input", "change"]) e.addEventListener(event, () => (e.dataset.heard = "1"), { once: true })
      e.focus()
    })
    if (key === "Arrow") for (const arrow of ["ArrowDown", "ArrowUp"]) await page.keyboard.press(arrow)
    else if (key === "Text") await page.keyboard.type("1")
    else await page.keyboard.press(key)
    worked++
    // One that its own work took away, or put another in the place of, has answered.
    if (!(await element.evaluate((e) => e.dataset.heard === "1" || !e.isConnected))) dead.push(name)
  }
  return { dead, worked }
}
