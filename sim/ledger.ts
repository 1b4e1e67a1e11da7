import { chain, type Digest } from "./digest.ts"

/**
 * The truth about money and counts since the horizon began, in integer cents and integers: sums are exact and order-free.
 * Money is that of all real customers (weight included); counts are of simulated customers and stand for `weight` each.
 */
export interface Ledger {
  budget: number
  /** What was sold at the price that stood, the discounts that were sent off it, and the cost of goods. */
  listed: number
  discounts: number
  goods: number
  media: number
  messages: number
  production: number
  /** People, tools and sources. */
  organisation: number
  orders: number
  /** Of them, within a week of a visit. */
  ordersAfterVisit: number
  newCustomers: number
  leads: number
  visits: number
  unsubscribed: number
  /** Margin from customers who were new in the horizon, their first order included. */
  marginFromNew: number
  /** Revenue that last click gives to paid media. */
  attributed: number
  storeOrders: number
  /** Orders that wait for our next delivery. */
  lateOrders: number
  /** Σ over all occasions of the chance of ours × the mean order: revenue after discounts, and cost of goods, in cents but no integers. Their mean is
   * the mean of what was sold, with the luck of choice and order size taken out. */
  expectedRevenue: number
  expectedGoods: number
  /** Of all brands, ours first: orders and money paid. */
  brandOrders: number[]
  brandRevenue: number[]
}

export function newLedger(budget: number, brands: number): Ledger {
  const none = () => Array.from({ length: brands }, () => 0)
  return {
    budget,
    listed: 0,
    discounts: 0,
    goods: 0,
    media: 0,
    messages: 0,
    production: 0,
    organisation: 0,
    orders: 0,
    ordersAfterVisit: 0,
    newCustomers: 0,
    leads: 0,
    visits: 0,
    unsubscribed: 0,
    marginFromNew: 0,
    attributed: 0,
    storeOrders: 0,
    lateOrders: 0,
    expectedRevenue: 0,
    expectedGoods: 0,
    brandOrders: none(),
    brandRevenue: none(),
  }
}

/** Everything that comes out of the authorised budget. */
export function totalCost(l: Ledger): number {
  return l.media + l.messages + l.production + l.discounts + l.organisation
}

/** Contribution margin before marketing cost: list price less cost of goods. */
export function grossMargin(l: Ledger): number {
  return l.listed - l.goods
}

/** Unspent budget stays with the firm, so profit is gross margin less what was spent. */
export function profit(l: Ledger): number {
  return grossMargin(l) - totalCost(l)
}

/** Profit with the luck of choices and order sizes taken out: what was to be expected, less what was spent (discounts are in the expectation). */
export function expectedProfit(l: Ledger): number {
  return l.expectedRevenue - l.expectedGoods - (totalCost(l) - l.discounts)
}

/** Chains the ledger's bits, in the order of its fields. */
export function chainLedger(hash: Digest, ledger: Ledger): void {
  const numbers: number[] = []
  for (const name in ledger) {
    const value = ledger[name as keyof Ledger]
    if (typeof value === "number") numbers.push(value)
    else for (const x of value) numbers.push(x)
  }
  chain(hash, Float64Array.from(numbers))
}
