import * as L from "../../../sim/kernel/layout.ts"
import { raiseGoodwill } from "./goodwill.ts"
import { irritate } from "./irritation.ts"
import { ownWords } from "./luck.ts"
import { poissonCount, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

/** What a message does beyond its effects on goodwill, intent and irritation. */
export interface Message {
  opened: boolean
  /** Needs that an opened message brings forward. */
  needs: number
  /** Expected visits. */
  visits: number
}

/** Delivers the treatment that waits for the customer, if any. Opened or not, a message irritates and may cost the subscription. */
export function message({ market, cell, customer, entry, treatment, luck, index, count }: Turn): Message {
  if (treatment.number === 0) return { opened: false, needs: 0, visits: 0 }
  const words = ownWords(luck, cell.number, index, L.DRAW_MESSAGE)
  count(L.EXPOSURES + treatment.source, 1)
  const opened = uniform(words[0]!) < treatment.open * cell.messageEffect * entry.response
  if (uniform(words[1]!) < treatment.unsubscribe * (1 + market.unsubscribeIrritation * customer.irritation)) {
    customer.flags &= ~L.SUBSCRIBED
    count(L.UNSUBSCRIBED, 1)
  }
  customer.irritation = irritate(customer.irritation, treatment.irritation)
  customer.lastContact = luck.tick
  customer.treatment = 0
  if (!opened) return { opened, needs: 0, visits: 0 }
  count(L.OPENS, 1)
  customer.flags |= L.EVENT
  customer.goodwill = raiseGoodwill(customer.goodwill, treatment.gain, cell)
  customer.intent = Math.min(market.intentMax, customer.intent + treatment.intent)
  const hastened = entry.needRate * treatment.acceleration * (1 - treatment.sendAt)
  return { opened, needs: poissonCount(hastened, uniform(words[2]!)), visits: treatment.visits }
}
