import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // A plain closing line besides vitest's own.
    reporters: ["default", "./test/tally.ts"],
  },
})
