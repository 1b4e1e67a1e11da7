import { expect, test } from "vitest"
import { playStrategy } from "../../../bench/index.ts"
import { playerOf, type Strategy, strategies } from "../../../policies/index.ts"
import { auc } from "../../../policies/prediction/quality.ts"
import { open } from "../../../sim/index.ts"
import { market } from "../../scenarios/everyday.ts"

/** Plays a year's part with an engage policy, and pairs each customer's recency at a decision with whether an order followed. */
function played(engage: NonNullable<Strategy["policies"]["engage"]>) {
  const world = market("customers=2500", "clock.days=150", "clock.burnIn=120", "clock.runOut=7")
  const player = playerOf({ ...strategies.digital, policies: { ...strategies.digital.policies, engage } })
  const mind = player.minds.engage as NonNullable<typeof player.minds.engage>
  const [act, learn] = [mind.act.bind(mind), mind.learn?.bind(mind)]
  const seen = new Map<number, Float32Array>()
  const [recency, came] = [[] as number[], [] as number[]]
  let reason = ""
  mind.act = (observation, random) => {
    seen.set(observation.tick, observation.customers.column("daysSincePurchase") as Float32Array)
    const decision = act(observation, random)
    reason = decision.reason ?? ""
    return decision
  }
  mind.learn = (feedback) => {
    feedback.outcome.forEach((margin, r) => {
      if (Number.isNaN(margin)) return
      const days = seen.get(feedback.decidedAt)?.[r] ?? Number.NaN
      recency.push(Number.isNaN(days) ? -1e6 : -days)
      came.push(Number(margin > 0))
    })
    learn?.(feedback)
  }
  const luck = { seed: 5, replication: 0 }
  playStrategy(open(world, player.firm, luck), player, luck)
  const { report } = mind.save() as { report: { predictions: { auc: number; count: number; calibrationError: number } } }
  // the model's AUC is of its latest predictions: recency's of the same number
  const count = Math.min(recency.length, report.predictions.count)
  return { ...report.predictions, reason, byRecency: auc(recency.slice(-count), came.slice(-count)) }
}

test("in a small market, intent tells who will order better than recency alone, and is calibrated", () => {
  const { auc, byRecency, count, calibrationError, reason } = played({ policy: "intent" })
  expect(count).toBe(4000)
  expect(reason).toMatch(/intent by logistic, \d+ labels; AUC .*, Brier .*, calibration error .* unseen; Qini /)
  // .811 against .765: the two are of the same customers, so that their difference varies less than either (.015 with some 260 orders)
  expect(auc).toBeGreaterThan(byRecency + 0.02)
  expect(calibrationError).toBeLessThan(0.03)
})
