import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Summary } from "../../bench/experiment.ts"
import { root } from "../../bench/node/files.ts"
import { reportOf } from "../../bench/node/report.ts"
import { verdicts } from "../../bench/verdict.ts"
import { provenanceOfCsv } from "../../viz/figures/csv.ts"
import { KEYWORD } from "../../viz/figures/export.ts"
import { textIn } from "../../viz/figures/pngText.ts"
import { parse } from "../../viz/figures/provenance.ts"
import { catalogues } from "../../viz/text/language.ts"
import { line } from "../../viz/text/verdict.ts"
import { commandIn } from "../bench/cli/command.ts"
import { small } from "../bench/small.ts"
import { accessibilityFaults, type Lab, lab } from "./lab.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-"))
const { en, zh } = catalogues
let browser: Lab
let summary: Summary
beforeAll(async () => {
  const args = ["compare", "--strategies", "digital,steady,digital", "--replications", "3", "--seed", "4", "--out", "out", "--json"]
  const [opened, { out, err, code }] = await Promise.all([lab(), commandIn(folder)([...args, ...small.flatMap((setting) => ["--set", setting])])])
  browser = opened
  expect([code, err]).toEqual([0, ""])
  summary = JSON.parse(out)
})
afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

describe("the report that compare writes", { timeout: 60_000 }, () => {
  test("opens from its file in both languages with verdict, pictures and command; axe-core finds nothing", async () => {
    const { page, complaints, close } = await browser.open("", { url: pathToFileURL(join(folder, "out/report.html")).href })
    for (const [language, words] of [["en", en] as const, ["zh", zh] as const]) {
      await page.getByLabel(/Language|语言/).selectOption(language)
      await page.getByRole("heading", { level: 1, name: words["compare.question"] }).waitFor()
      const said = await page.locator(".verdicts p").allTextContents()
      expect(said.map((text) => text.replace(/\s/g, ""))).toEqual(verdicts(summary).map((verdict) => line(verdict, language).replace(/\s/g, "")))
      const pictures = page.locator("figure svg[role=img]")
      await pictures.nth(1).waitFor()
      expect(await pictures.first().locator("circle").count()).toBe(2 * (3 + 1)) // three repeats and a mean, of two strategies
      expect(await page.locator("pre.command").textContent()).toBe(summary.command)
      expect(await page.locator(".digest").textContent()).toContain(summary.digest)
      for (const theme of ["light", "dark"]) {
        await page.getByLabel(/Colours|配色/).selectOption(theme)
        expect(await accessibilityFaults(page), `${language} ${theme}`).toEqual([])
      }
    }
    expect(complaints).toEqual([])
    await close()
  })

  test("saves its pictures and results with where they come from", async () => {
    const { page, complaints, close } = await browser.open("", { url: pathToFileURL(join(folder, "out/report.html")).href })
    const saved = async (name: RegExp | string) => {
      const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).first().click()])
      return readFileSync(await download.path())
    }
    const { scenario, seed, replications, digest, version, command } = summary
    const origin = { scenario, settings: small, strategies: ["digital", "steady", "digital#2"], seed, replications, digest, version, command }
    const png = await saved(/PNG/)
    expect(parse(textIn(png, KEYWORD) ?? "")).toEqual(origin)
    // the name of the first strategy is written there, bold: ink covers more than a tenth and less than half of its place
    const ink = await page.evaluate(async (data) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob())
      const name = document.querySelector("figure svg g[font-weight=bold] text") as SVGTextElement
      const { left, top, width, height } = name.getBoundingClientRect()
      const within = (name.ownerSVGElement as SVGSVGElement).getBoundingClientRect()
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D
      context.drawImage(image, 0, 0)
      const { data: dots } = context.getImageData(2 * (left - within.left), 2 * (top - within.top), 2 * width, 2 * height)
      let dark = 0
      for (let k = 0; k < dots.length; k += 4) if ((dots[k] as number) < 128) dark++
      return dark / (dots.length / 4)
    }, png.toString("base64"))
    expect(ink).toBeGreaterThan(0.1)
    expect(ink).toBeLessThan(0.5)
    const svg = (await saved(/SVG/)).toString()
    expect(parse(/<metadata>(.*?)<\/metadata>/s.exec(svg)?.[1]?.replaceAll("&amp;", "&") ?? "")).toEqual(origin)
    const rows = (await saved(en["compare.saveCsv"])).toString()
    expect(provenanceOfCsv(rows)).toEqual(origin)
    expect(rows.split("\r\n").filter((row) => /^\d/.test(row))).toHaveLength(3 * 3)
    expect(JSON.parse((await saved(en["compare.saveJson"])).toString())).toEqual(summary)
    expect(complaints).toEqual([])
    await close()
  })

  test("ends no script by what it holds", () => {
    const template = readFileSync(join(root, "dist/lab/report.html"), "utf8")
    const ends = (text: string) => text.split("</script>").length
    const wicked = "</script><script>alert(1)</script><!-- $& $1"
    const page = reportOf(template, { ...summary, scenario: wicked })
    expect(ends(page)).toBe(ends(template))
    expect(JSON.parse(/id="comparison">(.*?)<\/script>/s.exec(page)?.[1] ?? "").summary.scenario).toBe(wicked)
  })
})
