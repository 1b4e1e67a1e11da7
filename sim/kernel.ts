import { scalar, simd } from "./kernel.generated.ts"

/** What the compiled kernel offers; sim/kernel holds its source. */
export interface Kernel {
  /** Steps every customer of the memory by one tick; returns the length of the list, −1 when a NaN was met. */
  wide(): number
  /** Walks the list from an entry; returns the entry to go on from (the list's length when done), −1 when a NaN was met. */
  choice(from: number): number
  /** Writes whom push media reached in the tick just played over its list: a byte a customer's place, one bit a push channel. */
  exposed(): void
  /** Writes the four words of one counter under the header's key at byte address `out`. */
  threefry(c0: number, c1: number, c2: number, c3: number, out: number): void
  exp(x: number): number
  log(x: number): number
  pow(x: number, y: number): number
  sin(x: number): number
  cos(x: number): number
  normalCdf(x: number): number
  normalQuantile(p: number): number
  poissonCount(rate: number, u: number): number
}

function compile(base64: string): WebAssembly.Module {
  return new WebAssembly.Module(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)))
}

/** The smallest module with a 128-bit value in it: valid only where SIMD is. */
const probe = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11])
export const hasSimd: boolean = typeof WebAssembly === "object" && WebAssembly.validate(probe)

const modules: { simd?: WebAssembly.Module; scalar?: WebAssembly.Module } = {}

/**
 * A kernel over a memory. Each market owns one memory; the compiled code is shared.
 * @param lanes "scalar" computes the same bits without SIMD; by default it is used only where SIMD is missing
 */
export function instantiate(memory: WebAssembly.Memory, lanes: "simd" | "scalar" = hasSimd ? "simd" : "scalar"): Kernel {
  modules[lanes] ??= compile(lanes === "simd" ? simd : scalar)
  return new WebAssembly.Instance(modules[lanes], { env: { memory } }).exports as unknown as Kernel
}
