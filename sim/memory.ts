import * as L from "./kernel/layout.ts"
import { instantiate, type Kernel } from "./kernel.ts"
import type { Cell } from "./population.ts"
import { pushChannels, queryChannels, type World } from "./world.ts"

/** A market's memory: the kernel over it, and typed views of its columns and parameter blocks. */
export interface Memory {
  readonly kernel: Kernel
  readonly buffer: ArrayBuffer
  readonly size: number
  readonly header: Int32Array
  readonly columns: Columns
  readonly cellInt: Int32Array
  readonly cellWide: Float32Array
  readonly cellRare: Float64Array
  readonly push: Float32Array
  readonly thresholds: Int32Array
  readonly query: Float64Array
  readonly brand: Float64Array
  readonly cellBrand: Float64Array
  readonly treatment: Float64Array
  readonly global: Float64Array
  readonly total: Float64Array
  readonly list: Int32Array
  readonly events: Int32Array
}

/** Every column, one value a customer (padding included), but for touches (8 a customer) and attraction (brands + 1). */
export interface Columns {
  needRate: Float32Array
  priceSensitivity: Float32Array
  defection: Float32Array
  goodwill: Float32Array
  irritation: Float32Array
  intent: Float32Array
  stock: Float32Array
  satisfaction: Float32Array
  expectation: Float32Array
  pageViews: Float32Array
  trust: Float32Array
  lastPurchase: Int32Array
  lastVisit: Int32Array
  lastContact: Int32Array
  purchases: Int32Array
  spend: Int32Array
  lastStorePurchase: Int32Array
  lastOnlinePurchase: Int32Array
  storePurchases: Int32Array
  storeSpend: Int32Array
  touches: Uint16Array
  touchHead: Uint8Array
  owner: Uint8Array
  flags: Uint8Array
  treatment: Uint8Array
  lapsed: Uint8Array
  consent: Uint8Array
  attraction: Float32Array
}

const names = [
  "needRate",
  "priceSensitivity",
  "defection",
  "goodwill",
  "irritation",
  "intent",
  "stock",
  "satisfaction",
  "expectation",
  "pageViews",
  "trust",
  "lastPurchase",
  "lastVisit",
  "lastContact",
  "purchases",
  "spend",
  "lastStorePurchase",
  "lastOnlinePurchase",
  "storePurchases",
  "storeSpend",
  "touches",
  "touchHead",
  "owner",
  "flags",
  "treatment",
  "lapsed",
  "consent",
  "attraction",
] as const satisfies readonly (keyof Columns)[]

type View = Int32ArrayConstructor | Uint16ArrayConstructor | Uint8ArrayConstructor | Float32ArrayConstructor | Float64ArrayConstructor

function columnShape(number: number, brands: number): { view: View; width: number } {
  if (number === L.ATTRACTION) return { view: Float32Array, width: brands + 1 }
  if (number === L.TOUCHES) return { view: Uint16Array, width: 8 }
  if (number <= L.TRUST) return { view: Float32Array, width: 1 }
  if (number <= L.STORE_SPEND) return { view: Int32Array, width: 1 }
  return { view: Uint8Array, width: 1 }
}

/** How many customers' places the cells take, padding included. */
export function places(cells: readonly Cell[]): number {
  const last = cells.at(-1)
  return last ? last.start + Math.ceil(last.count / 16) * 16 : 0
}

const EVENT_CAPACITY = 8192

/** Allocates a market's memory; equal worlds and cells give equal layouts, so a copy of the bytes is a copy of the market. */
export function allocate(world: World, cells: readonly Cell[]): Memory {
  const n = places(cells)
  const pushes = pushChannels(world).length
  const queries = queryChannels(world).length
  const brands = world.brands.length
  let top = L.HEAP
  const plan: { slot: number; at: number; view: View; length: number }[] = []
  const reserve = (slot: number, view: View, length: number) => {
    top = Math.ceil(top / 64) * 64
    plan.push({ slot, at: top, view, length })
    top += length * view.BYTES_PER_ELEMENT
    return plan.length - 1
  }
  const columns = names.map((_, c) => {
    const { view, width } = columnShape(c, brands)
    return reserve(L.COLUMN + c, view, n * width)
  })
  const blocks = [
    reserve(L.CELL_INT_PTR, Int32Array, cells.length * L.CELL_INT_SLOTS),
    reserve(L.CELL_WIDE_PTR, Float32Array, cells.length * L.CELL_WIDE_SLOTS),
    reserve(L.CELL_RARE_PTR, Float64Array, cells.length * L.CELL_RARE_SLOTS),
    reserve(L.PUSH_PTR, Float32Array, cells.length * pushes * L.PUSH_SLOTS),
    reserve(L.THRESHOLD_PTR, Int32Array, cells.length * pushes * L.MAX_COUNT),
    reserve(L.QUERY_PTR, Float64Array, cells.length * queries * L.QUERY_SLOTS),
    reserve(L.BRAND_PTR, Float64Array, brands * L.BRAND_SLOTS),
    reserve(L.CELL_BRAND_PTR, Float64Array, cells.length * brands * L.CELL_BRAND_SLOTS),
    reserve(L.TREATMENT_PTR, Float64Array, L.MAX_TREATMENTS * L.TREATMENT_SLOTS),
    reserve(L.GLOBAL_PTR, Float64Array, L.GLOBAL_SLOTS),
    reserve(L.TOTAL_PTR, Float64Array, cells.length * L.TOTAL_SLOTS),
    reserve(L.EVENT_PTR, Int32Array, EVENT_CAPACITY * L.EVENT_SLOTS),
    reserve(L.SCRATCH_PTR, Int32Array, L.SCRATCH_WORDS),
    reserve(L.LIST_PTR, Int32Array, (n * L.ENTRY_BYTES) / 4),
  ]
  const memory = new WebAssembly.Memory({ initial: Math.ceil(top / 65536) })
  const views = plan.map(({ view, at, length }) => new view(memory.buffer as ArrayBuffer, at, length))
  const header = new Int32Array(memory.buffer as ArrayBuffer, L.HEADER, L.HEADER_SLOTS)
  for (const { slot, at } of plan) header[slot] = at
  header[L.CELLS] = cells.length
  header[L.BRANDS] = brands
  header[L.PUSH_CHANNELS] = pushes
  header[L.QUERY_CHANNELS] = queries
  header[L.EVENT_CAPACITY] = EVENT_CAPACITY
  pushChannels(world).forEach((c, p) => (header[L.PUSH_SOURCE + p] = c + 1))
  queryChannels(world).forEach((c, q) => (header[L.QUERY_SOURCE + q] = c + 1))
  const cellInt = views[blocks[0] as number] as Int32Array
  cells.forEach((cell, i) => {
    cellInt[i * L.CELL_INT_SLOTS + L.CELL_START] = cell.start
    cellInt[i * L.CELL_INT_SLOTS + L.CELL_COUNT] = cell.count
  })
  const f64 = (k: number) => views[blocks[k] as number] as Float64Array
  return {
    kernel: instantiate(memory),
    buffer: memory.buffer as ArrayBuffer,
    size: top,
    header,
    columns: Object.fromEntries(names.map((name, c) => [name, views[columns[c] as number]])) as unknown as Columns,
    cellInt,
    cellWide: views[blocks[1] as number] as Float32Array,
    cellRare: f64(2),
    push: views[blocks[3] as number] as Float32Array,
    thresholds: views[blocks[4] as number] as Int32Array,
    query: f64(5),
    brand: f64(6),
    cellBrand: f64(7),
    treatment: f64(8),
    global: f64(9),
    total: f64(10),
    events: views[blocks[11] as number] as Int32Array,
    list: views[blocks[13] as number] as Int32Array,
  }
}

/**
 * The bytes that a snapshot must hold: everything under the list, which lives for one tick only.
 */
export function image(memory: Memory): Uint8Array {
  return new Uint8Array(memory.buffer, 0, memory.list.byteOffset)
}
