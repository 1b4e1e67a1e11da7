import { box } from "../spaces/box.ts"
import { type Feature, ratio } from "./features.ts"
import type { ViewOf } from "./view.ts"

/** Money for an exposure by auction channel × segment, from 0 to the auction's cap; below 0 is left to the autobidder (the market's NaN, which no Box contains). */
export const bidView: ViewOf<"bid"> = ({ auctions, bidCaps, segments }) => {
  const caps = Float64Array.from({ length: auctions.length * segments.length }, (_, k) => bidCaps[Math.floor(k / segments.length)] as number)
  return {
    actionSpace: box(
      caps.map((cap) => -cap),
      caps,
      { dtype: "float32" },
    ),
    features: auctions.flatMap((channel, a) =>
      segments.flatMap((segment, g): Feature<"bid">[] => {
        const k = a * segments.length + g
        const cap = caps[k] as number
        return [
          {
            name: `bid.${channel}.${segment}`,
            about: "last tick's bid, of the cap",
            value: ({ observation: { books } }) => ratio(books.bids[k] as number, cap),
          },
          {
            name: `won.${channel}.${segment}`,
            about: "share of the opportunities won since the last decision",
            value: ({ feedback }) => feedback?.winRate[k] ?? Number.NaN,
          },
          {
            name: `price.${channel}.${segment}`,
            about: "money for an impression since the last decision, of the cap",
            value: ({ feedback }) => ratio(feedback?.spent[k] ?? Number.NaN, (feedback?.impressions[k] ?? Number.NaN) * cap),
          },
          {
            name: `clicks.${channel}.${segment}`,
            about: "clicks in a hundred impressions since the last decision",
            value: ({ feedback }) => ratio(100 * (feedback?.clicks[k] ?? Number.NaN), feedback?.impressions[k] ?? Number.NaN),
          },
        ]
      }),
    ),
    decide: (act) => ({ bids: act.map((bid) => (bid < 0 ? Number.NaN : bid)) }),
    encode: ({ bids }) => bids.map((bid, k) => (Number.isNaN(bid) ? -1 : 1) * Math.min(Number.isNaN(bid) ? Number.POSITIVE_INFINITY : bid, caps[k] as number)),
  }
}
