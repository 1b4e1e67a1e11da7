import type { Entry, Order } from "../../sim/index.ts"
import { hoursTaken, type Moment, momentOf } from "../run/journal.ts"
import { count, money, percent } from "./format.ts"
import { dateFormat, numberFormat } from "./intl.ts"
import { called, type Key, language, say } from "./language.ts"

/** An instruction in words: when, what was done, why, and what became of it. */
export interface Line {
  /** "Mon 09:00", and the week from 1. */
  time: string
  week: number
  seat: string
  did: string
  why: string
  result: string
}

/** An instruction of a journal in the language in force. */
export function sayEntry(entry: Entry): Line {
  const moment = momentOf(entry.issued)
  return {
    time: sayMoment(moment),
    week: Math.floor(moment.day / 7) + 1,
    seat: say(`seat.${entry.seat}`),
    did: sayOrder(entry.order),
    why: sayWhy(entry),
    result: sayResult(entry),
  }
}

/** 1 January 2024 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)

/** "Mon 09:00", 周一 09:00. */
export function sayMoment({ weekday, minute }: Moment): string {
  const at = new Date(MONDAY + weekday * 86_400_000 + minute * 60_000)
  const part = (options: Intl.DateTimeFormatOptions) => dateFormat(language.value, { timeZone: "UTC", ...options }).format(at)
  return `${part({ weekday: "short" })} ${part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`
}

const listed = (parts: readonly string[]) => parts.join(language.value === "zh" ? "、" : ", ")
const figure = (name: string, value: string) => `${name} ${value}`
const MOST_TOLD = 3
/** The largest few of some figures, named. */
function largest(figures: Readonly<Record<string, number>>, name: (name: string) => string, digits: number): string {
  const top = Object.entries(figures)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_TOLD)
  return listed(top.map(([key, value]) => figure(name(key), numberFormat(language.value, { maximumSignificantDigits: digits }).format(value))))
}

function sayOrder(order: Order): string {
  if (order.seat === "plan") {
    const shares = [...order.shares].sort((a, b) => b.share - a.share)
    const parts = shares.map(({ channel, share }) => figure(called("channel", channel), percent(share)))
    return say("journal.plan", { money: money(order.spendPerDay, order.currency), parts: listed(parts) })
  }
  if (order.seat === "respond") {
    const values = { price: percent(order.price), promotion: percent(order.promotion) }
    return order.promotion > 0 ? say("journal.promotion", values) : say("journal.price", values)
  }
  if (order.seat === "bid") {
    if (order.bids.length === 0) return say("journal.automaticBids")
    const value = (bid: number) => money(bid, order.currency)
    const parts = order.bids.map(({ channel, low, high }) => figure(called("channel", channel), low === high ? value(low) : `${value(low)}–${value(high)}`))
    return say("journal.bids", { parts: listed(parts) })
  }
  if (order.seat === "create") {
    const { make, moved, places } = order
    const parts = make.map(({ segment, count: n, topical }) =>
      say(topical ? "journal.topical" : "journal.forSegment", { count: count(n), segment: called("segment", segment) }),
    )
    if (parts.length === 0) return moved > 0 ? say("journal.movesAlone", { moved, places }) : say("journal.keeps")
    return [say("journal.make", { parts: listed(parts) }), ...(moved > 0 ? [say("journal.moves", { moved, places })] : [])].join(
      language.value === "zh" ? "；" : "; ",
    )
  }
  const parts = order.treatments.map(({ name, count: n }) => say("journal.treated", { count: count(n), treatment: called("treatment", name) }))
  return say("journal.contacts", { count: count(order.contacts), parts: listed(parts) })
}

type Figures = Readonly<Record<string, number>>
const channels = (figures: Figures) => largest(figures, (name) => called("channel", name), 2)
const whys: Readonly<Record<string, (figures: Figures) => string>> = {
  attributedReturn: (figures) => say("why.attributedReturn", { parts: channels(figures) }),
  lastYear: () => say("why.lastYear"),
  elasticities: (figures) =>
    say("why.elasticities", {
      parts: listed(
        Object.entries(figures)
          .sort((a, b) => b[1] - a[1])
          .slice(0, MOST_TOLD)
          .map(([name, value]) => figure(called("channel", name), percent(value / 100, 2, true))),
      ),
    }),
  rules: (figures) => {
    const fired = Object.entries(figures).sort((a, b) => b[1] - a[1])
    return fired.length === 0 ? say("why.noRule") : say("why.rules", { parts: listed(fired.map(([name]) => called("rule", name))) })
  },
  batch: () => say("why.batch"),
  newestCreative: () => say("why.newestCreative"),
  olderCreative: () => say("why.olderCreative"),
  creativeEffect: (figures) => say("why.creativeEffect", { parts: largest(figures, (name) => called("segment", name), 3) }),
  uplift: () => say("why.uplift"),
  promotionSeen: (figures) =>
    Object.keys(figures).length === 0
      ? say("why.noPromotion")
      : say("why.promotionSeen", {
          parts: listed(Object.entries(figures).map(([name, cut]) => figure(called("brand", name), percent(-cut)))),
        }),
}

/** Why, in the words of the language where a policy gives its reason as data, else as it says it. */
function sayWhy({ because, reason }: Entry): string {
  return (because && whys[because.kind]?.(because.figures)) ?? reason
}

const results: Readonly<Record<Entry["result"], Key>> = {
  done: "result.done",
  partly: "result.partly",
  failed: "result.failed",
  superseded: "result.superseded",
  "too late": "result.tooLate",
  "on its way": "result.onItsWay",
}

function sayResult(entry: Entry): string {
  const { result, held, automated, reworked, twice } = entry
  const hours = hoursTaken(entry)
  const limits = held.map(({ what, count: n }) => (n === null ? called("held", what) : figure(called("held", what), count(n))))
  const after = hours === null ? "" : sayHours(hours)
  return [
    result === "done" && hours === 0 ? say("result.doneAtOnce") : say(results[result], { after, parts: listed(limits) }),
    ...(result === "partly" && hours !== null && hours > 0 ? [say("result.done", { after })] : []),
    ...(automated ? [say("result.automated")] : []),
    ...(reworked > 0 ? [say("result.reworked", { count: reworked })] : []),
    ...(twice ? [say("result.twice")] : []),
  ].join(language.value === "zh" ? "，" : ", ")
}

/** "2 hours", "3 days", "40 min". */
export function sayHours(hours: number): string {
  if (hours < 1) return say("time.minutes", { n: Math.round(hours * 60) })
  return hours < 48 ? say("time.hours", { n: Math.round(hours) }) : say("time.days", { n: Math.round(hours / 24) })
}
