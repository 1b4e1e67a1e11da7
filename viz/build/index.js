// Builds the lab: a folder for any static host, with the notebooks, and pages of one file that open without a server.
import { appendFileSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { build } from "vite"
import { cutFonts } from "./fonts.js"
import { further, noting } from "./licences.js"
import { singleFile } from "./singleFile.js"

const viz = new URL("../", import.meta.url)
const dist = new URL("../../dist/", import.meta.url)
const path = (url) => fileURLToPath(url)
const configFile = path(new URL("vite.config.ts", viz))
const licences = new URL("lab/licences.md", dist)
const quiet = { configFile, logLevel: "warn" }

/** One page with all that it needs within it. @param to its place in dist/ */
async function page(name, to) {
  const outDir = path(new URL("single/", dist))
  await build({
    ...quiet,
    plugins: [singleFile(readFileSync(licences, "utf8"))],
    // A page opened from a file may start classic workers from blobs, and no modules.
    worker: { format: "iife" },
    resolve: { alias: [{ find: /^.*\/start\.ts$/, replacement: path(new URL("worker/startInline.ts", viz)) }] },
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: Number.POSITIVE_INFINITY,
      license: false,
      cssCodeSplit: false,
      modulePreload: false,
      rolldownOptions: { input: path(new URL(name, viz)), output: { codeSplitting: false } },
    },
  })
  renameSync(new URL(`single/${name}`, dist), new URL(to, dist))
  rmSync(outDir, { recursive: true })
}

await cutFonts(new URL("fonts/", viz))
const inWorkers = new Set()
await build({ ...quiet, worker: { plugins: () => [noting(inWorkers)] } })
const noto = `## Noto Sans SC (OFL-1.1)\n\n${readFileSync(new URL("fonts/OFL.txt", viz), "utf8")}`
appendFileSync(licences, `\n${[...further(readFileSync(licences, "utf8"), inWorkers), noto].join("\n\n")}\n`)
await page("index.html", "lab.html")
if (existsSync(new URL("report.html", viz))) await page("report.html", "lab/report.html")
const notebooks = new URL("../notebooks/vite.config.ts", viz)
if (existsSync(notebooks)) await build({ configFile: path(notebooks), logLevel: "warn" })
