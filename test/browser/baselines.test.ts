import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Lab, lab, settled } from "./lab.ts"

/**
 * Pages as they were looked at and found right, at half their size. A page is compared with its baseline in cells of 16 × 16 pixels: fonts and
 * rounding differ between machines and move no cell far; a part that is lost, moved or of another colour does.
 * `npm run baselines` takes them anew; look at them before they are committed.
 */

const folder = new URL("baselines/", import.meta.url)
const write = process.env.MARKETLAB_BASELINES === "write"

/** Pixels of a screenshot to a pixel of its baseline; pixels of a baseline to a cell. */
const HALF = 2
const CELL = 8
/** Greatest mean difference of cells, and share of cells that may differ by more than a fifth, of the way from black to white. */
const MEAN = 0.025
const ODD = 0.04

let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

const experiment = `settings=${encodeURIComponent("customers=4000\nweight=5\nclock.days=84\nclock.burnIn=28\nclock.runOut=7\nbudget=900000")}`
/** The opening story, at its rival's promotion; a smaller market on a phone. */
const story = "page=watch&tick=42"
const watch = `${story}&${experiment}`
const compare = `page=compare&replications=2&settings=${encodeURIComponent("customers=300\nclock.days=28\nclock.burnIn=28\nclock.runOut=7")}`

test.each([
  ["watch-390", watch, 390, 844],
  ["watch-1024", `theme=dark&${story}`, 1024, 768],
  ["watch-1600", `language=zh&${story}`, 1600, 900],
  ["compare-390", `language=zh&${compare}`, 390, 844],
  ["compare-1024", compare, 1024, 768],
  ["compare-1600", `theme=dark&${compare}`, 1600, 900],
])("%s looks as it did", async (name, state, width, height) => {
  const { page, close } = await served.open(`v=1&${state}`, { viewport: { width, height }, reducedMotion: "reduce" })
  if (name.startsWith("watch")) await stands(page)
  else await page.waitForFunction(() => document.querySelector(".digest") && !document.querySelector("[aria-busy=true]"))
  const file = fileURLToPath(new URL(`${name}.png`, folder))
  const found = await halved(page, await page.screenshot({ animations: "disabled" }))
  if (write) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, found)
  }
  expect(existsSync(file), `${file}; npm run baselines makes it`).toBe(true)
  const { mean, odd } = await difference(page, found, readFileSync(file))
  expect(mean, "mean difference of cells").toBeLessThan(MEAN)
  expect(odd, "share of cells that differ").toBeLessThan(ODD)
  await close()
})

test("a part that is lost is seen", async () => {
  const { page, close } = await served.open(`v=1&${watch}`, { viewport: { width: 390, height: 844 }, reducedMotion: "reduce" })
  await stands(page)
  await page.addStyleTag({ content: ".markets { visibility: hidden }" })
  const { odd } = await difference(page, await halved(page, await page.screenshot()), readFileSync(new URL("watch-390.png", folder)))
  expect(odd).toBeGreaterThan(ODD)
  await close()
})

/** Waits until the run has been computed to its end, and stands drawn at its tick. */
async function stands(page: Page): Promise<void> {
  await settled(page)
  await page.waitForTimeout(500) // arcs of the last movers end
}

/** A screenshot at half its size, as PNG. */
async function halved(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(
    async ({ base64, HALF }) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
      const canvas = document.createElement("canvas")
      canvas.width = image.width / HALF
      canvas.height = image.height / HALF
      const context = canvas.getContext("2d") as CanvasRenderingContext2D
      context.imageSmoothingQuality = "high"
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      return canvas.toDataURL("image/png")
    },
    { base64: png.toString("base64"), HALF },
  )
  return Buffer.from(url.slice(url.indexOf(",") + 1), "base64")
}

/** How far two pictures are from each other, cell by cell. */
function difference(page: Page, a: Buffer, b: Buffer): Promise<{ mean: number; odd: number }> {
  return page.evaluate(
    async ({ pair, CELL }) => {
      const cells = await Promise.all(
        pair.map(async (base64) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob())
          const canvas = document.createElement("canvas")
          canvas.width = image.width
          canvas.height = image.height
          const context = canvas.getContext("2d") as CanvasRenderingContext2D
          context.drawImage(image, 0, 0)
          const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
          const across = Math.ceil(canvas.width / CELL)
          const sums = new Float64Array(across * Math.ceil(canvas.height / CELL) * 3)
          for (let y = 0; y < canvas.height; y++)
            for (let x = 0; x < canvas.width; x++)
              for (let c = 0; c < 3; c++)
                sums[(Math.floor(y / CELL) * across + Math.floor(x / CELL)) * 3 + c]! += (data[(y * canvas.width + x) * 4 + c] as number) / 255 / CELL ** 2
          return sums
        }),
      )
      const [p, q] = cells as [Float64Array, Float64Array]
      if (p.length !== q.length) return { mean: 1, odd: 1 }
      const apart = p.map((value, k) => Math.abs(value - (q[k] as number)))
      return { mean: apart.reduce((sum, d) => sum + d, 0) / apart.length, odd: apart.filter((d) => d > 0.2).length / apart.length }
    },
    { pair: [a.toString("base64"), b.toString("base64")], CELL },
  )
}
