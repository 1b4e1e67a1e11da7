import * as L from "../../../sim/kernel/layout.ts"
import type { Memory } from "../../../sim/memory.ts"

/** One customer, read from the columns. Goodwill and intent are doubles while the choice pass works, single precision in between. */
export interface Customer {
  readonly place: number
  needRate: number
  readonly priceSensitivity: number
  /** Chance to defect after a purchase, at neutral satisfaction. */
  readonly defection: number
  goodwill: number
  irritation: number
  intent: number
  stock: number
  satisfaction: number
  expectation: number
  pageViews: number
  /** Against the segment's base, as the last contact left it. */
  trust: number
  lastPurchase: number
  lastVisit: number
  lastContact: number
  purchases: number
  spend: number
  lastStorePurchase: number
  lastOnlinePurchase: number
  storePurchases: number
  storeSpend: number
  /** Ring of the last eight touches, and where the next one goes. */
  readonly touches: number[]
  touchHead: number
  /** Brand last bought; `L.NO_BRAND` before the first and after a defection. */
  owner: number
  /** Bits: subscribed, lead, event. */
  flags: number
  treatment: number
  /** One bit a brand defected from. */
  lapsed: number
  /** One bit a family of sources. */
  consent: number
  /** ln A of each brand, then of none. */
  readonly attraction: number[]
}

const single = [
  "needRate",
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
  "touchHead",
  "owner",
  "flags",
  "treatment",
  "lapsed",
  "consent",
] as const

export function readCustomer({ columns, header }: Memory, place: number): Customer {
  const width = header[L.BRANDS]! + 1
  const values = Object.fromEntries(single.map((name) => [name, columns[name][place]])) as Record<(typeof single)[number], number>
  return {
    ...values,
    place,
    priceSensitivity: columns.priceSensitivity[place]!,
    defection: columns.defection[place]!,
    touches: [...columns.touches.subarray(place * 8, place * 8 + 8)],
    attraction: [...columns.attraction.subarray(place * width, (place + 1) * width)],
  }
}

export function writeCustomer({ columns }: Memory, customer: Customer): void {
  for (const name of single) columns[name][customer.place] = customer[name]
  columns.touches.set(customer.touches, customer.place * 8)
}
