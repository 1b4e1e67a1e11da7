// Trust in our brand and consent to its use of data: both move when we get in touch. Trust is kept as its deviation from the
// segment's base at the last contact, and is read with what has recovered since.
import * as L from "./layout"
import { expWithin, uniform } from "./math"
import { word, words } from "./threefry"

@inline function d(p: usize, k: i32): f64 {
  return load<f64>(p + (<usize>k << 3))
}
@inline function within(x: f64): f64 {
  return x < 0 ? 0 : x > 1 ? 1 : x
}

/** Deviation of a customer's trust from the base, `ticks` after the last contact left it at `stored`. */
@inline export function recovered(stored: f64, recovery: f64, ticks: i32): f64 {
  const x = recovery * <f64>ticks
  return stored == 0 ? 0 : stored * expWithin(x < 600 ? -x : -600)
}

/**
 * The deviation that a contact leaves. Personal content intrudes the more the less trust there is; what irritates costs trust; so does a
 * contact that nobody agreed to. Disclosure, when read, alarms some, the distrustful most, and reassures the others.
 */
@inline export function moved(deviation: f64, base: f64, g: usize, t: usize, annoyed: f64, agreed: bool, opened: bool, disclosureWord: u32): f64 {
  const level = within(base + deviation)
  let to = deviation - d(g, L.INTRUSION) * d(t, L.PERSONAL) * (1 - level) - d(g, L.TRUST_IRRITATION) * annoyed
  if (!agreed) to -= d(g, L.BREACH)
  const openness = d(t, L.DISCLOSURE)
  if (opened && openness > 0) {
    if (uniform(disclosureWord) < d(g, L.ALARM) * (1 - level)) to -= d(g, L.REPELS) * openness
    else to += d(g, L.REASSURES) * openness * (1 - level)
  }
  return within(base + to) - base
}

/** Consent by family after a contact: given for the value offered by those who trust, taken back by those who do not. Draws sixteen bits a family. */
@inline export function asked(bits: u32, level: f64, asks: f64, withdraws: f64, own: i32, cell: i32, tick: i32): u32 {
  words(own, cell, tick, L.DRAW_CONSENT)
  for (let k = 0; k < 5; k++) {
    const u = (<f64>((word(k >> 1) >>> ((k & 1) << 4)) & 0xffff) + 0.5) / 65536
    const bit: u32 = 1 << k
    if ((bits & bit) != 0) {
      if (u < withdraws * (1 - level)) bits &= ~bit
    } else if (u < asks * level) bits |= bit
  }
  return bits
}
