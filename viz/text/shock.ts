import type { Shock } from "../run/shocks.ts"
import { percent } from "./format.ts"
import { called, say } from "./language.ts"

/** A shock in words, without its day: "north cuts its price by 20 % for 7 days". */
export function sayShock(shock: Shock): string {
  if (shock.kind === "consentLost") return say("shock.consentLost", { share: percent(shock.share) })
  const { days } = shock
  if (shock.kind === "rivalPromotion") return say("shock.rivalPromotion", { brand: called("brand", shock.brand), depth: percent(shock.depth), days })
  const factor = String(shock.factor)
  const change = percent(shock.factor - 1, 0, true)
  if (shock.kind === "rivalSpend") return say("shock.rivalSpend", { brand: called("brand", shock.brand), factor, days })
  if (shock.kind === "demand") return say(shock.factor < 1 ? "shock.slump" : "shock.rush", { change, days })
  return shock.channel === undefined
    ? say("shock.mediaPrices", { change, days })
    : say("shock.channelPrices", { channel: called("channel", shock.channel), change, days })
}

/** A shock in few words; its days and all else are left out. */
export function shortShock(shock: Shock): string {
  const brand = "brand" in shock ? called("brand", shock.brand) : ""
  if (shock.kind === "rivalPromotion") return say("whatIf.rivalPromotion", { brand, depth: percent(shock.depth) })
  if (shock.kind === "rivalSpend") return say("whatIf.rivalSpend", { brand, factor: String(shock.factor) })
  if (shock.kind === "consentLost") return say("whatIf.consentLost", { share: percent(shock.share) })
  return say(`whatIf.${shock.kind}`, { change: percent(shock.factor - 1, 0, true) })
}
