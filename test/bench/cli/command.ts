import { spawn } from "node:child_process"
import { join } from "node:path"
import { root } from "../../../bench/node/files.ts"

/** Runs the built command in a folder as a user does. */
export function commandIn(folder: string) {
  /** @param watch is given the process to interfere with */
  return (args: readonly string[], watch?: (child: ReturnType<typeof spawn>) => void): Promise<{ code: number | null; out: string; err: string }> => {
    const child = spawn(process.execPath, [join(root, "dist/bench/cli/main.js"), ...args], { cwd: folder })
    const said = { out: "", err: "" }
    child.stdout.on("data", (data) => (said.out += data))
    child.stderr.on("data", (data) => (said.err += data))
    watch?.(child)
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, ...said })))
  }
}
