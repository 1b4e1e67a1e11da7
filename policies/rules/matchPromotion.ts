import type { Observation } from "../../sim/observation.ts"
import { names, number, whole } from "../options.ts"
import { policy } from "../policy.ts"

const card = {
  name: "match-promotion",
  seat: "respond",
  about: "Answers a rival's promotion with part of it, for as long as it is seen",
  source: "Practice: price monitoring with a matching rule",
  options: {
    rivals: names([], "brands that are watched; none named: all"),
    usualDays: number(56, "days whose highest price is taken for a rival's usual one", { above: 0 }),
    threshold: number(0.08, "least cut against the usual price that counts as a promotion", { above: 0, most: 1 }),
    confirm: whole(2, "readings (a tick's each) in a row that must show it: the guard against one false reading", { least: 1 }),
    share: number(0.5, "our cut as a share of theirs", { least: 0, most: 2 }),
    deepest: number(0.2, "deepest cut that we make", { least: 0, most: 0.9 }),
  },
} as const

/**
 * Answers a rival's promotion with one of ours, for as long as it is seen. Prices are what connected sources tell (`price.*`); without one it never moves. A promotion is over when the last reading is
 * under half the threshold, so that noise about the threshold does not switch ours on and off.
 */
export const matchPromotion = policy(card, (o) => {
  let answering = false
  return {
    needs: [],
    act(observation) {
      const watched = o.rivals.length > 0 ? o.rivals : observation.books.rivals
      const seen = watched.map((name) => ({ name, cuts: cuts(observation, name, o.usualDays).slice(-o.confirm) }))
      const least = answering ? o.threshold / 2 : o.threshold
      const promoted = seen.filter(
        ({ cuts }) => cuts.length === o.confirm && (answering ? (cuts.at(-1) as number) >= least : cuts.every((cut) => cut >= least)),
      )
      const cut = Math.max(0, ...promoted.map(({ cuts }) => cuts.at(-1) as number))
      answering = promoted.length > 0
      const promotion = Math.min(o.deepest, o.share * cut)
      return {
        action: { price: 1, promotion },
        reason: answering ? `${promoted.map(({ name }) => name).join(", ")} ${(100 * cut).toFixed(0)} % under the usual price` : "no promotion seen",
        because: { kind: "promotionSeen", figures: Object.fromEntries(promoted.map(({ name, cuts }) => [name, cuts.at(-1) as number])) },
      }
    },
    save: () => answering,
    load(state) {
      answering = state as boolean
    },
  }
})

/** Each reading of a rival's price as a share off the highest of the days before and with it; none without a source. */
function cuts({ series, hoursPerTick }: Observation, name: string, days: number): number[] {
  const prices = series(`price.${name}`)
  if (!prices) return []
  const recent = prices.slice(-Math.max(1, Math.round((days * 24) / hoursPerTick)))
  const usual = recent.reduce((a, b) => Math.max(a, b), 0)
  return Array.from(recent, (price) => (usual > 0 ? 1 - price / usual : 0))
}
