import { type Kinds, shipped } from "../policies/catalogue.ts"
import { firmOf, mindsOf, type Player, playerOf, twin } from "../policies/player.ts"
import type { Policy, PolicyKind, Strategy } from "../policies/policy.ts"
import { digital } from "../policies/strategies/digital.ts"
import { type Decisions, digest, type Luck, type Market, open, type Seat, type Step, showDigest, type World } from "../sim/index.ts"
import { withArms } from "./arms.ts"
import { foresightOf } from "./foresight.ts"
import { withHoles } from "./holes.ts"

/** One thing that every policy keeps to. */
export interface Finding {
  rule: string
  /** What is wrong; undefined: nothing. */
  problem?: string
}

/** More than any market has: treatments are told by a byte, and are 255 then. */
const MANY = 10_000

const luck: Luck = { seed: 20, replication: 0 }

/**
 * Plays a kind of policy in small markets and says which of the rules for policies it breaks: what Gymnasium's `check_env` is for environments.
 * @param world a market small enough to be played a dozen times; its sources are taken away and its budget cut in turn
 */
export function checkPolicy(kind: PolicyKind, world: World, kinds: Kinds = shipped): Finding[] {
  const { card } = kind
  const strategy: Strategy = { ...digital, name: card.name, policies: { ...digital.policies, [card.seat]: { policy: card.name } } }
  const blind: Strategy = { ...strategy, sources: [], organisation: { ...strategy.organisation, costPerDay: 0 } }
  const days = (n: number): World => ({
    ...world,
    clock: { ...world.clock, horizon: Math.min(world.clock.horizon, Math.round((n * 24) / world.clock.hoursPerTick)), runOut: 0 },
  })
  const first = playerOf(strategy, kinds)
  let once: string | undefined
  const rules: Readonly<Record<string, () => string | undefined>> = {
    "decides what the market accepts, over a whole run": () => {
      once = showDigest(digest(played(world, first)))
      return undefined
    },
    "saves plain data": () => {
      const state = first.minds[card.seat]?.save()
      return JSON.stringify(JSON.parse(JSON.stringify(state))) === JSON.stringify(structuredClone(state)) && !lossy(state)
        ? undefined
        : "save() holds what JSON cannot"
    },
    "does the same again on the same luck, and changes nothing that it was shown": () => {
      const player = playerOf(strategy, kinds)
      const market = open(world, player.firm, luck)
      const foresight = foresightOf(market, player, luck)
      let step = market.look()
      for (let t = 0; t < world.clock.horizon; t++) {
        const before = seen(step)
        const decisions = player.decide(step, luck, foresight)
        if (seen(step) !== before) return `tick ${t}: the observation is not what it was before \`act\``
        step = market.step(decisions)
      }
      const again = showDigest(digest(market))
      return once === undefined || again === once ? undefined : `digests ${once} and ${again}`
    },
    "goes on from what it has saved as if nothing had been": () => resumes(days(60), playerOf(strategy, kinds)),
    "copes with no source at all": () => {
      const firm = firmOf(blind, mindsOf(blind, kinds))
      played(days(40), { ...playerOf(blind, kinds), firm: { ...firm, needs: firm.needs.filter((name) => !name.includes("@")) } })
      return undefined
    },
    "copes with no money": () => {
      const free = { ...strategy, sources: strategy.sources, organisation: { ...strategy.organisation, costPerDay: 0 } }
      const costs = world.sources.filter(({ name }) => free.sources.includes(name)).reduce((sum, { costPerDay }) => sum + costPerDay, 0)
      const short = days(40)
      played({ ...short, budget: Math.ceil(costs * ((short.clock.horizon * world.clock.hoursPerTick) / 24)) }, playerOf(free, kinds))
      return undefined
    },
    "copes with values that nobody knows": () => {
      played(days(60), seatedBy(withHoles))
      return undefined
    },
    ...(card.privileged ? {} : { "copes with one arm": () => before(1), [`copes with ${MANY} arms, or says that they are too many`]: () => before(MANY) }),
  }
  function seatedBy(change: (mind: Policy, seat: Seat) => Policy): Player {
    const minds = mindsOf(strategy, kinds)
    return playerOf(strategy, kinds, { ...minds, [card.seat]: change(minds[card.seat] as Policy, card.seat) })
  }
  function before(arms: number): undefined {
    const short = days(arms === 1 ? 40 : 15)
    try {
      played(
        { ...short, customers: Math.min(short.customers, 100) },
        seatedBy((mind, seat) => withArms(mind, seat, arms)),
      )
    } catch (error) {
      if (!(error instanceof RangeError && /^expected at most /.test(error.message))) throw error
    }
    return undefined
  }
  return Object.entries(rules).map(([rule, tried]): Finding => {
    try {
      const problem = tried()
      return problem === undefined ? { rule } : { rule, problem }
    } catch (error) {
      return {
        rule,
        problem:
          error instanceof Error
            ? `${error.message}${error instanceof RangeError ? "" : ` (${(error.stack ?? "").split("\n")[1]?.trim() ?? ""})`}`
            : String(error),
      }
    }
  })
}

/** Plays a run to the horizon's end. */
function played(world: World, player: Player): Market {
  const market = open(world, player.firm, luck)
  let step = market.look()
  const foresight = foresightOf(market, player, luck)
  for (let t = 0; t < world.clock.horizon; t++) step = market.step(player.decide(step, luck, foresight))
  return market
}

/** Halfway, and once more later, the minds are replaced by copies that only know what was saved. */
function resumes(world: World, first: Player): string | undefined {
  const straight = open(world, first.firm, luck)
  const resumed = straight.fork("same")
  let player = twin(first)
  let [a, b] = [straight.look(), resumed.look()]
  const half = world.clock.horizon >> 1
  for (let t = 0; t < world.clock.horizon; t++) {
    if (t === half || t === half + (half >> 1)) player = twin(player)
    const mine = first.decide(a, luck, foresightOf(straight, first, luck))
    const its = player.decide(b, luck, foresightOf(resumed, player, luck))
    if (said(mine) !== said(its)) return `tick ${t}: decides otherwise than the one that was not saved and loaded`
    a = straight.step(mine)
    b = resumed.step(its)
  }
  return undefined
}

function said(decisions: Partial<Decisions>): string {
  return JSON.stringify(decisions, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float64Array, (x) => (Number.isNaN(x) ? "NaN" : x)) : value))
}

/** What an observation shows: its books, its rows and the columns that were made. */
function seen({ observation }: Step): string {
  const { books, customers } = observation
  const columns = Object.keys(customers).length
  return said({ books, rows: customers.rows, columns } as never)
}

/** Is there a number, a gap or an object that JSON would change? */
function lossy(state: unknown): boolean {
  if (typeof state === "number") return !Number.isFinite(state)
  if (state === undefined || typeof state === "function" || ArrayBuffer.isView(state) || state instanceof Map || state instanceof Set) return true
  return state !== null && typeof state === "object" && Object.values(state).some(lossy)
}
