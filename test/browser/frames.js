// npm run frames: Node cannot read TypeScript at the versions that we support, Vite can.
import { runnerImport } from "vite"

await runnerImport(new URL("frames.ts", import.meta.url).pathname, { configFile: false, logLevel: "error" })
