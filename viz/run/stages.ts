import { NEVER } from "../../sim/kernel/layout.ts"
import type { Play } from "../../sim/state.ts"
import { days } from "../../sim/world.ts"

/*
 * The seven stages, from the market's true columns. The first of these that holds:
 *
 * loyal        an active customer who bought us last, and at least three times; of a durable, an owner satisfied enough to recommend us
 * customer     bought us within four of the own times between needs (1/λ; at least four weeks, at most the time after which a buyer
 *              counts as new) and has not defected; of a durable, owns ours
 * intending    has needs, and at least half of the intent that makes a lead
 * lapsed       has bought us, and is no active customer
 * considering  has needs, and an intent of at least a tenth of a lead's: a visit is still on the mind
 * aware        would name us unaided, which of many like this one a share a/(a + a_ref) would
 * unaware      the others
 *
 * Who names us is decided by a threshold that each customer keeps, so that goodwill alone moves anyone between the last two.
 */
const [UNAWARE, AWARE, CONSIDERING, INTENDING, CUSTOMER, LOYAL, LAPSED] = [0, 1, 2, 3, 4, 5, 6]

/** Own times between needs, and days at the least, in which a customer is active. */
const ACTIVE_NEEDS = 4
const ACTIVE_DAYS = 28
const LOYAL_PURCHASES = 3
/** Of the intent that makes a lead. */
const CONSIDERING_INTENT = 0.1
const INTENDING_INTENT = 0.5

/** The golden ratio's fractional part: its multiples spread evenly over [0, 1) (van der Corput's sequences; Knuth, TAOCP 3, 6.4). */
const GOLDEN = 0.6180339887498949

/** Goodwill share under which a customer would not name us. @param number the customer's */
export function recall(number: number): number {
  return ((number + 0.5) * GOLDEN) % 1
}

/** The stage of a customer now, as a number of `stages` (run/frame.ts), by number and place. */
export function staging({ world, memory, state }: Play): (number: number, place: number) => number {
  const { goodwill: goodwills, intent: intents, lastPurchase, purchases, owner, lapsed, needRate, satisfaction } = memory.columns
  const { customer } = world
  const { reference } = customer.goodwill
  const lead = customer.intent.leadThreshold
  const [considers, intends] = [CONSIDERING_INTENT * lead, INTENDING_INTENT * lead]
  const perTick = days(world)
  const needsATick = perTick / ACTIVE_NEEDS
  const [atLeast, atMost] = [ACTIVE_DAYS / perTick, customer.newAfter / perTick]
  const { tick } = state
  return (number, place) => {
    const needs = needRate[place] as number
    const bought = lastPurchase[place] !== NEVER
    if (bought) {
      const owns = owner[place] === 0
      if (customer.once) {
        if (owns) return (satisfaction[place] as number) >= customer.advocacy ? LOYAL : CUSTOMER
      } else if (((lapsed[place] as number) & 1) === 0 && needs > 0) {
        const since = tick - (lastPurchase[place] as number)
        if (since <= atMost && (since <= atLeast || since * needs * needsATick <= 1))
          return owns && (purchases[place] as number) >= LOYAL_PURCHASES ? LOYAL : CUSTOMER
      }
    }
    const intent = needs > 0 ? (intents[place] as number) : 0
    if (intent > 0 && intent >= intends) return INTENDING
    if (bought) return LAPSED
    if (intent > 0 && intent >= considers) return CONSIDERING
    const a = goodwills[place] as number
    return recall(number) * (a + reference) < a ? AWARE : UNAWARE
  }
}
