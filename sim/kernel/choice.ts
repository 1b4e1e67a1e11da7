// The choice pass: walks the list of customers to whom something happens. Messages, queries, visits, leads, and on each need
// occasion a choice among brands and none; then what a purchase leaves behind.
import { greater } from "./lanes"
import * as L from "./layout"
import { HALF_GRID, expWithin, gumbel4, log, logWithin, normalQuantile, odds, poissonCount, uniform } from "./math"
import { word, words, words4 } from "./threefry"
import { asked, moved, recovered } from "./trust"

/** Most that an order, or a customer's spend so far, can be: what 32 bits hold. */
const MOST_CENTS: f64 = 2147483647

@inline function slot(k: i32): i32 {
  return load<i32>(L.HEADER + (k << 2))
}
@inline function column(k: i32): usize {
  return <usize>slot(L.COLUMN + k)
}
@inline function d(p: usize, k: i32): f64 {
  return load<f64>(p + (<usize>k << 3))
}
@inline function bump(p: usize, k: i32, by: f64): void {
  const at = p + (<usize>k << 3)
  store<f64>(at, load<f64>(at) + by)
}
/** The smaller and the greater; unlike f64.min, one instruction. */
@inline function least(a: f64, b: f64): f64 {
  return a < b ? a : b
}
@inline function most(a: f64, b: f64): f64 {
  return a > b ? a : b
}

// The sixteen words of an occasion, in four rows: two of noise for the alternatives (none, then the brands), one for the purchase
// (time, units, experience, defection), one for what the first two brands are considered by.
@inline function purchaseWord(k: i32): u32 {
  return load<u32>(L.OCCASION + 128 + (<usize>k << 2))
}
@inline function considerWord(k: i32): u32 {
  return load<u32>(L.OCCASION + 192 + (<usize>k << 2))
}
@inline function noise(alternative: i32): f64 {
  return <f64>load<f32>(L.OCCASION_NOISE + (<usize>alternative << 2))
}

@inline function utilityAt(alternative: i32): usize {
  return L.OCCASION_UTILITY + (<usize>alternative << 2)
}
/** Does a customer with this satisfaction speak for the brand last bought? */
@inline function speaks(owner: i32, satisfaction: f64, g: usize): bool {
  return owner != L.NO_BRAND && satisfaction >= d(g, L.ADVOCACY)
}

/** Draws an occasion's words and the alternatives' noise. */
@inline function drawOccasion(own: i32, cell: i32, tick: i32, n: i32, brands: i32): void {
  const first = L.DRAW_OCCASION + (n << 10)
  store<i32>(L.OCCASION_PURPOSES, first)
  store<i32>(L.OCCASION_PURPOSES, first + 256, 4)
  store<i32>(L.OCCASION_PURPOSES, first + 512, 8)
  store<i32>(L.OCCASION_PURPOSES, first + 768, 12)
  words4(own, cell, tick, L.OCCASION_PURPOSES, L.OCCASION)
  gumbel4(L.OCCASION, L.OCCASION_NOISE)
  if (brands > 3) gumbel4(L.OCCASION + 64, L.OCCASION_NOISE + 16)
}

/** Puts a touch (source, day) into the customer's ring of eight. */
@inline function touch(i: usize, source: i32, day: i32): void {
  const head = column(L.TOUCH_HEAD) + i
  const k = load<u8>(head)
  store<u16>(column(L.TOUCHES) + (i << 4) + (<usize>k << 1), (source << 12) | (day & 4095))
  store<u8>(head, (k + 1) & 7)
}

/** Walks the list from `from`; stops early when the event buffer is full. @returns the entry to go on from, −1 when a NaN was met */
export function choice(from: i32): i32 {
  const length = slot(L.LIST_LENGTH), tick = slot(L.TICK), brands = slot(L.BRANDS)
  const pushes = slot(L.PUSH_CHANNELS), queries = slot(L.QUERY_CHANNELS)
  const g = <usize>slot(L.GLOBAL_PTR), brandPtr = <usize>slot(L.BRAND_PTR), treatments = <usize>slot(L.TREATMENT_PTR)
  const capacity = slot(L.EVENT_CAPACITY) - 64 // one customer has at most 63 occasions and one more from a message
  const events = <usize>slot(L.EVENT_PTR)
  let eventCount = 0
  let at = from

  for (; at < length && eventCount < capacity; at++) {
    const entry = <usize>slot(L.LIST_PTR) + <usize>at * L.ENTRY_BYTES
    const i = <usize>load<u32>(entry, L.ENTRY_ID)
    const cell = load<i32>(entry, L.ENTRY_CELL)
    let needs = load<i32>(entry, L.ENTRY_NEEDS)
    const attraction = column(L.ATTRACTION) + i * (<usize>(brands + 1) << 2)
    const none = <f64>load<f32>(attraction + (<usize>brands << 2)) // read early: it is rarely in the cache
    const response = <f64>load<f32>(entry, L.ENTRY_RESPONSE)
    const ints = <usize>slot(L.CELL_INT_PTR) + <usize>(cell * (L.CELL_INT_SLOTS << 2))
    const wide = <usize>slot(L.CELL_WIDE_PTR) + <usize>(cell * (L.CELL_WIDE_SLOTS << 2))
    const rare = <usize>slot(L.CELL_RARE_PTR) + <usize>(cell * (L.CELL_RARE_SLOTS << 3))
    const total = <usize>slot(L.TOTAL_PTR) + <usize>(cell * (L.TOTAL_SLOTS << 3))
    const own = <i32>i - load<i32>(ints + (L.CELL_START << 2)) // index within the cell: luck follows it
    const goodwillMax = <f64>load<f32>(wide + (L.GOODWILL_MAX << 2))
    let a = <f64>load<f32>(column(L.GOODWILL) + (i << 2))
    let v = <f64>load<f32>(column(L.INTENT) + (i << 2))
    const earlierA = a // before today's message, for occasions that come before it
    let earlierV = v
    let flags: u32 = load<u8>(column(L.FLAGS) + i)

    // A message
    const treatment = <i32>load<u8>(column(L.TREATMENT) + i)
    const t = treatments + <usize>(treatment * (L.TREATMENT_SLOTS << 3))
    let opened = false, extra = 0, messageVisits: f64 = 0, earlierTrust: f64 = 0
    store<u32>(entry, treatment << 16, L.ENTRY_SHOWN) // nothing shown or bought yet
    if (treatment != 0) {
      words(own, cell, tick, L.DRAW_MESSAGE)
      const effect = d(t, L.TALKS) != 0 ? 1 : d(rare, L.MESSAGE_EFFECT)
      const annoyed = <f64>load<f32>(column(L.IRRITATION) + (i << 2))
      const source = <i32>d(t, L.TREATMENT_SOURCE)
      const base = d(rare, L.TRUST_BASE)
      const trust = column(L.TRUST) + (i << 2), contact = column(L.LAST_CONTACT) + (i << 2)
      const deviation = recovered(<f64>load<f32>(trust), d(g, L.TRUST_RECOVERY), tick - load<i32>(contact))
      earlierTrust = deviation
      const agreed = (flags & L.SUBSCRIBED) != 0
      const hastens = uniform(word(2)), disclosureWord = word(3)
      bump(total, L.EXPOSURES + source, 1)
      opened = uniform(word(0)) < d(t, L.OPEN) * effect * response * (1 + d(g, L.TRUST_RESPONSE) * deviation)
      if (uniform(word(1)) < d(t, L.UNSUBSCRIBE) * (1 + d(g, L.UNSUBSCRIBE_IRRITATION) * annoyed)) {
        flags &= ~L.SUBSCRIBED
        bump(total, L.UNSUBSCRIBED, 1)
      }
      let gain = d(t, L.TREATMENT_GAIN), intent = d(t, L.TREATMENT_INTENT), mood = annoyed, irritates = d(t, L.TREATMENT_IRRITATION)
      if (opened && d(t, L.TALKS) != 0) {
        // A conversation: who is ready is sold to, others are told; a reader of minds who errs harms
        words(own, cell, tick, L.DRAW_CONVERSATION)
        const ready = v >= d(g, L.LEAD_THRESHOLD)
        const sells = uniform(word(0)) < d(t, L.SKILL_INTENT) ? ready : !ready
        if (sells) gain = 0
        else intent = 0
        if (sells && !ready) irritates += d(t, L.HARM)
        if (uniform(word(1)) < d(t, L.SKILL_MOOD)) mood *= 1 - d(t, L.SOOTHE)
        else irritates += d(t, L.HARM) * annoyed
      }
      if (opened) {
        bump(total, L.OPENS, 1)
        extra = poissonCount(<f64>load<f32>(entry, L.ENTRY_NEED_RATE) * d(t, L.ACCELERATION) * (1 - d(t, L.SEND_AT)), hastens)
        messageVisits = d(t, L.TREATMENT_VISITS)
        a = least(goodwillMax, a + gain * most(0, 1 - a / goodwillMax))
        v = least(d(g, L.INTENT_MAX), v + intent)
        flags |= L.EVENT
      }
      store<f32>(column(L.IRRITATION) + (i << 2), <f32>(mood + irritates))
      store<f32>(trust, <f32>moved(deviation, base, g, t, annoyed, agreed, opened, disclosureWord))
      const asks = opened ? d(t, L.CONSENT_VALUE) : 0
      if (asks > 0 || d(g, L.WITHDRAWS) > 0) {
        const held: u32 = load<u8>(column(L.CONSENT) + i)
        const now = asked(held, least(1, most(0, base + <f64>load<f32>(trust))), asks, d(g, L.WITHDRAWS), own, cell, tick)
        bump(total, L.CONSENTS, <f64>popcnt(now) - <f64>popcnt(held))
        store<u8>(column(L.CONSENT) + i, now)
      }
      store<i32>(contact, tick)
      store<u8>(column(L.TREATMENT) + i, 0)
    }

    // Queries: search captures need, and need of a known brand most
    let queryClicks: f64 = 0
    const query = <usize>slot(L.QUERY_PTR) + <usize>(cell * queries * (L.QUERY_SLOTS << 3))
    let clicked0: f64 = 0, clicked1: f64 = 0, clicked2: f64 = 0, clicked3: f64 = 0
    for (let q = 0; q < queries; q++) {
      const c = query + <usize>(q * (L.QUERY_SLOTS << 3))
      const rate = (d(c, L.QUERY_BASE) + <f64>needs * (d(c, L.QUERY_NEED) + (d(c, L.QUERY_BRAND) * a) / (a + d(g, L.GOODWILL_REF)))) * d(c, L.QUERY_WIN)
      const shown = poissonCount(rate, <f64>load<f32>(entry + <usize>(q << 2), L.ENTRY_QUERY) + HALF_GRID)
      if (shown == 0) continue
      bump(total, L.EXPOSURES + slot(L.QUERY_SOURCE + q), <f64>shown)
      store<u8>(entry, load<u8>(entry, L.ENTRY_SHOWN) | <u8>(<i32>1 << q), L.ENTRY_SHOWN)
      a = least(goodwillMax, a + <f64>shown * d(c, L.QUERY_GAIN) * response * most(0, 1 - a / goodwillMax))
      const annoyed = <f64>load<f32>(column(L.IRRITATION) + (i << 2))
      store<f32>(column(L.IRRITATION) + (i << 2), <f32>(annoyed + <f64>shown * d(c, L.QUERY_IRRITATION)))
      const clicks = response * <f64>shown * d(c, L.QUERY_CLICK)
      if (q == 0) clicked0 = clicks
      else if (q == 1) clicked1 = clicks
      else if (q == 2) clicked2 = clicks
      else clicked3 = clicks
      queryClicks += clicks
    }

    // Visits, each with the source that brought it
    const pushRate = <f64>load<f32>(entry, L.ENTRY_VISIT_RATE)
    const visitRate = pushRate + queryClicks + messageVisits
    const visits = poissonCount(visitRate, <f64>load<f32>(entry, L.ENTRY_VISIT) + HALF_GRID)
    if (visits > 0) {
      const push = <usize>slot(L.PUSH_PTR) + <usize>(cell * pushes * (L.PUSH_SLOTS << 2))
      for (let k = 0; k < visits; k++) {
        if ((k & 3) == 0) words(own, cell, tick, L.DRAW_SOURCE + ((k >> 2) << 8))
        let x = uniform(word(k & 3)) * visitRate - <f64>load<f32>(wide + (L.DIRECT_VISITS << 2))
        let source = 0
        if (x > 0 && messageVisits > 0) {
          source = <i32>d(t, L.TREATMENT_SOURCE)
          x -= messageVisits
        }
        for (let q = 0; x > 0 && q < queries; q++) {
          const clicks = q == 0 ? clicked0 : q == 1 ? clicked1 : q == 2 ? clicked2 : clicked3
          if (clicks > 0) {
            source = slot(L.QUERY_SOURCE + q)
            x -= clicks
          }
        }
        for (let p = 0; x > 0 && p < pushes; p++) {
          const e = load<u8>(entry + <usize>p, L.ENTRY_EXPOSURES)
          const click = load<f32>(push + <usize>(p << 4) + (L.PUSH_CLICK << 2))
          if (e > 0 && click > 0) {
            source = slot(L.PUSH_SOURCE + p)
            x -= response * <f64>e * <f64>click
          }
        }
        bump(total, L.VISITS + source, 1)
        if (source != 0) touch(i, source, <i32>d(g, L.DAY))
      }
      const pages = column(L.PAGE_VIEWS) + (i << 2)
      store<f32>(pages, <f32>(<f64>load<f32>(pages) + <f64>visits * d(g, L.PAGES_PER_VISIT)))
      v = least(d(g, L.INTENT_MAX), v + <f64>visits * d(g, L.VISIT_INTENT))
      store<i32>(column(L.LAST_VISIT) + (i << 2), tick)
      flags |= L.EVENT
      if ((flags & L.LEAD) == 0 && v >= d(g, L.LEAD_THRESHOLD)) {
        flags |= L.LEAD
        bump(total, L.LEADS, 1)
      }
    }

    // Choice, on each occasion
    const stay = needs
    needs = min(63, needs + extra)
    const cellBrand = <usize>slot(L.CELL_BRAND_PTR) + <usize>(cell * brands * (L.CELL_BRAND_SLOTS << 3))
    let discountLeft = opened && d(t, L.DISCOUNT) > 0
    let trust: f64 = 0
    if (needs > 0 && d(g, L.TRUST_UTILITY) != 0)
      trust = recovered(<f64>load<f32>(column(L.TRUST) + (i << 2)), d(g, L.TRUST_RECOVERY), tick - load<i32>(column(L.LAST_CONTACT) + (i << 2)))
    if (treatment == 0) earlierTrust = trust
    for (let n = 0; n < needs; n++) {
      const beta = <f64>load<f32>(column(L.PRICE_SENSITIVITY) + (i << 2))
      let owner = <i32>load<u8>(column(L.OWNER) + i)
      let lapsed = <i32>load<u8>(column(L.LAPSED) + i)
      drawOccasion(own, cell, tick, n, brands)
      const sendAt = d(t, L.SEND_AT)
      const time = n < stay ? uniform(purchaseWord(0)) : sendAt + (1 - sendAt) * uniform(purchaseWord(0))
      const after = time >= d(g, L.PRICE_SWITCH)
      const heard = time >= sendAt
      const couponed = discountLeft && heard
      const aNow = heard ? a : earlierA, vNow = heard ? v : earlierV, trustNow = heard ? trust : earlierTrust
      const inStore = uniform(considerWord(1)) < d(rare, L.STORE_SHARE) // the word that ours is not considered by
      const late = time >= d(g, L.SHELF_EMPTY)
      // Who is considered: a lapsed brand may be taken up again; a rival must be known; ours must be remembered
      let considered = 0, known = 0
      for (let b = 0; b < brands; b++) {
        const bit = 1 << b
        const chance = d(cellBrand + <usize>(b * (L.CELL_BRAND_SLOTS << 3)), L.CONSIDERED)
        const asked = (lapsed & bit) != 0 || (b != 0 && chance < 1 && owner != b)
        if (asked && known != b >> 1) {
          known = b >> 1
          words(own, cell, tick, L.DRAW_CONSIDER + (n << 10) + (known << 8))
          for (let k = 0; k < 4; k++) store<u32>(L.OCCASION + 192 + (<usize>k << 2), word(k))
        }
        if ((lapsed & bit) != 0) {
          if (uniform(considerWord((b & 1) << 1)) >= d(g, L.RECONSIDER)) continue
          lapsed &= ~bit
        }
        if (owner != b && (b == 0 ? aNow < d(g, L.CONSIDERATION) : chance < 1 && uniform(considerWord(((b & 1) << 1) + 1)) >= chance)) continue
        considered |= bit
      }

      // The best of U + Gumbel noise; each brand has a word of its own, so a change in one never moves a choice between two others
      let best = -1
      const stayAway = none + d(rare, L.NONE_UTILITY)
      let bestScore = stayAway + noise(0)
      let greatest = <f32>most(-1e30, stayAway)
      store<f32>(utilityAt(0), greatest)
      const alternatives = brands > 3 ? 8 : 4
      for (let b = 0; b < alternatives - 1; b++) {
        if ((considered & (1 << b)) == 0) {
          store<f32>(utilityAt(b + 1), -1e30)
          continue
        }
        const brand = brandPtr + <usize>(b * (L.BRAND_SLOTS << 3))
        const cellB = cellBrand + <usize>(b * (L.CELL_BRAND_SLOTS << 3))
        let logPrice = d(brand, after ? L.LOG_PRICE_AFTER : L.LOG_PRICE)
        if (b == 0 && couponed) logPrice = most(d(g, L.LOG_PRICE_FLOOR), logPrice + log(1 - d(t, L.DISCOUNT)))
        let utility = <f64>load<f32>(attraction + (<usize>b << 2)) - beta * logPrice
        if (b == 0) {
          utility += d(g, L.GAMMA) * logWithin(1 + aNow / d(g, L.GOODWILL_REF)) + d(g, L.PSI) * vNow + d(g, L.TRUST_UTILITY) * trustNow
          if (late) utility -= d(g, L.WAIT)
        } else utility += d(cellB, L.GOODWILL_UTILITY)
        if (inStore) utility += d(cellB, L.STORE_UTILITY)
        if (owner == b) utility += d(g, L.INERTIA) + d(g, L.OMEGA) * <f64>load<f32>(column(L.SATISFACTION) + (i << 2))
        const score = utility + noise(b + 1)
        if (score != score) return -1
        const u = <f32>most(-1e30, utility) // an attraction may be 0, its logarithm −∞
        store<f32>(utilityAt(b + 1), u)
        greatest = greatest < u ? u : greatest
        best ^= (best ^ b) & -<i32>(score > bestScore)
        bestScore = greater(bestScore, score)
      }
      if ((considered & 1) != 0) {
        // What is expected of the occasion before its noise is known: our chance, times the mean order
        odds(L.OCCASION_UTILITY, L.OCCASION_ODDS, alternatives, greatest)
        let sum: f64 = 0
        for (let k = 0; k < alternatives; k++) sum += <f64>load<f32>(L.OCCASION_ODDS + (<usize>k << 2))
        const chance = <f64>load<f32>(L.OCCASION_ODDS + 4) / sum
        const meanCents = d(rare, L.UNITS_MEAN) * d(brandPtr, after ? L.PRICE_CENTS_AFTER : L.PRICE_CENTS)
        bump(total, L.EXPECTED_ORDERS, chance)
        bump(total, L.EXPECTED_CENTS, chance * (meanCents - (couponed ? least(d(t, L.DISCOUNT_CAP), meanCents * d(t, L.DISCOUNT)) : 0)))
        bump(total, L.EXPECTED_GOODS, chance * d(rare, L.UNITS_MEAN) * d(g, L.UNIT_COST_CENTS))
      }
      if (best < 0) {
        store<u8>(column(L.LAPSED) + i, lapsed)
        continue
      }

      // A purchase of `best`
      store<u8>(entry, load<u8>(entry, L.ENTRY_BOUGHT) | <u8>(<i32>1 << best), L.ENTRY_BOUGHT)
      const brand = brandPtr + <usize>(best * (L.BRAND_SLOTS << 3))
      const units = expWithin(d(rare, L.UNITS_MU) + d(rare, L.UNITS_SIGMA) * normalQuantile(uniform(purchaseWord(1))))
      const listCents = least(MOST_CENTS, Math.floor(units * d(brand, after ? L.PRICE_CENTS_AFTER : L.PRICE_CENTS) + 0.5))
      let discountCents: f64 = 0
      const stockAt = column(L.STOCK) + (i << 2)
      store<f32>(stockAt, <f32>(<f64>load<f32>(stockAt) + units))
      if (best == 0) {
        if (couponed) {
          discountCents = least(d(t, L.DISCOUNT_CAP), Math.floor(listCents * d(t, L.DISCOUNT)))
          discountLeft = false
        }
        const event = events + <usize>eventCount * (L.EVENT_SLOTS << 2)
        eventCount++
        const last = load<i32>(column(L.LAST_PURCHASE) + (i << 2))
        store<i32>(event, <i32>i, L.EVENT_ID << 2)
        store<i32>(event, <i32>listCents, L.EVENT_LIST_CENTS << 2)
        store<i32>(event, <i32>discountCents, L.EVENT_DISCOUNT_CENTS << 2)
        store<i32>(event, <i32>least(MOST_CENTS, Math.floor(units * d(g, L.UNIT_COST_CENTS) + 0.5)), L.EVENT_COST_CENTS << 2)
        store<i32>(event, last == L.NEVER || tick - last >= <i32>d(g, L.NEW_AFTER) ? 1 : 0, L.EVENT_NEW << 2)
        store<i32>(event, couponed ? treatment : 0, L.EVENT_TREATMENT << 2)
        store<i32>(event, <i32>inStore, L.EVENT_STORE << 2)
        store<i32>(event, <i32>late, L.EVENT_LATE << 2)
        bump(total, L.UNITS, units)
        if (late) bump(total, L.LATE_ORDERS, 1)
        if (inStore) {
          bump(total, L.STORE_ORDERS, 1)
          const orders = column(L.STORE_PURCHASES) + (i << 2), paid = column(L.STORE_SPEND) + (i << 2)
          store<i32>(orders, load<i32>(orders) + 1)
          store<i32>(paid, <i32>least(MOST_CENTS, <f64>load<i32>(paid) + listCents - discountCents))
          store<i32>(column(L.LAST_STORE_PURCHASE) + (i << 2), tick)
        } else {
          store<i32>(column(L.LAST_ONLINE_PURCHASE) + (i << 2), tick)
          if (d(g, L.SUBSCRIBES) > 0 && (flags & L.SUBSCRIBED) == 0) {
            words(own, cell, tick, L.DRAW_SUBSCRIBE + (n << 8))
            if (uniform(word(0)) < d(g, L.SUBSCRIBES)) {
              flags |= L.SUBSCRIBED
              bump(total, L.RESUBSCRIBED, 1)
            }
          }
        }
        const purchases = column(L.PURCHASES) + (i << 2), spend = column(L.SPEND) + (i << 2)
        store<i32>(purchases, load<i32>(purchases) + 1)
        store<i32>(spend, <i32>least(MOST_CENTS, <f64>load<i32>(spend) + listCents - discountCents))
        store<i32>(column(L.LAST_PURCHASE) + (i << 2), tick)
        v = 0
        earlierV = 0
        flags |= L.EVENT
      }
      bump(total, L.ORDERS + best, 1)
      bump(total, L.CENTS + best, listCents - discountCents)

      // Satisfaction follows experience against expectation; a new brand starts neutral
      const satisfaction = column(L.SATISFACTION) + (i << 2), expectation = column(L.EXPECTATION) + (i << 2)
      const before = <f64>load<f32>(satisfaction)
      if (speaks(owner, before, g)) bump(total, L.ADVOCATES + owner, -1)
      let q = owner == best ? before : 0
      let x = owner == best ? <f64>load<f32>(expectation) : 0
      const delivered = best == 0 && late ? d(brand, L.QUALITY) - d(g, L.LATE) : d(brand, L.QUALITY)
      const surprise = delivered + d(g, L.EXPERIENCE_NOISE) * normalQuantile(uniform(purchaseWord(2))) - x
      q += d(g, L.SATISFACTION_LEARNING) * surprise
      x += d(g, L.EXPECTATION_LEARNING) * surprise
      owner = best
      if (d(g, L.ONCE) != 0) {
        store<f32>(column(L.NEED_RATE) + (i << 2), 0)
        n = needs
      } else if (uniform(purchaseWord(3)) < <f64>load<f32>(column(L.DEFECTION) + (i << 2)) * expWithin(least(700, most(-700, -d(g, L.DEFECTION_SCALE) * q)))) {
        if (d(g, L.DEFECTS_FROM_CATEGORY) != 0) {
          store<f32>(column(L.NEED_RATE) + (i << 2), 0)
          n = needs
        } else lapsed |= 1 << best
        owner = L.NO_BRAND
        q = 0
        x = 0
      }
      if (speaks(owner, <f64><f32>q, g)) bump(total, L.ADVOCATES + owner, 1)
      store<f32>(satisfaction, <f32>q)
      store<f32>(expectation, <f32>x)
      store<u8>(column(L.OWNER) + i, owner)
      store<u8>(column(L.LAPSED) + i, lapsed)
    }
    store<f32>(column(L.GOODWILL) + (i << 2), <f32>a)
    store<f32>(column(L.INTENT) + (i << 2), <f32>v)
    store<u8>(column(L.FLAGS) + i, flags)
  }
  store<i32>(L.HEADER + (L.EVENT_LENGTH << 2), eventCount)
  return at
}
