import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import * as L from "../../sim/kernel/layout.ts"
import type { Memory } from "../../sim/memory.ts"
import { root } from "./files.ts"

const run = promisify(execFile)

/** Nanoseconds of each pass over some ticks, and a digest of every tick's totals and of the memory at the end. */
export interface Passes {
  wide: number
  choice: number
  digest: number
}

/** The kernel's two passes compiled from C, to be run on images of a market's memory. */
export interface Limit {
  play(ticks: number): Promise<Passes>
  close(): Promise<void>
}

/** Why there is nothing to compare with: no gcc, or one that does not compile, with the first line of what it says. */
export interface Uncompiled {
  found: boolean
  says: string
}

/** The flags: SSE2, 128 bits wide like the kernel's SIMD, and no fused multiply-add. */
export const flags = ["-O3", "-ffp-contract=off"]

/** Compiles bench/limit/kernel.c and gives it an image. */
export async function compileLimit(memory: Memory): Promise<Limit | Uncompiled> {
  const folder = await mkdtemp(join(tmpdir(), "marketlab-limit-"))
  const close = () => rm(folder, { recursive: true, force: true })
  const header = Object.entries(L).map(([name, value]) => `#define ${name} ${value}`)
  await writeFile(join(folder, "layout.h"), `${header.join("\n")}\n`)
  await writeFile(join(folder, "image"), new Uint8Array(memory.buffer, 0, memory.size))
  const source = join(root, "bench", "limit", "kernel.c")
  try {
    await run("gcc", [...flags, `-I${folder}`, "-o", join(folder, "kernel"), source, "-lm"])
  } catch (error) {
    await close()
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string }
    return { found: code !== "ENOENT", says: firstLine(stderr || message) }
  }
  return {
    async play(ticks) {
      const { stdout } = await run(join(folder, "kernel"), [join(folder, "image"), String(ticks)])
      return JSON.parse(stdout) as Passes
    },
    close,
  }
}

/** The first line that tells of an error, else the first. */
function firstLine(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "")
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? "nothing").trim()
}

/** FNV-1a over bytes, as in kernel.c. */
function fnv(hash: number, bytes: Uint8Array): number {
  let h = hash
  for (let k = 0; k < bytes.length; k++) h = Math.imul(h ^ (bytes[k] as number), 0x01000193)
  return h
}

/** The same ticks by the compiled kernel, on the same image; the memory is left as it was. */
export function playKernel(memory: Memory, ticks: number): Passes {
  const all = new Uint8Array(memory.buffer, 0, memory.size)
  const image = all.slice()
  const totals = new Uint8Array(memory.total.buffer, memory.total.byteOffset, memory.total.byteLength)
  let hash = 0x811c9dc5
  let wide = 0
  let choice = 0
  for (let t = 0; t < ticks; t++) {
    memory.total.fill(0)
    const start = performance.now()
    const length = memory.kernel.wide()
    const between = performance.now()
    for (let from = 0; from < length; ) from = memory.kernel.choice(from)
    choice += performance.now() - between
    wide += between - start
    hash = fnv(hash, totals)
    ;(memory.header[L.TICK] as number)++
  }
  hash = fnv(hash, all.subarray(L.HEADER, memory.header[L.SCRATCH_PTR]))
  all.set(image)
  return { wide: wide * 1e6, choice: choice * 1e6, digest: hash >>> 0 }
}
