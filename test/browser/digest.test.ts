import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { build, preview } from "vite"
import { expect, test } from "vitest"
import { launch } from "./chromium.ts"
import { smallExperiment, smallWorld } from "./small.ts"

const here = new URL(".", import.meta.url)
const read = (path: string) => readFileSync(new URL(`../../scenarios/${path}`, here), "utf8")

test("Chromium computes the same bits as Node", async () => {
  const root = fileURLToPath(here)
  const outDir = fileURLToPath(new URL("../../node_modules/.cache/marketlab-page/", here))
  await build({ root, configFile: false, logLevel: "error", base: "./", build: { outDir, emptyOutDir: true, target: "es2023" } })
  const server = await preview({ root, configFile: false, logLevel: "error", build: { outDir }, preview: { port: 0, host: "127.0.0.1" } })
  const browser = await launch()
  try {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()))
    page.on("pageerror", (error) => complaints.push(String(error)))
    await page.goto(server.resolvedUrls?.local[0] as string)
    await page.waitForFunction(() => globalThis.outcome !== undefined, undefined, { timeout: 90_000 })
    const outcome = await page.evaluate(() => globalThis.outcome)
    expect(complaints).toEqual([])
    expect(outcome).toEqual({ rows: smallExperiment(smallWorld(read("markets/everyday.yaml"), read("sources.yaml"))) })
  } finally {
    await browser.close()
    await server.close()
  }
})
