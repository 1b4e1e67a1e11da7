/** The kernel's parameter blocks, read into records with the law's names. */
import * as L from "../../../sim/kernel/layout.ts"
import type { Memory } from "../../../sim/memory.ts"

/** What customers of one segment and taste share. */
export interface Cell {
  number: number
  start: number
  count: number
  /** Demand of the tick: need is the customer's rate times this. */
  needScale: number
  /** η: need falls with e^(−η stock). */
  pantry: number
  /** Stock used in a tick for each unit of need rate. */
  consumption: number
  goodwillDecay: number
  goodwillMax: number
  irritationDecay: number
  /** ξ: response falls by ξ a unit of irritation. */
  irritationEffect: number
  intentDecay: number
  pageDecay: number
  /** Visits that nothing brought. */
  directVisits: number
  /** ν: utility of buying nothing. */
  noneUtility: number
  /** Units an order: lognormal. */
  unitsMu: number
  unitsSigma: number
  /** Content effect of a message. */
  messageEffect: number
  unitsMean: number
  /** Share of the needs that are met in a store. */
  storeShare: number
  trustBase: number
  pushes: Push[]
  queries: Query[]
  /** Of each brand: the utility of a rival's goodwill, the chance that a rival is known, and the utility of its display in a store. */
  rivals: { goodwillUtility: number; considered: number; storeUtility: number }[]
}

/** A channel that exposes customers to our creative, whether they need or not. */
export interface Push {
  /** Source number that its visits are credited to. */
  source: number
  /** Words at which the count of exposures rises by one, ascending. */
  thresholds: number[]
  gain: number
  irritation: number
  click: number
}

/** A channel that answers customers' queries. */
export interface Query {
  source: number
  /** Queries without need; on each need; on each need by one who knows us well. */
  base: number
  need: number
  brand: number
  /** Share of the queries at which our message is shown. */
  win: number
  gain: number
  click: number
  irritation: number
  /** Without need nothing is asked by a customer whose word is at or over this. */
  limit: number
}

export interface Brand {
  logPrice: number
  logPriceAfter: number
  priceCents: number
  priceCentsAfter: number
  quality: number
}

export interface Treatment {
  number: number
  /** When in the tick the message is sent, as a share of it. */
  sendAt: number
  open: number
  visits: number
  gain: number
  intent: number
  irritation: number
  unsubscribe: number
  discount: number
  discountCap: number
  acceleration: number
  source: number
  personal: number
  disclosure: number
  consentValue: number
  /** A conversation, with its skills: chances to read intent and mood, what an error harms, what being understood soothes. */
  talks: boolean
  skillIntent: number
  skillMood: number
  harm: number
  soothe: number
}

/** What the whole market shares. */
export interface Market {
  goodwillReference: number
  gamma: number
  inertia: number
  omega: number
  psi: number
  consideration: number
  reconsider: number
  visitIntent: number
  intentMax: number
  leadThreshold: number
  pagesPerVisit: number
  satisfactionLearning: number
  expectationLearning: number
  experienceNoise: number
  defectionScale: number
  defectsFromCategory: boolean
  priceSwitch: number
  unitCostCents: number
  newAfter: number
  day: number
  logPriceFloor: number
  unsubscribeIrritation: number
  /** Share of the tick from which we are out of stock; utility and experience that waiting costs. */
  shelfEmpty: number
  wait: number
  late: number
  /** A durable, bought once. */
  once: boolean
  /** Satisfaction from which a customer speaks for the brand. */
  advocacy: number
  trustUtility: number
  trustResponse: number
  /** Share of a deviation that recovers in a tick, as a rate. */
  trustRecovery: number
  intrusion: number
  trustIrritation: number
  breach: number
  alarm: number
  reassures: number
  repels: number
  withdraws: number
  /** Chance to subscribe with an order online. */
  subscribes: number
  brands: Brand[]
}

/** A word compared as signed with its sign bit flipped is compared as unsigned. */
function unsigned(flipped: number): number {
  return (flipped ^ 0x80000000) >>> 0
}

function range<T>(length: number, make: (k: number) => T): T[] {
  return Array.from({ length }, (_, k) => make(k))
}

export function readCells(memory: Memory): Cell[] {
  return range(memory.header[L.CELLS]!, (c) => readCell(memory, c))
}

function readCell(memory: Memory, c: number): Cell {
  const wide = memory.cellWide.subarray(c * L.CELL_WIDE_SLOTS)
  const rare = memory.cellRare.subarray(c * L.CELL_RARE_SLOTS)
  const [pushes, queries, brands] = [memory.header[L.PUSH_CHANNELS]!, memory.header[L.QUERY_CHANNELS]!, memory.header[L.BRANDS]!]
  return {
    number: c,
    start: memory.cellInt[c * L.CELL_INT_SLOTS + L.CELL_START]!,
    count: memory.cellInt[c * L.CELL_INT_SLOTS + L.CELL_COUNT]!,
    needScale: wide[L.NEED_SCALE]!,
    pantry: wide[L.PANTRY]!,
    consumption: wide[L.CONSUMPTION]!,
    goodwillDecay: wide[L.GOODWILL_DECAY]!,
    goodwillMax: wide[L.GOODWILL_MAX]!,
    irritationDecay: wide[L.IRRITATION_DECAY]!,
    irritationEffect: wide[L.IRRITATION_EFFECT]!,
    intentDecay: wide[L.INTENT_DECAY]!,
    pageDecay: wide[L.PAGE_DECAY]!,
    directVisits: wide[L.DIRECT_VISITS]!,
    noneUtility: rare[L.NONE_UTILITY]!,
    unitsMu: rare[L.UNITS_MU]!,
    unitsSigma: rare[L.UNITS_SIGMA]!,
    messageEffect: rare[L.MESSAGE_EFFECT]!,
    unitsMean: rare[L.UNITS_MEAN]!,
    storeShare: rare[L.STORE_SHARE]!,
    trustBase: rare[L.TRUST_BASE]!,
    pushes: range(pushes, (p) => readPush(memory, c * pushes + p, memory.header[L.PUSH_SOURCE + p]!)),
    queries: range(queries, (q) => readQuery(memory, c * queries + q, memory.header[L.QUERY_SOURCE + q]!)),
    rivals: range(brands, (b) => {
      const block = memory.cellBrand.subarray((c * brands + b) * L.CELL_BRAND_SLOTS)
      return { goodwillUtility: block[L.GOODWILL_UTILITY]!, considered: block[L.CONSIDERED]!, storeUtility: block[L.STORE_UTILITY]! }
    }),
  }
}

function readPush(memory: Memory, k: number, source: number): Push {
  const block = memory.push.subarray(k * L.PUSH_SLOTS, (k + 1) * L.PUSH_SLOTS)
  const steps = new Int32Array(block.buffer, block.byteOffset, L.PUSH_SLOTS)[L.PUSH_THRESHOLDS]!
  // stored as the greatest word under the threshold
  const thresholds = Array.from(memory.thresholds.subarray(k * L.MAX_COUNT, k * L.MAX_COUNT + steps), (t) => unsigned(t) + 1)
  return { source, thresholds, gain: block[L.PUSH_GAIN]!, irritation: block[L.PUSH_IRRITATION]!, click: block[L.PUSH_CLICK]! }
}

function readQuery(memory: Memory, k: number, source: number): Query {
  const block = memory.query.subarray(k * L.QUERY_SLOTS, (k + 1) * L.QUERY_SLOTS)
  return {
    source,
    base: block[L.QUERY_BASE]!,
    need: block[L.QUERY_NEED]!,
    brand: block[L.QUERY_BRAND]!,
    win: block[L.QUERY_WIN]!,
    gain: block[L.QUERY_GAIN]!,
    click: block[L.QUERY_CLICK]!,
    irritation: block[L.QUERY_IRRITATION]!,
    limit: unsigned(new Int32Array(block.buffer, block.byteOffset, 2 * L.QUERY_SLOTS)[2 * L.QUERY_LIMIT]!),
  }
}

export function readTreatment(memory: Memory, k: number): Treatment {
  const block = memory.treatment.subarray(k * L.TREATMENT_SLOTS)
  return {
    number: k,
    sendAt: block[L.SEND_AT]!,
    open: block[L.OPEN]!,
    visits: block[L.TREATMENT_VISITS]!,
    gain: block[L.TREATMENT_GAIN]!,
    intent: block[L.TREATMENT_INTENT]!,
    irritation: block[L.TREATMENT_IRRITATION]!,
    unsubscribe: block[L.UNSUBSCRIBE]!,
    discount: block[L.DISCOUNT]!,
    discountCap: block[L.DISCOUNT_CAP]!,
    acceleration: block[L.ACCELERATION]!,
    source: block[L.TREATMENT_SOURCE]!,
    personal: block[L.PERSONAL]!,
    disclosure: block[L.DISCLOSURE]!,
    consentValue: block[L.CONSENT_VALUE]!,
    talks: block[L.TALKS] !== 0,
    skillIntent: block[L.SKILL_INTENT]!,
    skillMood: block[L.SKILL_MOOD]!,
    harm: block[L.HARM]!,
    soothe: block[L.SOOTHE]!,
  }
}

export function readMarket(memory: Memory): Market {
  const g = memory.global
  return {
    goodwillReference: g[L.GOODWILL_REF]!,
    gamma: g[L.GAMMA]!,
    inertia: g[L.INERTIA]!,
    omega: g[L.OMEGA]!,
    psi: g[L.PSI]!,
    consideration: g[L.CONSIDERATION]!,
    reconsider: g[L.RECONSIDER]!,
    visitIntent: g[L.VISIT_INTENT]!,
    intentMax: g[L.INTENT_MAX]!,
    leadThreshold: g[L.LEAD_THRESHOLD]!,
    pagesPerVisit: g[L.PAGES_PER_VISIT]!,
    satisfactionLearning: g[L.SATISFACTION_LEARNING]!,
    expectationLearning: g[L.EXPECTATION_LEARNING]!,
    experienceNoise: g[L.EXPERIENCE_NOISE]!,
    defectionScale: g[L.DEFECTION_SCALE]!,
    defectsFromCategory: g[L.DEFECTS_FROM_CATEGORY] !== 0,
    priceSwitch: g[L.PRICE_SWITCH]!,
    unitCostCents: g[L.UNIT_COST_CENTS]!,
    newAfter: g[L.NEW_AFTER]!,
    day: g[L.DAY]!,
    logPriceFloor: g[L.LOG_PRICE_FLOOR]!,
    unsubscribeIrritation: g[L.UNSUBSCRIBE_IRRITATION]!,
    shelfEmpty: g[L.SHELF_EMPTY]!,
    wait: g[L.WAIT]!,
    late: g[L.LATE]!,
    once: g[L.ONCE] !== 0,
    advocacy: g[L.ADVOCACY]!,
    trustUtility: g[L.TRUST_UTILITY]!,
    trustResponse: g[L.TRUST_RESPONSE]!,
    trustRecovery: g[L.TRUST_RECOVERY]!,
    intrusion: g[L.INTRUSION]!,
    trustIrritation: g[L.TRUST_IRRITATION]!,
    breach: g[L.BREACH]!,
    alarm: g[L.ALARM]!,
    reassures: g[L.REASSURES]!,
    repels: g[L.REPELS]!,
    withdraws: g[L.WITHDRAWS]!,
    subscribes: g[L.SUBSCRIBES]!,
    brands: range(memory.header[L.BRANDS]!, (b) => {
      const block = memory.brand.subarray(b * L.BRAND_SLOTS)
      return {
        logPrice: block[L.LOG_PRICE]!,
        logPriceAfter: block[L.LOG_PRICE_AFTER]!,
        priceCents: block[L.PRICE_CENTS]!,
        priceCentsAfter: block[L.PRICE_CENTS_AFTER]!,
        quality: block[L.QUALITY]!,
      }
    }),
  }
}
