import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { catalogues } from "../../viz/text/language.ts"
import { accessibilityFaults, type Lab, lab } from "./lab.ts"

/** Whatever breaks: a message and a way on, never a blank page. */

const { en } = catalogues
let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

describe("the address", () => {
  test("a key or a value that is not known is told with the nearest, and the rest is taken", async () => {
    const { page, complaints, close } = await served.open("v=1&page=compare&sede=7&seed=many")
    const told = page.getByRole("alert").filter({ hasText: en["complaint.title"] })
    expect(await told.getByRole("listitem").allInnerTexts()).toEqual([
      "address: no such key: sede. Did you mean seed?",
      expect.stringMatching(/^address: seed: expected a whole number from 0 to 2147483647; found many$/),
    ])
    expect(await page.title()).toContain(en["page.compare"])
    expect(await accessibilityFaults(page)).toEqual([])
    await told.getByRole("button", { name: en["complaint.dismiss"] }).press("Enter")
    await told.waitFor({ state: "detached" })
    expect(new URL(page.url()).hash).toBe("#v=1&page=compare")
    expect(complaints).toEqual([])
    await close()
  })
})

describe("the browser", () => {
  test("without storage the lab works all the same", async () => {
    const denied = ["localStorage", "sessionStorage", "indexedDB"].map(
      (name) => `Object.defineProperty(window, "${name}", { get() { throw new DOMException("denied", "SecurityError") } });`,
    )
    const { page, complaints, close } = await served.open("", { before: denied.join("") })
    await page.getByRole("button", { name: en["page.compare"], exact: true }).click()
    expect(await page.title()).toContain(en["page.compare"])
    expect(complaints).toEqual([])
    await close()
  })

  test("where the lab's script cannot be had, the page says what to do", async () => {
    const { page, close } = await served.open("", { missing: /\.js$/ })
    await page.getByText("The laboratory is being loaded", { exact: false }).waitFor({ state: "visible" })
    await page.getByText("实验室正在加载", { exact: false }).waitFor({ state: "visible" })
    await close()
  })
})

describe("the lab's own errors", () => {
  test("one that nothing catches is told once, with two ways on", async () => {
    const { page, close } = await served.open()
    for (const wait of [0, 1])
      await page.evaluate((wait) => {
        setTimeout(() => {
          throw new Error("a timer broke")
        }, wait)
        Promise.reject(new Error("a promise broke"))
        dispatchEvent(new ErrorEvent("error", { message: "ResizeObserver loop completed with undelivered notifications." }))
      }, wait)
    const told = page.getByRole("alert").filter({ hasText: en["fault.title"] })
    await told.getByText("a timer broke").waitFor()
    expect(await told.getByRole("listitem").allInnerTexts()).toEqual(expect.arrayContaining(["a timer broke", "a promise broke"]))
    expect(await told.getByRole("listitem").count()).toBe(2)
    expect(await accessibilityFaults(page)).toEqual([])
    await told.getByRole("button", { name: en["complaint.dismiss"] }).click()
    await told.waitFor({ state: "detached" })
    await page.locator("main h1").waitFor()
    await close()
  })
})
