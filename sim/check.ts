import { MOST_CREATIVES } from "./creatives.ts"
import { type Actions, type Decisions, seats } from "./observation.ts"
import { type Firm, type Organisation, stages } from "./organisation.ts"
import { DEEPEST_PROMOTION, HIGHEST_PRICE, LOWEST_PRICE } from "./price.ts"
import { columns } from "./sources/columns.ts"
import { asked } from "./sources/feeds.ts"
import type { Play } from "./state.ts"
import { auctionChannels, paidChannels, type World } from "./world.ts"

function fail(where: string, expected: string, found: unknown): never {
  throw new RangeError(`${where}: expected ${expected}; found ${typeof found === "number" ? found : String(found)}`)
}

/** No firm plans or pays more money a day: beyond it, products of money would leave the range in which cents are exact. */
const MOST_MONEY = 1e13

/** A firm can work in a world: its sources are the world's, its columns are known, its hours and costs are amounts. */
export function checkFirm(world: World, firm: Firm): void {
  for (const name of firm.sources)
    if (!world.sources.some((s) => s.name === name)) fail("sources", `one of ${world.sources.map((s) => s.name).join(", ")}`, name)
  for (const name of firm.needs) {
    const { column, of } = asked(name)
    if (!Object.hasOwn(columns, column)) fail("needs", `one of ${Object.keys(columns).join(", ")}`, name)
    if (of !== undefined && !firm.sources.includes(of)) fail("needs", `a connected source after @, one of ${firm.sources.join(", ")}`, name)
  }
  checkOrganisation(firm.organisation)
  if (!(firm.outcomeDays > 0 && firm.outcomeDays < Number.POSITIVE_INFINITY)) fail("outcomeDays", "days above 0", firm.outcomeDays)
}

/** Nobody thinks longer than this about one thing; a day of more instructions than this is no day. */
const MOST_HOURS = 1e6
const MOST_A_DAY = 1e6

function checkOrganisation(organisation: Organisation): void {
  const within = (where: string, value: number | undefined, least: number, most: number, expected = `a number from ${least} to ${most}`) => {
    if (value !== undefined && !(value >= least && value <= most)) fail(`organisation.${where}`, expected, value)
  }
  const known = (where: string, names: readonly string[], among: readonly string[]) => {
    for (const name of names) if (!among.includes(name)) fail(`organisation.${where}`, `one of ${among.join(", ")}`, name)
  }
  const { cadence, latency, costPerDay, teams, handOver, spread, automated, rework, faults, guardrails } = organisation
  for (const [field, record] of Object.entries({ cadence, latency, automated: automated ?? {} })) known(field, Object.keys(record), seats)
  for (const seat of seats) {
    if (cadence[seat] !== undefined && !(cadence[seat] > 0)) fail(`organisation.cadence.${seat}`, "hours above 0", cadence[seat])
    const hours = latency[seat]
    if (typeof hours === "object") {
      known(`latency.${seat}`, Object.keys(hours), stages)
      for (const stage of stages) within(`latency.${seat}.${stage}`, hours[stage], 0, MOST_HOURS, "hours, ≥ 0")
    } else within(`latency.${seat}`, hours, 0, MOST_HOURS, "hours, ≥ 0")
    within(`automated.${seat}`, automated?.[seat], 0, 1, "a share in [0, 1]")
  }
  if (!(costPerDay >= 0 && costPerDay <= MOST_MONEY)) fail("organisation.costPerDay", `money a day, 0 to ${MOST_MONEY}`, costPerDay)
  teams?.forEach((team, k) => {
    known(`teams[${k}].seats`, team.seats, seats)
    known(`teams[${k}].stages`, team.stages ?? [], stages)
    const { people = 1, capacityPerDay: capacity } = team
    if (!(isCount(people, 1000) && people > 0)) fail(`organisation.teams[${k}].people`, "a count from 1 to 1000", people)
    if (capacity !== undefined && !(capacity > 0 && capacity <= MOST_A_DAY))
      fail(`organisation.teams[${k}].capacityPerDay`, "instructions a day, above 0", capacity)
  })
  within("handOver", handOver, 0, MOST_HOURS, "hours, ≥ 0")
  within("spread", spread, 0, 3)
  within("rework", rework, 0, 0.95, "a chance in [0, .95]")
  for (const who of ["people", "automated"] as const) {
    const { fails = 0, twice = 0 } = faults?.[who] ?? {}
    within(`faults.${who}.fails`, fails, 0, 1, "a chance in [0, 1]")
    within(`faults.${who}.twice`, twice, 0, 1 - fails, "a chance, with `fails` at most 1")
  }
  const { contactsPerWeek, shareStep, bidStep, priceFloor } = guardrails ?? {}
  if (contactsPerWeek !== undefined && !(isCount(contactsPerWeek, 100) && contactsPerWeek > 0))
    fail("organisation.guardrails.contactsPerWeek", "a count from 1 to 100", contactsPerWeek)
  if (shareStep !== undefined && !(shareStep > 0 && shareStep <= 1)) fail("organisation.guardrails.shareStep", "a share in (0, 1]", shareStep)
  if (bidStep !== undefined && !(bidStep > 0)) fail("organisation.guardrails.bidStep", "a share above 0", bidStep)
  within("guardrails.priceFloor", priceFloor, 0, 1, "a share in [0, 1]")
}

/** Decisions are well formed; whether the money is there is settled when they act. */
export function checkDecisions(play: Play, decisions: Partial<Decisions>, rows: Uint32Array): void {
  for (const seat of seats) if (decisions[seat] && typeof decisions[seat].action !== "object") fail(`${seat}.action`, "an action", decisions[seat].action)
  for (const seat of seats) {
    const reason: unknown = decisions[seat]?.reason
    if (reason !== undefined && typeof reason !== "string") fail(`${seat}.reason`, "words", reason)
  }
  if (decisions.plan) checkPlan(play, decisions.plan.action)
  if (decisions.create) checkCreate(play, decisions.create.action)
  if (decisions.engage) checkEngage(play, decisions.engage.action, rows)
  if (decisions.respond) checkRespond(decisions.respond.action)
  if (decisions.bid) checkBid(play, decisions.bid.action)
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

function checkCreate({ world, state }: Play, { make, topical, match }: Actions["create"]): void {
  const segments = world.segments.length
  if (make?.length !== segments) fail("create.make", `${segments} counts`, make?.length)
  make.forEach((count, g) => {
    if (!isCount(count, MOST_CREATIVES)) fail(`create.make[${g}]`, `a count from 0 to ${MOST_CREATIVES}`, count)
  })
  if (topical && topical.length !== segments) fail("create.topical", `${segments} of 0 or 1`, topical.length)
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

function checkBid({ world }: Play, { bids }: Actions["bid"]): void {
  const slots = auctionChannels(world).length * world.segments.length
  if (bids?.length !== slots) fail("bid.bids", `${slots} bids`, bids?.length)
  bids.forEach((bid, k) => {
    if (!(Number.isNaN(bid) || (bid >= 0 && bid <= MOST_MONEY))) fail(`bid.bids[${k}]`, `money for an exposure, 0 to ${MOST_MONEY}, or NaN`, bid)
  })
}
