import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { observable } from "@observablehq/notebook-kit/vite"
import { defineConfig, type Plugin } from "vite"

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const kit = fileURLToPath(new URL(".", import.meta.resolve("@observablehq/notebook-kit")))

/** The kit fetches its libraries from a network; ours are the installed ones, and there are no others: a cell that asks for more fails the build. */
const offline: Plugin = {
  name: "offline",
  enforce: "pre",
  resolveId(source, importer) {
    const fromKit = importer?.includes("notebook-kit/dist/src/runtime/stdlib/")
    if (fromKit && source === "./recommendedLibraries.js") return here("libraries.ts")
    if (fromKit && source === "./sampleDatasets.js") return here("datasets.ts")
    const installed = /^https:\/\/cdn\.jsdelivr\.net\/npm\/(d3|@observablehq\/plot)\/\+esm$/.exec(source)?.[1]
    if (installed) return this.resolve(installed)
    if (/^https?:/.test(source) && !fromKit)
      this.error(`${importer}: expected an import that needs no network: d3, @observablehq/plot or a file; found ${source}`)
    return null
  },
}

/** The notebooks as static pages beside the lab: relative paths, no network. */
export default defineConfig({
  root: here("."),
  base: "./",
  plugins: [offline, observable({ template: here("template.html") })],
  resolve: {
    alias: [
      { find: /^observable:(.*)$/, replacement: `${kit}$1` },
      { find: "mathjs/lib/browser/math.js", replacement: here("../viz/mathjs.ts") },
    ],
  },
  build: {
    outDir: here("../dist/lab/notebooks/"),
    emptyOutDir: true,
    target: "es2023",
    assetsInlineLimit: 0,
    license: { fileName: "licences.md" },
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: readdirSync(here("."))
        .filter((file) => file.endsWith(".html") && file !== "template.html")
        .map(here),
    },
  },
  worker: { format: "es" },
})
