import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { catalogues } from "../../viz/text/language.ts"
import { type Lab, lab } from "./lab.ts"

const { en } = catalogues
let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

/** A small market, quickly played. */
const small = (more: string) =>
  `v=1&${new URLSearchParams({ settings: "customers=1500\nclock.days=42\nclock.burnIn=60\nclock.runOut=14", replication: "0" })}&${more}`

const day = async (page: Page) => Number(/\d+/.exec(await page.locator(".place output").innerText())?.[0])
const stands = (page: Page, tick: number) => page.waitForFunction((tick) => new URLSearchParams(location.hash).get("tick") === String(tick), tick)
const stage = (page: Page) => page.locator(".stages dd").allInnerTexts()
/** The picture, once all have landed. */
async function picture(page: Page): Promise<string> {
  await page.waitForTimeout(700)
  return page.locator(".markets canvas").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())
}

test("keys step, jump and restart; the address says where it stands, and shows the same picture to who follows it", async () => {
  const { page, complaints, close } = await served.open(small("tick=30"))
  await page.waitForFunction(() => /^\D*30\D/.test(document.querySelector(".place output")?.textContent ?? ""), undefined, { timeout: 30_000 })
  // all of the run is there: widths are final
  await page.locator(".below figure").nth(3).waitFor()
  await page.keyboard.press("ArrowLeft")
  await stands(page, 29)
  await page.keyboard.press("ArrowRight")
  await stands(page, 30)
  const counts = await stage(page)
  const seen = await picture(page)
  await page.locator(".place input").fill("3")
  await stands(page, 3)
  expect(await stage(page)).not.toEqual(counts)
  await page.locator(".place input").fill("30")
  await stands(page, 30)
  expect(await picture(page)).toBe(seen)
  expect(await stage(page)).toEqual(counts)
  await page.locator("h1").click()
  await page.keyboard.press("r")
  await page.waitForFunction(() => !location.hash.includes("tick="))
  await page.keyboard.press(" ")
  await page.waitForFunction(() => location.hash.includes("tick="))
  const at = await day(page)
  expect(at).toBeLessThan(42)
  await page.waitForTimeout(300)
  expect(await day(page)).toBe(at)
  expect(complaints).toEqual([])
  await close()
})

test("the twin lens counts lives that differ, and a chosen customer's two lives are shown and kept in the address", async () => {
  const { page, complaints, close } = await served.open(small("tick=42&lens=1"))
  await page.locator(".below figure").nth(3).waitFor({ timeout: 30_000 })
  const told = (await page.locator(".differing").innerText()).match(/[\d,]+/g) ?? []
  const [differ, all] = told.map((n) => Number(n.replace(",", "")))
  expect(all).toBe(1500)
  expect(differ).toBeGreaterThan(0)
  expect(differ).toBeLessThan(1500)
  const next = page.getByRole("button", { name: en["watch.nextTwin"] })
  await next.press("Enter")
  const chosen = async () => new URLSearchParams(new URL(page.url()).hash).get("customer")
  const first = Number(await chosen())
  await next.press("Enter")
  expect(Number(await chosen())).toBeGreaterThan(first)
  await page.getByRole("button", { name: en["watch.previousTwin"] }).press("Enter")
  expect(Number(await chosen())).toBe(first)
  await page.locator(".twins svg[role=img]").waitFor()
  await page.getByRole("button", { name: en["watch.noTwin"] }).press("Enter")
  expect(await chosen()).toBeNull()
  expect(complaints).toEqual([])
  await close()
})

test("what if? adds an event to the market, leaves all before its day as it was, and can be taken back", async () => {
  const { page, complaints, close } = await served.open(small("tick=10"))
  const row = page.locator(".whatif button")
  await row.first().waitFor({ timeout: 30_000 })
  await page.locator(".below figure").nth(3).waitFor()
  const before = await stage(page)
  await row.nth(2).press("Enter")
  await page.waitForFunction(() => decodeURIComponent(location.hash).includes("events[]={kind:+demand,+day:+10"))
  await page.waitForFunction(() => /^\D*42\D/.test(document.querySelector(".place output")?.textContent ?? ""), undefined, { timeout: 30_000 })
  await page.locator(".place input").fill("10")
  await stands(page, 10)
  expect(await stage(page)).toEqual(before)
  await page.getByRole("button", { name: en["whatIf.undo"] }).press("Enter")
  await page.waitForFunction(() => !location.hash.includes("demand"))
  expect(complaints).toEqual([])
  await close()
})

test("a narrow page shows one customer in ten, and says so", async () => {
  const { page, complaints, close } = await served.open(small("tick=5"), { viewport: { width: 390, height: 844 } })
  await page.getByText(en["watch.phone"]).waitFor()
  await page.waitForFunction(() => document.querySelectorAll(".stages dd")[0]?.textContent !== "", undefined, { timeout: 30_000 })
  const counts = (await stage(page)).map((text) => Number(text.replace(",", "")))
  for (const count of counts) expect(count % 10).toBe(0)
  expect(counts.slice(0, 7).reduce((a, b) => a + b, 0)).toBe(1500)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  expect(complaints).toEqual([])
  await close()
})

test("less motion: the run plays on without flights, and ends where it would", async () => {
  const { page, complaints, close } = await served.open(small("tick=20"), { reducedMotion: "reduce" })
  await page.waitForFunction(() => /^\D*20\D/.test(document.querySelector(".place output")?.textContent ?? ""), undefined, { timeout: 30_000 })
  await page.keyboard.press("ArrowRight")
  await stands(page, 21)
  await page.locator(".below figure").nth(3).waitFor()
  const stepped = await picture(page)
  await page.locator(".place input").fill("3")
  await page.locator(".place input").fill("21")
  expect(await picture(page)).toBe(stepped)
  expect(complaints).toEqual([])
  await close()
})
