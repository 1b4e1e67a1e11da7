import { readFileSync } from "node:fs"
import asc from "assemblyscript/asc"
import * as L from "../../../dist/sim/kernel/layout.js"

const kernel = new URL("../../../sim/kernel/", import.meta.url)

/**
 * The kernel's own Threefry over a memory of its own, compiled with any count of rounds up to 20.
 * @returns words64 and words4 of sim/kernel/threefry.ts, `setKey` for a key of sim/random.ts, and a view of the memory
 */
export async function compileThreefry(rounds, bytes) {
  let wasm
  const { error, stderr } = await asc.main(
    ["entry.ts", "--outFile", "entry.wasm", "-O3", "--runtime", "stub", "--noAssert", "--importMemory", "--initialMemory", "1", "--enable", "simd"],
    {
      readFile(name) {
        if (name === "entry.ts") return 'export { keySchedule, words4, words64 } from "./threefry"'
        try {
          const text = readFileSync(new URL(name.replace(/lanes\.ts$/, "lanes.simd.ts"), kernel), "utf8")
          return text.replace(/(THREEFRY_ROUNDS = )\d+/, `$1${rounds}`)
        } catch {
          return null
        }
      },
      writeFile(name, data) {
        if (name.endsWith(".wasm")) wasm = data
      },
      listFiles: () => [],
    },
  )
  if (error) throw new Error(`${stderr}`)
  const memory = new WebAssembly.Memory({ initial: Math.ceil((L.HEAP + bytes) / 65536) })
  const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(wasm), { env: { memory } })
  const header = new Int32Array(memory.buffer, L.HEADER, L.HEADER_SLOTS)
  return {
    memory,
    words4: exports.words4,
    words64: exports.words64,
    setKey(key) {
      header.set(key, L.KEY)
      exports.keySchedule()
    },
  }
}
