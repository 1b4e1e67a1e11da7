import { expect, test } from "vitest"
import { readScenario } from "../../../bench/node/files.ts"
import { policyTime } from "../../../bench/node/policyTime.ts"
import { measureRules } from "../../../bench/node/ruleSpeed.ts"
import { playStrategy } from "../../../bench/play.ts"
import { playerOf, shipped, strategies } from "../../../policies/index.ts"
import { open } from "../../../sim/index.ts"
import { small } from "../small.ts"

test("a clock beside each policy counts what it decides and for whom, and no more time than there was", () => {
  const world = readScenario("everyday", small)
  const found = policyTime(world, strategies.intelligent, shipped)
  let decisions = 0
  let rows = 0
  const player = playerOf(strategies.intelligent)
  const market = open(world, player.firm, { seed: 1, replication: 0 })
  rows += market.look().observation.customers.rows.length
  playStrategy(market, player, { seed: 1, replication: 0 }, (step, { engage }) => {
    if (engage) decisions++
    if (step.info.due.includes("engage")) rows += step.observation.customers.rows.length
  })
  const engage = found.seats.find(({ seat }) => seat === "engage")
  expect(engage).toMatchObject({ policy: "uplift", decisions, rows })
  expect(found.seats.map(({ seat }) => seat)).toEqual(["plan", "create", "engage"])
  expect(engage?.columns).toBeGreaterThan(0)
  expect(engage?.columns).toBeLessThanOrEqual(engage?.act as number)
  expect(found.share).toBeGreaterThan(0)
  expect(found.share).toBeLessThan(1)
})

test("rules and the loop written by hand, against which they are timed, send the same", () => {
  expect(measureRules()).toMatchObject({ rules: 10, rows: 100_000, equal: true })
})
