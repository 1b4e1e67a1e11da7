import { readFileSync } from "node:fs"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { judged } from "../../notebooks/rules/gap.ts"
import { race } from "../../notebooks/rules/race.ts"
import { line } from "../../viz/text/verdict.ts"
import { tabThrough } from "./keyboard.ts"
import { accessibilityFaults, type Lab, lab, type Visit } from "./lab.ts"

let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

const source = (name: string) => readFileSync(new URL(`../../notebooks/${name}.html`, import.meta.url), "utf8")
const open = (name: string): Promise<Visit> => served.open("", { url: `${served.address}notebooks/${name}.html` })

/** Every picture and sentence on the page as it stands. */
const shown = (page: Page) => page.locator("main svg, main .checks, main .says, main table").evaluateAll((all) => all.map((e) => e.outerHTML).join("\n"))

/** Cells that show an error, and those of the file that the page does not have. */
async function brokenCells(page: Page, name: string): Promise<string[]> {
  const ids = [...source(name).matchAll(/<script id="(\d+)"/g)].map(([, id]) => id as string)
  expect(ids.length).toBeGreaterThan(20)
  const found = await page.locator("main > .observablehq--cell").evaluateAll((cells) => cells.map((cell) => cell.id))
  const errors = await page.locator(".observablehq--error").evaluateAll((all) => all.map((e) => `${e.closest("[id]")?.id}: ${e.textContent}`))
  return [...ids.map((id) => `cell-${id}`).filter((id) => !found.includes(id)), ...errors]
}

/** Works a slider by keys and waits until the page shows something else. */
async function move(page: Page, label: string, key: string): Promise<void> {
  const before = await shown(page)
  const slider = page.getByRole("slider", { name: label })
  await slider.focus()
  const value = await slider.inputValue()
  await page.keyboard.press(key)
  expect(await slider.inputValue(), `${label} after ${key}`).not.toBe(value)
  await expect.poll(() => shown(page), { timeout: 60_000, message: `what ${label} changes` }).not.toBe(before)
}

async function themes(page: Page): Promise<string[]> {
  const faults: string[] = []
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForFunction((scheme) => getComputedStyle(document.documentElement).colorScheme === scheme, colorScheme)
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${colorScheme}: ${fault}`))
  }
  return faults
}

const CHECKS = 33

test("the tour runs every cell with no network; its checks hold, at first and after each slider has been moved by a key", { timeout: 240_000 }, async () => {
  const { page, complaints, close } = await open("tour")
  const checks = page.locator(".checks li")
  await expect.poll(() => checks.count(), { timeout: 60_000 }).toBe(CHECKS)
  const failed = () => page.locator('.checks li:not([data-holds="true"])').allTextContents()
  expect(await failed()).toEqual([])
  expect(await themes(page)).toEqual([])
  const labels = await page.locator(".slider label").evaluateAll((all) => all.map((e) => e.firstChild?.textContent?.trim() as string))
  expect(labels.length).toBe((source("tour").match(/slider\(\{/g) ?? []).length)
  for (const label of labels) await move(page, label, "ArrowRight")
  await expect.poll(() => checks.count(), { timeout: 60_000 }).toBe(CHECKS)
  expect(await failed()).toEqual([])
  expect(await brokenCells(page, "tour")).toEqual([])
  const { unreached, unseen } = await tabThrough(page)
  expect({ unreached, unseen }).toEqual({ unreached: [], unseen: [] })
  expect(complaints).toEqual([])
  await close()
})

test("rules against prediction plays in the page what the bench plays, and runs every cell with no network", { timeout: 240_000 }, async () => {
  const { page, complaints, close } = await open("rules-against-prediction")
  // the least of everything, before much has been played
  for (const [label, text] of [
    ["Weeks played", "repeat"],
    ["Repeats", "2 repeats"],
    ["Towns of 8,000 people", "1 of 1 towns"],
  ] as const) {
    await page.getByLabel(label).focus()
    await page.keyboard.press("Home")
    await expect
      .poll(
        () =>
          page
            .locator(".says")
            .allTextContents()
            .then((all) => all.join()),
        { timeout: 90_000 },
      )
      .toContain(text)
  }
  const laps = [...race({ kind: "race", market: "everyday", strategies: ["digital", "intelligent"], weeks: 4, repeats: 2 })]
  const verdict = judged(laps, "intelligent", "digital")
  for (const language of ["en", "zh"] as const)
    await expect
      .poll(
        () =>
          page
            .locator(".says")
            .allTextContents()
            .then((all) => all.join()),
        { timeout: 90_000 },
      )
      .toContain(line(verdict, language))
  for (const label of ["Days since our last message", "Pages you viewed", "Days since you bought", "Push of the message", "Margin that the discount"])
    await move(page, label, "Home")
  await page.getByLabel("Message to everybody").focus()
  await page.keyboard.press("ArrowUp")
  await expect.poll(() => page.locator(".says").nth(1).textContent(), { timeout: 90_000 }).toContain("1 of 1 towns")
  await page.getByRole("button", { name: "Play the whole ladder" }).press("Enter")
  await expect.poll(() => page.locator(".says").last().textContent(), { timeout: 120_000 }).toMatch(/Steps whose interval is above 0/)
  expect(await themes(page)).toEqual([])
  expect(await brokenCells(page, "rules-against-prediction")).toEqual([])
  const { unreached, unseen } = await tabThrough(page)
  expect({ unreached, unseen }).toEqual({ unreached: [], unseen: [] })
  expect(complaints).toEqual([])
  await close()
})

test("where no worker starts, rules against prediction says so and how to go on", { timeout: 120_000 }, async () => {
  const { page, close } = await served.open("", { url: `${served.address}notebooks/rules-against-prediction.html`, missing: /worker-/ })
  await page.locator(".observablehq--error").first().waitFor({ timeout: 60_000 })
  expect(await page.locator(".observablehq--error").allTextContents()).toContainEqual(
    expect.stringContaining("the worker did not start. Move any control to play again"),
  )
  expect(await page.locator("main h2").count()).toBe(6)
  await close()
})

test("neither needs anything that is not in its folder", () => {
  for (const name of ["tour", "rules-against-prediction"]) {
    const built = readFileSync(new URL(`../../dist/lab/notebooks/${name}.html`, import.meta.url), "utf8")
    expect(built).not.toMatch(/(src|href)="(https?:)?\/\//)
    expect(built).not.toContain("jsdelivr")
  }
})
