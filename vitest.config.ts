import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Files of a worker share the modules that they import: to load them anew for each took a third of the whole. A test that changes what is global puts it back.
    isolate: false,
    // A plain closing line besides vitest's own.
    reporters: ["default", "./test/tally.ts"],
  },
})
