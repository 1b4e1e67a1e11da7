import { fileURLToPath } from "node:url"
import { defineConfig } from "vite"

/** The lab as a folder for any static host: relative paths, no special headers. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  resolve: { alias: [{ find: "mathjs/lib/browser/math.js", replacement: fileURLToPath(new URL("mathjs.ts", import.meta.url)) }] },
  build: {
    outDir: fileURLToPath(new URL("../dist/lab/", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    // Slices of the Chinese font are fetched by who needs them.
    assetsInlineLimit: 0,
    license: { fileName: "licences.md" },
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  worker: { format: "es" },
})
