import * as L from "../../../sim/kernel/layout.ts"
import { raiseGoodwill } from "./goodwill.ts"
import { irritate } from "./irritation.ts"
import { ownWords } from "./luck.ts"
import { poissonCount, uniform } from "./numbers.ts"
import { moveConsent, moveTrust, trustDeviation } from "./trust.ts"
import type { Turn } from "./turn.ts"

/** What a message does beyond its effects on goodwill, intent and irritation. */
export interface Message {
  opened: boolean
  /** Needs that an opened message brings forward. */
  needs: number
  /** Expected visits. */
  visits: number
}

/** Delivers the treatment that waits for the customer, if any. Opened or not, a message irritates and may cost the subscription and trust. */
export function message(turn: Turn): Message {
  const { market, cell, customer, entry, treatment, luck, index, count } = turn
  if (treatment.number === 0) return { opened: false, needs: 0, visits: 0 }
  const words = ownWords(luck, cell.number, index, L.DRAW_MESSAGE)
  count(L.EXPOSURES + treatment.source, 1)
  const deviation = trustDeviation(turn)
  const agreed = (customer.flags & L.SUBSCRIBED) !== 0
  const before = customer.irritation
  const opened = uniform(words[0]!) < treatment.open * (treatment.talks ? 1 : cell.messageEffect) * entry.response * (1 + market.trustResponse * deviation)
  if (uniform(words[1]!) < treatment.unsubscribe * (1 + market.unsubscribeIrritation * before)) {
    customer.flags &= ~L.SUBSCRIBED
    count(L.UNSUBSCRIBED, 1)
  }
  const said = opened && treatment.talks ? converse(turn) : { ...treatment, mood: before }
  if (opened) {
    count(L.OPENS, 1)
    customer.flags |= L.EVENT
    customer.goodwill = raiseGoodwill(customer.goodwill, said.gain, cell)
    customer.intent = Math.min(market.intentMax, customer.intent + said.intent)
  }
  customer.irritation = irritate(said.mood, said.irritation)
  moveTrust(turn, deviation, before, agreed, opened, words[3]!)
  moveConsent(turn, opened)
  customer.lastContact = luck.tick
  customer.treatment = 0
  if (!opened) return { opened, needs: 0, visits: 0 }
  const hastened = entry.needRate * treatment.acceleration * (1 - treatment.sendAt)
  return { opened, needs: poissonCount(hastened, uniform(words[2]!)), visits: treatment.visits }
}

/** A conversation sells to whom it takes for ready and tells the others: what it comes to in goodwill, intent and irritation, and the mood it leaves. */
function converse({ market, cell, customer, treatment, luck, index }: Turn): { gain: number; intent: number; irritation: number; mood: number } {
  const [intentWord, moodWord] = ownWords(luck, cell.number, index, L.DRAW_CONVERSATION) as unknown as [number, number]
  const ready = customer.intent >= market.leadThreshold
  const sells = uniform(intentWord) < treatment.skillIntent ? ready : !ready
  let irritation = treatment.irritation
  if (sells && !ready) irritation += treatment.harm
  const understood = uniform(moodWord) < treatment.skillMood
  if (!understood) irritation += treatment.harm * customer.irritation
  return {
    gain: sells ? 0 : treatment.gain,
    intent: sells ? treatment.intent : 0,
    irritation,
    mood: understood ? customer.irritation * (1 - treatment.soothe) : customer.irritation,
  }
}
