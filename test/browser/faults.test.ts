import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { catalogues } from "../../viz/text/language.ts"
import { accessibilityFaults, digestOf, type Lab, lab, picture, tiny } from "./lab.ts"

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

describe("a worker", () => {
  test("that dies is replaced, and its work begun again", async () => {
    const { page, close } = await served.open(`v=1&${tiny}`)
    const [worker] = page.workers().length > 0 ? page.workers() : [await page.waitForEvent("worker")]
    const gone = worker?.waitForEvent("close")
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error("this one dies")
      })
    })
    await gone
    await picture(page)
    await page.getByText(en["watch.command"]).waitFor()
    expect(await page.locator(".fault").count()).toBe(0)
    await close()
  })

  test("that dies again is told, and can be tried once more", async () => {
    const { page, close } = await served.open(`v=1&${tiny}`, { broken: /worker-[^/]*\.js$/ })
    const told = page.getByRole("alert")
    await told.getByText(en["watch.failed"], { exact: false }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.context().unrouteAll()
    await told.getByRole("button", { name: en["watch.again"] }).press("Enter")
    await picture(page)
    expect(await page.locator(".fault").count()).toBe(0)
    await close()
  })
})

describe("a scenario of the visitor's own that is broken", () => {
  test("in the address is told as on the command line, with a way back to one that works", async () => {
    const { page, complaints, close } = await served.open(`v=1&scenario=mine&scenarioText=${encodeURIComponent("name: mine\nclok: {}\n")}&${tiny}`)
    const told = page.getByRole("alert")
    await told.getByText("mine.yaml: clok", { exact: false }).waitFor()
    expect(await told.innerText()).toMatch(/clok.*Did you mean clock\?/s)
    await told.getByRole("button", { name: en["fault.fresh"] }).press("Enter")
    await told.waitFor({ state: "detached" })
    await picture(page)
    expect(new URL(page.url()).hash).toBe("")
    expect(complaints).toEqual([])
    await close()
  })
})

describe("a tab that was away", () => {
  /** Holds pictures back, as a browser does from a tab that nobody sees. */
  const before = `{
    const { requestAnimationFrame } = window
    const held = []
    window.requestAnimationFrame = (draw) => document.hidden ? held.push(draw) : requestAnimationFrame((now) => document.hidden ? held.push(draw) : draw(now))
    window.hide = (hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
      Object.defineProperty(document, "visibilityState", { value: hidden ? "hidden" : "visible", configurable: true })
      document.dispatchEvent(new Event("visibilitychange"))
      if (!hidden) for (const draw of held.splice(0)) window.requestAnimationFrame(draw)
    }
  }`

  test("goes on where it was, and is not made up for", async () => {
    const { page, complaints, close } = await served.open(`v=1&speed=5&${tiny}`, { before })
    await picture(page)
    const place = () => page.locator("input[type=range]").inputValue().then(Number)
    await expect.poll(place, { timeout: 20_000 }).toBeGreaterThan(0)
    const { left, back } = await page.evaluate(async () => {
      const { hide } = window as unknown as { hide(hidden: boolean): void }
      const place = () => Number(document.querySelector<HTMLInputElement>("input[type=range]")?.value)
      hide(true)
      const left = place()
      await new Promise((resolve) => setTimeout(resolve, 2500)) // 12 ticks, if they were made up for
      hide(false)
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return { left, back: place() }
    })
    expect(back - left).toBeLessThanOrEqual(2)
    await expect.poll(place, { timeout: 20_000 }).toBeGreaterThan(back + 1)
    expect(complaints).toEqual([])
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

  test("a figure that cannot be drawn says so in its place, and the page stands", async () => {
    const before = `{
      const { setAttribute } = Element.prototype
      Element.prototype.setAttribute = function (name, value) {
        if (name === "viewBox") throw new Error("no room to draw in")
        setAttribute.call(this, name, value)
      }
    }`
    const { page, close } = await served.open(`v=1&${tiny}`, { before })
    await picture(page)
    const told = page.getByRole("alert").filter({ hasText: "no room to draw in" })
    await told.first().waitFor()
    expect(await told.first().innerText()).toBe(en["picture.broken"].replace("{message}", "no room to draw in"))
    await page.getByRole("button", { name: /CSV/ }).first().waitFor()
    await close()
  })
})

describe("a browser", () => {
  test("without SIMD computes the same", async () => {
    const digest = await digestOf(served)
    const old = await lab(["--js-flags=--no-enable-sse4-1"])
    try {
      expect(await digestOf(old)).toBe(digest)
    } finally {
      await old.close()
    }
  })

  test("without WebAssembly is told what is missing", async () => {
    const old = await lab(["--js-flags=--jitless"])
    try {
      const { page, complaints, close } = await old.open(`v=1&${tiny}`)
      await page.getByRole("alert").getByText("WebAssembly", { exact: false }).waitFor()
      expect(await page.locator("main h1").count()).toBe(1)
      expect(complaints).toEqual([])
      await close()
    } finally {
      await old.close()
    }
  })
})
