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
