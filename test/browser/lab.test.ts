import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { properties } from "../../viz/state/properties.ts"
import { catalogues, type Language } from "../../viz/text/language.ts"
import { tabThrough, workEach } from "./keyboard.ts"
import { accessibilityFaults, type Lab, lab } from "./lab.ts"

let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

const pages = properties.page.choices
/** Small enough that what a page computes unasked is there at once. */
const small = `settings=${encodeURIComponent(["clock.days=28", "clock.burnIn=28", "clock.runOut=7", "customers=400"].join("\n"))}`
const languages: readonly Language[] = ["en", "zh"]

describe.each(pages)("the %s page", (name) => {
  test("opens with no error, needs no network, and axe-core finds nothing, in light and dark, in both languages", async () => {
    const { page, complaints, close } = await served.open(`v=1&page=${name}${name === "compare" ? `&${small}` : ""}`)
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"))
    for (const language of languages)
      for (const theme of ["light", "dark"]) {
        await page.getByLabel(/Language|语言/).selectOption(language)
        await page.getByLabel(/Colours|配色/).selectOption(theme)
        expect(await page.locator("html").getAttribute("lang")).toMatch(language)
        expect(await page.title()).toContain(catalogues[language][`page.${name}`])
        expect(await accessibilityFaults(page), `${language} ${theme}`).toEqual([])
      }
    expect(complaints).toEqual([])
    await close()
  })

  test("every control is reached by Tab, shows its focus, and answers to keys", async () => {
    const { page, complaints, close } = await served.open(`v=1&page=${name}${name === "compare" ? `&${small}` : ""}`)
    await page.waitForFunction(() => !document.querySelector("[aria-busy=true]"))
    const { unreached, unseen, reached } = await tabThrough(page)
    expect({ unreached, unseen }).toEqual({ unreached: [], unseen: [] })
    expect(reached).toBeGreaterThanOrEqual(4)
    const { dead, worked } = await workEach(page, /^button (Watch|Compare)$/)
    expect(dead).toEqual([])
    expect(worked).toBeGreaterThanOrEqual(2)
    expect(complaints).toEqual([])
    await close()
  })
})
