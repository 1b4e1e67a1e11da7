import { betaBinomial, negativeBinomial } from "../../bench/validate/closedForms.ts"
import { after, quiet, quietly, quietSegment, valuesOf } from "../../bench/validate/quiet.ts"
import { type Check, meanCheck, shareCheck } from "../check.ts"

const CUSTOMERS = 4000
const DAYS = 84
const SHAPE = 0.8
const SHARES = [0.4, 0.3, 0.2, 0.1]

export interface BrandsOptions {
  /** Sum of the brands' attraction parameters: small, each is loyal to one brand; large, all switch. */
  s: number
  /** Mean purchases of the category in twelve weeks. */
  mean: number
}

/** Chance to buy a brand of some share at least once: needs are NBD, and of n needs the brand gets a beta-binomial number. */
export function penetration(share: number, { s, mean }: BrandsOptions): number {
  let nobody = 0
  for (let n = 0; n < 120; n++) nobody += negativeBinomial(n, mean, SHAPE) * betaBinomial(0, n, s * share, s * (1 - share))
  return 1 - nobody
}

/** Four brands at equal prices without marketing: the Dirichlet model, and its law of double jeopardy (Goodhardt, Ehrenberg & Chatfield 1984; docs/model.md 5, 7.14). */
export function brandsOf(options: BrandsOptions) {
  const brands = SHARES.map((share, k) => {
    const order = [...SHARES.slice(k), ...SHARES.slice(0, k)]
    const world = quiet({
      customers: CUSTOMERS,
      clock: { days: DAYS, burnIn: 0 },
      segments: [{ ...quietSegment, needRate: { mean: options.mean / DAYS, shape: SHAPE } }],
      brands: order.map((attraction, b) => ({ name: `brand${b}`, price: 10, attraction })),
      choice: { dirichlet: options.s },
    })
    const market = after(quietly(world, 78 + k), DAYS)
    const ours = valuesOf(market, "purchases")
    // one unit an order and nothing used up: the stock at home counts the category's purchases
    const category = valuesOf(market, "stock")
    const buyers = ours.filter((x) => x > 0).length
    const bought = ours.reduce((sum, x) => sum + x, 0)
    return { share, ours, category, buyers, seen: { penetration: buyers / CUSTOMERS, frequency: bought / buyers } }
  })
  const closed = (share: number) => ({ penetration: penetration(share, options), frequency: (share * options.mean) / penetration(share, options) })
  const [big, small] = [brands[0], brands[3]] as [(typeof brands)[number], (typeof brands)[number]]
  const checks: Check[] = [
    shareCheck({ en: "Buyers of the biggest brand", zh: "最大品牌的购买者比例" }, big.buyers, CUSTOMERS, closed(big.share).penetration),
    shareCheck({ en: "Buyers of the smallest brand", zh: "最小品牌的购买者比例" }, small.buyers, CUSTOMERS, closed(small.share).penetration),
    meanCheck(
      { en: "Purchases of the biggest brand beyond its share", zh: "最大品牌超出份额的购买" },
      big.ours.map((x, i) => x - big.share * (big.category[i] as number)),
      0,
    ),
  ]
  return {
    market: brands.map(({ share, seen }) => ({ share, ...seen })),
    expected: brands.map(({ share }) => ({ share, ...closed(share) })),
    curve: Array.from({ length: 50 }, (_, k) => ({ share: 0.02 + 0.01 * k, ...closed(0.02 + 0.01 * k) })),
    checks,
  }
}
