import { choose } from "../../policies/rules/choose.ts"
import type { Rule } from "../../policies/rules/rule.ts"
import type { Books, Table } from "../../sim/observation.ts"
import { median } from "../statistics/median.ts"

/** How fast rules are, against the same loop written by hand, in the same run. */
export interface RuleSpeed {
  rules: number
  rows: number
  /** Median time of the rules, milliseconds. */
  milliseconds: number
  /** Time of the rules over the loop's: the median of interleaved pairs. */
  ratio: number
  pairs: number
  /** Both send the same to everybody. */
  equal: boolean
}

const ROWS = 100_000
const COOL_DOWN = 7

const rules: readonly Rule[] = [
  { name: "looks around a lot", when: "pageViews7d >= 6", treatment: "call" },
  { name: "looks around, new", when: "pageViews7d >= 3 and unknown(daysSincePurchase)", treatment: "chat" },
  { name: "browsed, did not buy", when: "pageViews7d >= 3 and daysSincePurchase >= 21", treatment: "offer" },
  { name: "lapsing", when: "60 <= daysSincePurchase < 180 and daysSinceContact >= 30", treatment: "offer" },
  { name: "due again", when: "14 <= daysSincePurchase < 60", treatment: "reminder" },
  { name: "good customer", when: "spend > 300 and purchases >= 2 and not (daysSincePurchase < 10)", treatment: "call" },
  { name: "large baskets", when: "spend / max(purchases, 1) > 150", treatment: "chat" },
  { name: "no contact for a month", when: "daysSinceContact >= 28", treatment: "news" },
  { name: "never contacted, looks", when: "unknown(daysSinceContact) and pageViews7d > 0", treatment: "reminder" },
  { name: "never contacted", when: "unknown(daysSinceContact)", treatment: "news" },
]
const treatments = ["call", "chat", "offer", "reminder", "news"]

type Columns = { readonly [name in (typeof names)[number]]: Float32Array }
const names = ["pageViews7d", "daysSincePurchase", "daysSinceContact", "spend", "purchases"] as const

/** The same rules as a programmer would write them for these columns alone. */
function byHand({ pageViews7d, daysSincePurchase, daysSinceContact, spend, purchases }: Columns): Uint8Array {
  const out = new Uint8Array(ROWS)
  for (let r = 0; r < ROWS; r++) {
    const pages = pageViews7d[r] as number
    const bought = daysSincePurchase[r] as number
    const contact = daysSinceContact[r] as number
    const money = spend[r] as number
    const orders = purchases[r] as number
    if (contact < COOL_DOWN) continue
    if (pages >= 6) out[r] = 1
    else if (pages >= 3 && Number.isNaN(bought)) out[r] = 2
    else if (pages >= 3 && bought >= 21) out[r] = 3
    else if (bought >= 60 && bought < 180 && contact >= 30) out[r] = 3
    else if (bought >= 14 && bought < 60) out[r] = 4
    else if (money > 300 && orders >= 2 && bought >= 10) out[r] = 1
    else if (money / Math.max(orders, 1) > 150) out[r] = 2
    else if (contact >= 28) out[r] = 5
    else if (Number.isNaN(contact)) out[r] = pages > 0 ? 4 : 5
  }
  return out
}

/** Customers of no market: a fifth of what is told of them is unknown. */
function columnsOf(): Columns {
  let state = 1
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const most = { pageViews7d: 8, daysSincePurchase: 300, daysSinceContact: 60, spend: 500, purchases: 6 }
  const whole = (name: string, x: number) => (name === "purchases" ? Math.floor(x) : x)
  return Object.fromEntries(
    names.map((name) => [name, Float32Array.from({ length: ROWS }, () => (next() < 0.2 ? Number.NaN : whole(name, most[name] * next())))]),
  ) as Columns
}

export function measureRules(): RuleSpeed {
  const columns = columnsOf()
  const customers: Table = {
    rows: Uint32Array.from({ length: ROWS }, (_, r) => r),
    column: (name) => columns[name as keyof Columns],
    age: () => 0,
  }
  const now = { tick: 0, hoursPerTick: 24, customers, books: { treatments: treatments.map((name) => ({ name })) } as unknown as Books }
  const compiled = () => choose(rules, { coolDownDays: COOL_DOWN }, now).treatment
  const time = (of: () => unknown) => {
    const start = performance.now()
    of()
    return performance.now() - start
  }
  for (let k = 0; k < 20; k++) [compiled(), byHand(columns)] // the engine's optimising compiler comes first
  const pairs = Array.from({ length: 31 }, () => ({ rules: time(compiled), hand: time(() => byHand(columns)) }))
  const expected = byHand(columns)
  return {
    rules: rules.length,
    rows: ROWS,
    milliseconds: median(pairs.map((pair) => pair.rules)),
    ratio: median(pairs.map((pair) => pair.rules / pair.hand)),
    pairs: pairs.length,
    equal: compiled().every((number, r) => number === expected[r]),
  }
}
