import { execFile } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Summary } from "../../bench/experiment.ts"
import { root } from "../../bench/node/files.ts"
import { properties } from "../../viz/state/properties.ts"
import { catalogues, type Language } from "../../viz/text/language.ts"
import { tabThrough, workEach } from "./keyboard.ts"
import { accessibilityFaults, digestOf, type Lab, lab, picture, saved, settled, tiny } from "./lab.ts"

let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

const pages = properties.page.choices
/** Small enough that what a page computes unasked is there at once. */
const small = `settings=${encodeURIComponent(["clock.days=28", "clock.burnIn=28", "clock.runOut=7", "customers=400"].join("\n"))}`
const languages: readonly Language[] = ["en", "zh"]

/** What the address says besides, so that a page soon stands still; and how long until then. */
const still: Readonly<Record<(typeof pages)[number], { state: string; reached: (page: Page) => Promise<unknown> }>> = {
  watch: { state: `tick=7&${tiny}`, reached: settled },
  compare: { state: small, reached: (page) => page.waitForFunction(() => !document.querySelector("[aria-busy=true]")) },
}

describe.each(pages)("the %s page", (name) => {
  test("opens with no error, needs no network, and axe-core finds nothing, in light and dark, in both languages", async () => {
    const { page, complaints, close } = await served.open(`v=1&page=${name}&${still[name].state}`)
    await still[name].reached(page)
    for (const language of languages)
      for (const theme of ["light", "dark"]) {
        await page.getByLabel(/Language|语言/).selectOption(language)
        await page.getByLabel(/Colours|配色/).selectOption(theme)
        await page.locator(`html[lang|=${language}][data-theme=${theme}]`).waitFor()
        expect(await page.title()).toContain(catalogues[language][`page.${name}`])
        if (language === "zh") expect(await boxes(page)).toEqual([])
        expect(await accessibilityFaults(page), `${language} ${theme}`).toEqual([])
      }
    expect(complaints).toEqual([])
    await close()
  })

  test("every control is reached by Tab, shows its focus, and answers to keys", async () => {
    const { page, complaints, close } = await served.open(`v=1&page=${name}&${still[name].state}`)
    await still[name].reached(page)
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

/** Chinese texts of a page that are not as wide as Chinese characters are: boxes stand in their place. */
function boxes(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const element = text.parentElement as Element
      const said = text.textContent ?? ""
      if (!/^\p{Script=Han}+$/u.test(said) || element.closest("select, svg") || !element.checkVisibility()) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const rects = [...range.getClientRects()]
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (Math.abs(rects.reduce((sum, { width }) => sum + width, 0) - said.length * size) > 1) found.push(said)
    }
    return found
  })
}

describe("the opening page", () => {
  test("tells its verdict untouched, with less than 400 kB of scripts", async () => {
    const { page, complaints, close } = await served.open()
    const scripts = new Set<string>()
    page.on("request", (request) => scripts.add(request.url()))
    await page.reload()
    await picture(page)
    await page
      .locator(".verdict")
      .filter({ hasText: / of \d+ repeats/ })
      .waitFor()
    const files = [...scripts].filter((url) => url.endsWith(".js")).map((url) => join(root, "dist/lab", new URL(url).pathname))
    expect(files.some((file) => /worker/.test(file))).toBe(true)
    const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(400_000)
    expect(complaints).toEqual([])
    await close()
  })
})

describe("the address", () => {
  test("holds what was set by hand: another visitor sees the same", async () => {
    const first = await served.open(`v=1&${tiny}`)
    await picture(first.page)
    await first.page.getByLabel("Language").selectOption("zh")
    await first.page.getByLabel("配色").selectOption("dark")
    await first.page.getByLabel(catalogues.zh["control.speed"]).selectOption("40")
    await first.page.getByRole("checkbox").first().check()
    await first.page.getByRole("slider").fill("9")
    await expect.poll(() => new URL(first.page.url()).hash).toContain("tick=9")
    const fragment = new URL(first.page.url()).hash.slice(1)
    const second = await served.open(fragment)
    await picture(second.page)
    const shown = async ({ page }: typeof first) => ({
      controls: await page
        .locator("select, input")
        .evaluateAll((all) => all.map((e) => ((e as HTMLInputElement).type === "checkbox" ? (e as HTMLInputElement).checked : (e as HTMLInputElement).value))),
      theme: await page.locator("html").getAttribute("data-theme"),
      counts: await page.locator(".stages dd").allInnerTexts(),
      fragment: new URL(page.url()).hash.slice(1),
    })
    expect(await shown(second)).toEqual(await shown(first))
    expect((await shown(second)).controls).toEqual(expect.arrayContaining(["zh", "dark", "40", true, "9"]))
    await first.close()
    await second.close()
  })
})

describe("lab.html, the lab in one file", () => {
  const url = pathToFileURL(join(root, "dist/lab.html")).href

  test("opens without a server and computes the same", async () => {
    const { page, complaints, close } = await served.open(`v=1&${tiny}`, { url })
    await picture(page)
    expect(
      await page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .map(({ name }) => name)
          .filter((name) => !/^(blob|data):/.test(name)),
      ),
    ).toEqual([])
    expect(complaints).toEqual([])
    await close()
    expect(await digestOf(served, { url })).toBe(await digestOf(served))
  })

  test("holds the lab's fonts and leaves no file behind", () => {
    expect(readFileSync(join(root, "dist/lab.html"), "utf8")).toContain("data:font/woff2;base64,")
    expect(existsSync(join(root, "dist/single"))).toBe(false)
  })
})

test("the compare page's command, run on the command line, gives the page's results, digest included", async () => {
  const { page, complaints, close } = await served.open(`v=1&page=compare&seed=7&replications=2&strategies=${encodeURIComponent("digital\nsteady")}&${small}`)
  await page.waitForFunction(() => document.querySelector(".digest") && !document.querySelector("[aria-busy=true]"))
  const command = await page.locator("pre.command").innerText()
  expect(command).toMatch(/^npx marketlab compare everyday /)
  const line = `"${process.execPath}" "${join(root, "dist/bench/cli/main.js")}"${command.slice("npx marketlab".length)} --json`
  const there = JSON.parse((await promisify(execFile)("sh", ["-c", line])).stdout) as Summary
  expect(JSON.parse(await saved(page, page.getByRole("button", { name: catalogues.en["compare.saveJson"] })))).toEqual(there)
  expect(await page.locator(".digest").innerText()).toContain(there.digest)
  expect(complaints).toEqual([])
  await close()
})
