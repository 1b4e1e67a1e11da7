import { MOST_CREATIVES } from "./creatives.ts"
import { type Actions, type Decisions, seats } from "./observation.ts"
import type { Firm } from "./organisation.ts"
import { DEEPEST_PROMOTION, HIGHEST_PRICE, LOWEST_PRICE } from "./price.ts"
import { columns } from "./sources.ts"
import type { Play } from "./state.ts"
import { paidChannels, type World } from "./world.ts"

function fail(where: string, expected: string, found: unknown): never {
  throw new RangeError(`${where}: expected ${expected}; found ${typeof found === "number" ? found : String(found)}`)
}

/** No firm plans or pays more money a day: beyond it, products of money would leave the range in which cents are exact. */
const MOST_MONEY = 1e13

/** A firm can work in a world: its sources are the world's, its columns are known, its hours and costs are amounts. */
export function checkFirm(world: World, firm: Firm): void {
  for (const name of firm.sources)
    if (!world.sources.some((s) => s.name === name)) fail("sources", `one of ${world.sources.map((s) => s.name).join(", ")}`, name)
  for (const name of firm.needs) if (!columns[name]) fail("needs", `one of ${Object.keys(columns).join(", ")}`, name)
  const { cadence, latency, costPerDay } = firm.organisation
  for (const seat of seats) {
    if (!(cadence[seat] > 0)) fail(`organisation.cadence.${seat}`, "hours above 0", cadence[seat])
    if (!(latency[seat] >= 0 && latency[seat] < Number.POSITIVE_INFINITY)) fail(`organisation.latency.${seat}`, "hours, ≥ 0", latency[seat])
  }
  if (!(costPerDay >= 0 && costPerDay <= MOST_MONEY)) fail("organisation.costPerDay", `money a day, 0 to ${MOST_MONEY}`, costPerDay)
  if (!(firm.outcomeDays > 0 && firm.outcomeDays < Number.POSITIVE_INFINITY)) fail("outcomeDays", "days above 0", firm.outcomeDays)
}

/** Decisions are well formed; whether the money is there is settled when they act. */
export function checkDecisions(play: Play, decisions: Partial<Decisions>, rows: Uint32Array): void {
  for (const seat of seats) if (decisions[seat] && typeof decisions[seat].action !== "object") fail(`${seat}.action`, "an action", decisions[seat].action)
  if (decisions.plan) checkPlan(play, decisions.plan.action)
  if (decisions.create) checkCreate(play, decisions.create.action)
  if (decisions.engage) checkEngage(play, decisions.engage.action, rows)
  if (decisions.respond) checkRespond(decisions.respond.action)
}

const isCount = (value: number, most: number) => Number.isInteger(value) && value >= 0 && value <= most

function checkPlan({ world }: Play, { shares, spend }: Actions["plan"]): void {
  const paid = paidChannels(world).length
  if (shares?.length !== paid) fail("plan.shares", `${paid} shares`, shares?.length)
  shares.forEach((share, k) => {
    if (!(share >= 0 && share <= 1)) fail(`plan.shares[${k}]`, "a share in [0, 1]", share)
  })
  const total = shares.reduce((a, b) => a + b, 0)
  if (Math.abs(total - 1) > 1e-9) fail("plan.shares", "shares that sum to 1", total)
  if (!(spend >= 0 && spend <= MOST_MONEY)) fail("plan.spend", `money a day, 0 to ${MOST_MONEY}`, spend)
}

function checkCreate({ world, state }: Play, { make, match }: Actions["create"]): void {
  const segments = world.segments.length
  if (make?.length !== segments) fail("create.make", `${segments} counts`, make?.length)
  make.forEach((count, g) => {
    if (!isCount(count, MOST_CREATIVES)) fail(`create.make[${g}]`, `a count from 0 to ${MOST_CREATIVES}`, count)
  })
  if (match?.length !== world.channels.length * segments) fail("create.match", `${world.channels.length * segments} creatives`, match?.length)
  match.forEach((number, slot) => {
    const creative = state.creatives[number]
    if (!creative) fail(`create.match[${slot}]`, `a creative below ${state.creatives.length}`, number)
    if (creative.ready > state.tick) fail(`create.match[${slot}]`, "a creative that is ready", `${number}, ready in ${creative.ready - state.tick} ticks`)
  })
}

function checkEngage({ world }: Play, { treatment }: Actions["engage"], rows: Uint32Array): void {
  if (treatment?.length !== rows.length) fail("engage.treatment", `${rows.length} treatments, one a row`, treatment?.length)
  treatment.forEach((number, r) => {
    if (!isCount(number, world.treatments.length)) fail(`engage.treatment[${r}]`, `0 to ${world.treatments.length}`, number)
  })
}

function checkRespond({ price, promotion }: Actions["respond"]): void {
  if (!(price >= LOWEST_PRICE && price <= HIGHEST_PRICE)) fail("respond.price", `a share of the list price, ${LOWEST_PRICE} to ${HIGHEST_PRICE}`, price)
  if (!(promotion >= 0 && promotion <= DEEPEST_PROMOTION)) fail("respond.promotion", `a share off the price, 0 to ${DEEPEST_PROMOTION}`, promotion)
}
