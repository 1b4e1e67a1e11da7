import * as L from "../../../sim/kernel/layout.ts"
import type { Customer } from "./customer.ts"
import { ownWords } from "./luck.ts"
import { exp, f32, uniform } from "./numbers.ts"
import type { Turn } from "./turn.ts"

const within = (x: number) => Math.min(1, Math.max(0, x))

/** Deviation of the customer's trust from the segment's base: what the last contact left, recovering since. */
export function trustDeviation({ market, customer, luck }: Turn): number {
  if (customer.trust === 0) return 0
  return customer.trust * exp(-Math.min(600, market.trustRecovery * (luck.tick - customer.lastContact)))
}

/**
 * What a contact does to trust: personal content intrudes the more the less trust there is; irritation and a contact that nobody agreed to cost
 * trust; disclosure, when read, alarms some, the distrustful most, and reassures the others. Kept in single precision.
 */
export function moveTrust(
  { market, cell, customer, treatment }: Turn,
  deviation: number,
  irritation: number,
  agreed: boolean,
  opened: boolean,
  word: number,
): void {
  const level = within(cell.trustBase + deviation)
  let to = deviation - market.intrusion * treatment.personal * (1 - level) - market.trustIrritation * irritation
  if (!agreed) to -= market.breach
  if (opened && treatment.disclosure > 0) {
    const alarmed = uniform(word) < market.alarm * (1 - level)
    to += alarmed ? -market.repels * treatment.disclosure : market.reassures * treatment.disclosure * (1 - level)
  }
  customer.trust = f32(within(cell.trustBase + to) - cell.trustBase)
}

/** Consent by family of sources: given for the value offered by those who trust, taken back by those who do not. */
export function moveConsent({ market, cell, customer, treatment, luck, index, count }: Turn, opened: boolean): void {
  const asks = opened ? treatment.consentValue : 0
  if (asks === 0 && market.withdraws === 0) return
  const words = ownWords(luck, cell.number, index, L.DRAW_CONSENT)
  const level = within(cell.trustBase + customer.trust)
  for (let family = 0; family < 5; family++) {
    const bits = (words[Math.floor(family / 2)]! >>> (16 * (family % 2))) & 0xffff
    const u = (bits + 0.5) / 65536
    const held = hasConsent(customer, family)
    if (held && u < market.withdraws * (1 - level)) {
      customer.consent &= ~(1 << family)
      count(L.CONSENTS, -1)
    } else if (!held && u < asks * level) {
      customer.consent |= 1 << family
      count(L.CONSENTS, 1)
    }
  }
}

function hasConsent({ consent }: Customer, family: number): boolean {
  return (consent & (1 << family)) !== 0
}
