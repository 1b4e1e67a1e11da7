import { decay } from "./decay.ts"
import * as L from "./kernel/layout.ts"
import { log } from "./math.ts"
import type { Memory } from "./memory.ts"
import type { Cell } from "./population.ts"
import type { PriceOfTick } from "./price.ts"
import { days, type World } from "./world.ts"

/** A share of the tick that no time within it reaches: we do not run out. */
export const NEVER_EMPTY = 2

/** Writes the parameters that never change in a run to the blocks that the kernel reads. */
export function writeConstants(world: World, cells: readonly Cell[], memory: Memory): void {
  const dt = days(world)
  const { customer, choice } = world
  const g = memory.global
  g[L.GOODWILL_REF] = customer.goodwill.reference
  g[L.GAMMA] = customer.goodwill.elasticity
  g[L.INERTIA] = choice.inertia
  g[L.OMEGA] = customer.satisfaction.effect
  g[L.PSI] = customer.intent.effect
  g[L.CONSIDERATION] = choice.consideration
  g[L.RECONSIDER] = customer.defection.reconsider
  g[L.VISIT_INTENT] = customer.intent.perVisit
  g[L.INTENT_MAX] = customer.intent.max
  g[L.LEAD_THRESHOLD] = customer.intent.leadThreshold
  g[L.PAGES_PER_VISIT] = customer.pageViews.perVisit
  g[L.SATISFACTION_LEARNING] = customer.satisfaction.learning
  g[L.EXPECTATION_LEARNING] = customer.satisfaction.expectationLearning
  g[L.EXPERIENCE_NOISE] = customer.satisfaction.noise
  g[L.DEFECTION_SCALE] = customer.defection.scale
  g[L.DEFECTS_FROM_CATEGORY] = customer.defection.from === "category" ? 1 : 0
  g[L.UNIT_COST_CENTS] = choice.unitCost * 100
  g[L.NEW_AFTER] = customer.newAfter / dt
  g[L.LOG_PRICE_FLOOR] = log(choice.priceFloor / choice.priceReference)
  g[L.UNSUBSCRIBE_IRRITATION] = customer.irritation.unsubscribe
  g[L.SHELF_EMPTY] = NEVER_EMPTY
  g[L.WAIT] = world.supply?.wait ?? 0
  g[L.LATE] = world.supply?.late ?? 0
  g[L.ONCE] = customer.once ? 1 : 0
  g[L.ADVOCACY] = customer.advocacy
  const { trust } = customer
  g[L.TRUST_UTILITY] = trust.utility
  g[L.TRUST_RESPONSE] = trust.response
  g[L.TRUST_RECOVERY] = trust.halfLife > 0 ? (log(2) * dt) / trust.halfLife : 1000
  g[L.INTRUSION] = trust.intrusion
  g[L.TRUST_IRRITATION] = trust.irritation
  g[L.BREACH] = trust.breach
  g[L.ALARM] = trust.alarm
  g[L.REASSURES] = trust.reassures
  g[L.REPELS] = trust.repels
  g[L.WITHDRAWS] = trust.withdraws
  g[L.SUBSCRIBES] = customer.subscribing

  cells.forEach((cell, i) => {
    const segment = world.segments[cell.segment] as World["segments"][number]
    const w = i * L.CELL_WIDE_SLOTS
    const wide = memory.cellWide
    wide[w + L.PANTRY] = customer.pantry.effect
    wide[w + L.CONSUMPTION] = customer.pantry.consumption * dt
    wide[w + L.GOODWILL_DECAY] = decay(customer.goodwill.halfLife, dt)
    wide[w + L.GOODWILL_MAX] = customer.goodwill.max
    wide[w + L.IRRITATION_DECAY] = decay(customer.irritation.halfLife, dt)
    wide[w + L.IRRITATION_EFFECT] = customer.irritation.effect
    wide[w + L.INTENT_DECAY] = decay(customer.intent.halfLife, dt)
    wide[w + L.PAGE_DECAY] = decay(customer.pageViews.halfLife, dt)
    wide[w + L.DIRECT_VISITS] = segment.directVisits * dt
    const r = i * L.CELL_RARE_SLOTS
    const { mean, sigma } = segment.units
    memory.cellRare[r + L.NONE_UTILITY] = segment.none
    memory.cellRare[r + L.UNITS_MU] = log(mean) - (sigma * sigma) / 2
    memory.cellRare[r + L.UNITS_SIGMA] = sigma
    memory.cellRare[r + L.UNITS_MEAN] = mean
    memory.cellRare[r + L.STORE_SHARE] = segment.stores
    memory.cellRare[r + L.TRUST_BASE] = segment.trust
  })

  world.treatments.forEach((treatment, k) => {
    const t = (k + 1) * L.TREATMENT_SLOTS
    const block = memory.treatment
    block[t + L.OPEN] = treatment.open
    block[t + L.TREATMENT_VISITS] = treatment.visits
    block[t + L.TREATMENT_GAIN] = treatment.gain
    block[t + L.TREATMENT_IRRITATION] = treatment.irritation
    block[t + L.UNSUBSCRIBE] = treatment.unsubscribe
    block[t + L.DISCOUNT] = treatment.discount
    block[t + L.DISCOUNT_CAP] = Math.floor(treatment.discountCap * 100)
    block[t + L.ACCELERATION] = treatment.acceleration / dt // a day's further need, whatever the tick
    block[t + L.TREATMENT_INTENT] = treatment.intent
    block[t + L.TREATMENT_SOURCE] = treatment.channel + 1
    const channel = world.channels[treatment.channel]
    if (channel?.kind === "human" || channel?.kind === "agent") {
      block[t + L.TALKS] = 1
      block[t + L.SKILL_INTENT] = channel.skill.intent
      block[t + L.SKILL_MOOD] = channel.skill.mood
      block[t + L.SOOTHE] = channel.skill.soothe
      block[t + L.HARM] = channel.skill.harm
    }
    block[t + L.PERSONAL] = treatment.personal
    block[t + L.DISCLOSURE] = treatment.disclosure
    block[t + L.CONSENT_VALUE] = treatment.consentValue
  })
}

/**
 * Writes prices, as shares of the list price: ours before and after its change within the tick, rivals' for the whole of it.
 * @param rivals by rival
 */
export function writePrices(world: World, memory: Memory, ours: PriceOfTick, rivals: readonly number[]): void {
  const { priceReference, priceFloor } = world.choice
  memory.global[L.PRICE_SWITCH] = ours.change
  world.brands.forEach((brand, b) => {
    const at = b * L.BRAND_SLOTS
    const write = (factor: number, logPrice: number, cents: number) => {
      const price = brand.price * factor
      memory.brand[at + logPrice] = log(Math.max(price, priceFloor) / priceReference)
      memory.brand[at + cents] = price * 100
    }
    const factor = rivals[b - 1] as number
    write(b === 0 ? ours.before : factor, L.LOG_PRICE, L.PRICE_CENTS)
    write(b === 0 ? ours.after : factor, L.LOG_PRICE_AFTER, L.PRICE_CENTS_AFTER)
    memory.brand[at + L.QUALITY] = brand.quality
  })
}
