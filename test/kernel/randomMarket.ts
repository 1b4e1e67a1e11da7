/** Random markets as bare memory: any legal parameters and any state, with zeros and extremes far more often than a scenario has them. */
import { fc } from "@fast-check/vitest"
import { poissonThresholds } from "../../sim/distributions.ts"
import * as L from "../../sim/kernel/layout.ts"
import { instantiate } from "../../sim/kernel.ts"
import { allocate, type Memory } from "../../sim/memory.ts"
import { threefry } from "../../sim/random.ts"
import type { World } from "../../sim/world.ts"

/** What a random market is made of; its values follow from `seed`, so a counterexample shrinks to few cells, channels and brands. */
export interface Recipe {
  seed: number
  key: [number, number, number, number]
  tick: number
  /** Customers of each cell. */
  counts: number[]
  brands: number
  pushes: number
  queries: number
  /** Share of the customers with a message waiting. */
  treated: number
  /** Events that the choice pass may write before it must stop. */
  room: number
  /** Scale of need: 0 for none. */
  need: number
}

const word = fc.integer({ min: 0, max: 0xffffffff })

export const recipes: fc.Arbitrary<Recipe> = fc.record({
  seed: word,
  key: fc.tuple(word, word, word, word),
  tick: fc.nat(100_000),
  counts: fc.array(fc.oneof(fc.constantFrom(0, 1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 128), fc.nat(150)), { maxLength: 4 }),
  brands: fc.integer({ min: 1, max: 7 }),
  pushes: fc.integer({ min: 0, max: 8 }),
  queries: fc.integer({ min: 0, max: 4 }),
  treated: fc.constantFrom(0, 0.02, 0.5, 1),
  room: fc.constantFrom(1, 2, 7, 8128),
  need: fc.constantFrom(0, 0.05, 0.5, 2),
})

/** Sources of values: each is a function of the seed, a name and a place, so that one never moves another. */
function values(seed: number) {
  const words = new Uint32Array(4)
  const draw = (name: string, place: number) => {
    let hash = seed
    for (const c of name) hash = Math.imul(hash ^ c.charCodeAt(0), 16777619)
    threefry([seed, 0, 0, 0], place, hash, name.length, 0, words)
    return [(words[0] as number) / 2 ** 32, (words[1] as number) / 2 ** 32] as const
  }
  return {
    /** Uniform in a range, or one of its extremes one time in `rare`. */
    between: (name: string, place: number, [low, high]: readonly [number, number], extremes: readonly number[] = [low, high], rare = 4) => {
      const [u, v] = draw(name, place)
      return v * rare < 1 ? (extremes[Math.floor(u * extremes.length)] as number) : low + u * (high - low)
    },
    chance: (name: string, place: number, p: number) => draw(name, place)[0] < p,
    whole: (name: string, place: number, below: number) => Math.floor(draw(name, place)[0] * below),
  }
}

/** The memory of a random market, at the start of a tick. */
export function build(recipe: Recipe): Memory {
  const channel = (captures: boolean) => ({ kind: "auction", captures })
  const channels = [...Array(recipe.pushes).fill(channel(false)), ...Array(recipe.queries).fill(channel(true)), { kind: "owned" }]
  let start = 0
  const cells = recipe.counts.map((count) => {
    const cell = { segment: 0, taste: 0, start, count }
    start += Math.ceil(count / 16) * 16
    return cell
  })
  const memory = allocate({ brands: Array(recipe.brands).fill({}), channels } as unknown as World, cells)
  memory.header.set(recipe.key, L.KEY)
  memory.header[L.TICK] = recipe.tick
  memory.header[L.EVENT_CAPACITY] = 64 + recipe.room
  writeMarket(recipe, memory)
  recipe.counts.forEach((_, c) => {
    writeCell(recipe, memory, c)
  })
  const { columns } = memory
  for (const column of [columns.lastPurchase, columns.lastVisit, columns.lastContact]) column.fill(L.NEVER)
  columns.owner.fill(L.NO_BRAND)
  cells.forEach((cell, c) => {
    for (let i = cell.start; i < cell.start + cell.count; i++) writeCustomer(recipe, memory, c, i)
  })
  treat(recipe, memory)
  return memory
}

/** Gives some customers a message for the tick in the header. */
export function treat(recipe: Recipe, memory: Memory): void {
  const { chance, whole } = values(recipe.seed + (memory.header[L.TICK] as number))
  recipe.counts.forEach((count, c) => {
    const start = memory.cellInt[c * L.CELL_INT_SLOTS + L.CELL_START] as number
    for (let i = start; i < start + count; i++)
      if (chance("treated", i, recipe.treated)) memory.columns.treatment[i] = 1 + whole("treatment", i, L.MAX_TREATMENTS - 1)
  })
}

const SHARE = [0, 1] as const

// Ranges follow scenarios/schema.ts, but for satisfaction: its learning is held where e^(−scale · satisfaction) stays finite.
function writeMarket({ seed, brands, pushes, queries }: Recipe, memory: Memory): void {
  const { between, chance, whole } = values(seed)
  const put = (slot: number, range: readonly [number, number], extremes?: readonly number[]) =>
    (memory.global[slot] = between(`global${slot}`, 0, range, extremes))
  put(L.GOODWILL_REF, [0.2, 3], [0.001, 1e6])
  put(L.GAMMA, [0, 5])
  put(L.INERTIA, [0, 10])
  put(L.OMEGA, [0, 10])
  put(L.PSI, [0, 10])
  put(L.CONSIDERATION, [0, 1], [0, 100])
  put(L.RECONSIDER, SHARE)
  put(L.VISIT_INTENT, [0, 10])
  put(L.INTENT_MAX, [0, 10], [0, 100])
  put(L.LEAD_THRESHOLD, [0, 5], [0, 100])
  put(L.PAGES_PER_VISIT, [0, 20], [0, 1000])
  put(L.SATISFACTION_LEARNING, [0, 0.5])
  put(L.EXPECTATION_LEARNING, [0.2, 1])
  put(L.EXPERIENCE_NOISE, [0, 1])
  put(L.DEFECTION_SCALE, [0, 3], [0, 10])
  memory.global[L.DEFECTS_FROM_CATEGORY] = chance("category", 0, 0.3) ? 1 : 0
  put(L.PRICE_SWITCH, SHARE)
  put(L.UNIT_COST_CENTS, [0, 2000])
  put(L.NEW_AFTER, [0.5, 400])
  put(L.DAY, [0, 20000])
  memory.global[L.DAY] = Math.floor(memory.global[L.DAY] as number)
  put(L.LOG_PRICE_FLOOR, [-3, 0])
  put(L.UNSUBSCRIBE_IRRITATION, [0, 10], [0, 100])
  put(L.SHELF_EMPTY, [0, 2], [0, 2])
  put(L.WAIT, [0, 5], [0, 1000])
  put(L.LATE, [0, 2])
  memory.global[L.ONCE] = chance("once", 0, 0.2) ? 1 : 0
  put(L.ADVOCACY, [-1, 1], [0])
  put(L.TRUST_UTILITY, [0, 5])
  put(L.TRUST_RESPONSE, [0, 3])
  put(L.TRUST_RECOVERY, [0, 1], [0, 100])
  put(L.INTRUSION, SHARE)
  put(L.TRUST_IRRITATION, SHARE)
  put(L.BREACH, SHARE)
  put(L.ALARM, SHARE)
  put(L.REASSURES, SHARE)
  put(L.REPELS, SHARE)
  put(L.WITHDRAWS, SHARE, [0])
  put(L.SUBSCRIBES, SHARE)
  for (let b = 0; b < brands; b++) {
    const brand = memory.brand.subarray(b * L.BRAND_SLOTS)
    brand[L.LOG_PRICE] = between("logPrice", b, [-1, 1], [-5, 5])
    brand[L.LOG_PRICE_AFTER] = between("logPriceAfter", b, [-1, 1], [-5, 5])
    brand[L.PRICE_CENTS] = between("price", b, [1, 3000])
    brand[L.PRICE_CENTS_AFTER] = between("priceAfter", b, [1, 3000])
    brand[L.QUALITY] = between("quality", b, [-5, 5], [0])
  }
  for (let k = 1; k < L.MAX_TREATMENTS; k++) {
    const block = memory.treatment.subarray(k * L.TREATMENT_SLOTS)
    const put = (slot: number, range: readonly [number, number], extremes?: readonly number[]) =>
      (block[slot] = between(`treatment${slot}`, k, range, extremes))
    put(L.SEND_AT, SHARE)
    put(L.OPEN, SHARE)
    put(L.TREATMENT_VISITS, [0, 5])
    put(L.TREATMENT_GAIN, [0, 10])
    put(L.TREATMENT_IRRITATION, [0, 1], [0, 10])
    put(L.UNSUBSCRIBE, [0, 0.2], [0, 1])
    put(L.DISCOUNT, [0, 0.9])
    put(L.DISCOUNT_CAP, [0, 2000])
    block[L.DISCOUNT_CAP] = Math.floor(block[L.DISCOUNT_CAP] as number)
    put(L.ACCELERATION, [0, 5])
    put(L.TREATMENT_INTENT, [0, 10])
    for (const slot of [L.PERSONAL, L.DISCLOSURE, L.CONSENT_VALUE, L.SKILL_INTENT, L.SKILL_MOOD, L.SOOTHE]) put(slot, SHARE)
    block[L.TALKS] = chance("talks", k, 0.4) ? 1 : 0
    put(L.HARM, [0, 1])
    block[L.TREATMENT_SOURCE] = chance("anySource", k, 0.1) ? 1 + whole("source", k, 15) : pushes + queries + 1
  }
}

function writeCell({ seed, brands, pushes, queries, need }: Recipe, memory: Memory, c: number): void {
  const { between } = values(seed)
  const wide = memory.cellWide.subarray(c * L.CELL_WIDE_SLOTS)
  const put = (slot: number, range: readonly [number, number], extremes?: readonly number[]) => (wide[slot] = between(`wide${slot}`, c, range, extremes))
  put(L.NEED_SCALE, [0.5 * need, 1.5 * need], [0, need])
  put(L.PANTRY, [0, 1], [0, 100])
  put(L.CONSUMPTION, [0, 3], [0, 1000])
  put(L.GOODWILL_DECAY, SHARE)
  put(L.GOODWILL_MAX, [0.5, 10], [0.01, 1e6])
  put(L.IRRITATION_DECAY, SHARE)
  put(L.IRRITATION_EFFECT, SHARE, [0, 10])
  put(L.INTENT_DECAY, SHARE)
  put(L.PAGE_DECAY, SHARE)
  put(L.DIRECT_VISITS, [0, 0.1], [0, 5])
  const rare = memory.cellRare.subarray(c * L.CELL_RARE_SLOTS)
  rare[L.NONE_UTILITY] = between("none", c, [-5, 5], [-1000, 20])
  rare[L.UNITS_MU] = between("unitsMu", c, [-2, 2])
  rare[L.UNITS_SIGMA] = between("unitsSigma", c, [0, 1.5])
  rare[L.MESSAGE_EFFECT] = between("message", c, [0, 3])
  rare[L.UNITS_MEAN] = between("unitsMean", c, [0.1, 10])
  rare[L.STORE_SHARE] = between("store", c, SHARE)
  rare[L.TRUST_BASE] = between("trust", c, SHARE)
  for (let p = 0; p < pushes; p++) {
    const at = c * pushes + p
    const block = memory.push.subarray(at * L.PUSH_SLOTS, (at + 1) * L.PUSH_SLOTS)
    block[L.PUSH_GAIN] = between("pushGain", at, [0, 0.5], [0, 30])
    block[L.PUSH_IRRITATION] = between("pushIrritation", at, [0, 0.1], [0, 10])
    block[L.PUSH_CLICK] = between("pushClick", at, [0, 0.2], [0, 1])
    const steps = poissonThresholds(between("pushRate", at, [0, 2], [0, 1e-8, 1e-4, 8, 100]), memory.thresholds, at * L.MAX_COUNT, L.MAX_COUNT)
    new Int32Array(block.buffer, block.byteOffset, L.PUSH_SLOTS)[L.PUSH_THRESHOLDS] = steps
  }
  for (let q = 0; q < queries; q++) {
    const at = c * queries + q
    const block = memory.query.subarray(at * L.QUERY_SLOTS, (at + 1) * L.QUERY_SLOTS)
    const base = between("queryBase", at, [0, 0.2], [0, 1e-7, 1, 20])
    block[L.QUERY_BASE] = base
    block[L.QUERY_NEED] = between("queryNeed", at, [0, 5])
    block[L.QUERY_BRAND] = between("queryBrand", at, [0, 5])
    block[L.QUERY_WIN] = between("queryWin", at, SHARE)
    block[L.QUERY_GAIN] = between("queryGain", at, [0, 0.5], [0, 30])
    block[L.QUERY_CLICK] = between("queryClick", at, SHARE)
    block[L.QUERY_IRRITATION] = between("queryIrritation", at, [0, 0.1], [0, 10])
    const limit = Math.min(4294967295, Math.ceil(base * 2 ** 24) * 256)
    new Int32Array(block.buffer, block.byteOffset, 2 * L.QUERY_SLOTS)[2 * L.QUERY_LIMIT] = limit ^ 0x80000000
  }
  for (let b = 0; b < brands; b++) {
    const block = memory.cellBrand.subarray((c * brands + b) * L.CELL_BRAND_SLOTS)
    block[L.GOODWILL_UTILITY] = between("rivalGoodwill", c * brands + b, [0, 2], [-5, 5])
    block[L.CONSIDERED] = between("considered", c * brands + b, SHARE)
    block[L.STORE_UTILITY] = between("display", c * brands + b, [0, 3], [0])
  }
}

function writeCustomer({ seed, brands }: Recipe, memory: Memory, c: number, i: number): void {
  const { between, chance, whole } = values(seed)
  const { columns } = memory
  const tick = memory.header[L.TICK] as number
  const past = (name: string) => (chance(`${name}Never`, i, 0.5) ? L.NEVER : tick - whole(name, i, Math.min(tick + 1, 500)))
  columns.needRate[i] = between("needRate", i, [0, 0.5], [0, 1e-9, 5, 60], 10)
  columns.priceSensitivity[i] = between("priceSensitivity", i, [0, 20], [0])
  columns.defection[i] = between("defection", i, [0, 0.3], [0, 1e-30, 1])
  const max = memory.cellWide[c * L.CELL_WIDE_SLOTS + L.GOODWILL_MAX] as number
  columns.goodwill[i] = between("goodwill", i, [0, Math.min(max, 10)], [0, 1e-40, max])
  columns.irritation[i] = between("irritation", i, [0, 2], [0, 1000])
  columns.intent[i] = between("intent", i, [0, memory.global[L.INTENT_MAX] as number])
  columns.stock[i] = between("stock", i, [0, 5], [0, 0, 1e6])
  columns.satisfaction[i] = between("satisfaction", i, [-3, 3], [0, -8, 8])
  columns.expectation[i] = between("expectation", i, [-3, 3], [0, -5, 5])
  columns.pageViews[i] = between("pageViews", i, [0, 50], [0, 1e6])
  columns.trust[i] = between("deviation", i, [-0.5, 0.5], [0])
  columns.lastPurchase[i] = past("purchase")
  columns.lastStorePurchase[i] = past("storePurchase")
  columns.lastOnlinePurchase[i] = past("onlinePurchase")
  columns.storePurchases[i] = whole("storePurchases", i, 50)
  columns.storeSpend[i] = whole("storeSpend", i, 1e6)
  columns.consent[i] = whole("consent", i, 32)
  columns.lastVisit[i] = past("visit")
  columns.lastContact[i] = past("contact")
  columns.purchases[i] = whole("purchases", i, 50)
  columns.spend[i] = whole("spend", i, 1e6)
  for (let k = 0; k < 8; k++) columns.touches[8 * i + k] = whole("touches", 8 * i + k, 65536)
  columns.touchHead[i] = whole("touchHead", i, 8)
  columns.owner[i] = chance("owned", i, 0.6) ? whole("owner", i, brands) : L.NO_BRAND
  columns.flags[i] = whole("flags", i, 8)
  columns.lapsed[i] = chance("lapses", i, 0.4) ? whole("lapsed", i, 1 << brands) : 0
  for (let b = 0; b <= brands; b++) columns.attraction[i * (brands + 1) + b] = between("attraction", i * 8 + b, [-4, 2], [Number.NEGATIVE_INFINITY, -1e5, 5], 8)
}

/** A copy of a memory under a kernel of its own. Below the heap only the header is copied: each build keeps its constants there. */
export function copy(memory: Memory, lanes: "simd" | "scalar"): Memory {
  const own = new WebAssembly.Memory({ initial: memory.buffer.byteLength / 65536 })
  const kernel = instantiate(own, lanes)
  const buffer = own.buffer as ArrayBuffer
  new Uint8Array(buffer, L.HEAP).set(new Uint8Array(memory.buffer, L.HEAP))
  // biome-ignore lint/suspicious/noExplicitAny: every typed array has the same constructor
  const moved = (view: any) => new view.constructor(buffer, view.byteOffset, view.length)
  const views = Object.entries(memory).map(([name, view]) => [name, ArrayBuffer.isView(view) ? moved(view) : view])
  const columns = Object.fromEntries(Object.entries(memory.columns).map(([name, view]) => [name, moved(view)]))
  const copied = { ...Object.fromEntries(views), columns, kernel, buffer } as Memory
  copied.header.set(memory.header)
  return copied
}
