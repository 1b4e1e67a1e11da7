import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // A stop for what hangs, not for what is slow on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // Files of a worker share the modules that they import: to load them anew costs 1.4 s of processor time a file. A test that changes what is global puts it back.
    isolate: false,
    // The process that directs them hardly works: every processor plays.
    maxWorkers: "100%",
    // A plain closing line besides vitest's own.
    reporters: ["default", "./test/tally.ts"],
  },
})
