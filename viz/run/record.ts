import { digestOf } from "../../bench/experiment.ts"
import { foresightOf } from "../../bench/foresight.ts"
import { type Metrics, measure } from "../../bench/metrics.ts"
import { type Player, playerOf } from "../../policies/player.ts"
import type { Foresight, Strategy } from "../../policies/policy.ts"
import { digest, inside, type Luck, type Market, type Seat, type Step, showDigest, type World } from "../../sim/index.ts"
import { NO_BRAND } from "../../sim/kernel/layout.ts"
import { newWitness, type Witness, witness } from "../../sim/witness.ts"
import { type Closing, type Frame, lifeOf, type SideFrame } from "./frame.ts"
import { news } from "./news.ts"
import { staging } from "./stages.ts"
import { totalsOf } from "./totals.ts"
import { warmed } from "./warmed.ts"

/** One strategy and its market in the course of a recording. */
interface Side {
  player: Player
  market: Market
  foresight: (seat: Seat) => Foresight
  step: Step
  witness: Witness
  news: ReturnType<typeof news>
}

/**
 * Plays one replication of two strategies in step and yields both markets after every tick of the horizon, the start first; what it returns has the
 * run-out in it. Profits and digests are those of bench/play.ts on the same luck: who looks on changes nothing.
 * @param every one customer in so many is shown: numbers 0, every, 2 every …
 */
export function* record(world: World, strategies: readonly [Strategy, Strategy], luck: Luck, every = 1): Generator<Frame, Closing> {
  const [first, second] = strategies.map((strategy) => playerOf(strategy)) as [Player, Player]
  const warm = warmed(world, first.firm, luck)
  const twin = warm.fork("same")
  const sides = [sideOf(warm, first, luck), sideOf(twin, second, luck)] as const
  yield { tick: 0, sides: [frameOf(sides[0], every, true), frameOf(sides[1], every, true)] }
  for (let tick = 1; tick <= world.clock.horizon; tick++) {
    for (const side of sides) side.step = side.market.step(side.player.decide(side.step, luck, side.foresight))
    yield { tick, sides: [frameOf(sides[0], every), frameOf(sides[1], every)] }
  }
  return closed(world, sides)
}

function sideOf(market: Market, player: Player, luck: Luck): Side {
  const step = market.takeOver(player.firm)
  return { player, market, foresight: foresightOf(market, player, luck), step, witness: newWitness(inside(market)), news: news(market) }
}

/** Plays the run-out. */
function closed(world: World, sides: readonly [Side, Side]): Closing {
  const atHorizon = sides.map(({ market }) => measure(market))
  for (let t = 0; t < world.clock.runOut; t++) for (const { market } of sides) market.step({})
  const [a, b] = sides.map(({ market }, k) => measure(market, atHorizon[k] as Metrics).profit as number) as [number, number]
  const digests = sides.map(({ market }) => showDigest(digest(market))) as [string, string]
  return { profit: [a, b], digests, digest: digestOf([digests.map((one) => ({ digest: one }))]) }
}

/** How many customers are shown. */
export function shownOf({ customers }: World, every: number): number {
  return Math.ceil(customers / every)
}

function frameOf(side: Side, every: number, atStart = false): SideFrame {
  const play = inside(side.market)
  const { world, memory, state } = play
  const { owner, goodwill } = memory.columns
  const { seen, bought } = side.witness
  if (!atStart) witness(play, side.witness)
  const stageOf = staging(play)
  const { reference } = world.customer.goodwill
  const shown = shownOf(world, every)
  const frame = { life: new Uint8Array(shown), seen: new Uint16Array(shown), felt: new Uint8Array(shown) }
  for (let k = 0, number = 0; k < shown; k++, number += every) {
    const place = state.places[number] as number
    const brand = owner[place] as number
    const brands = bought[place] as number
    const a = goodwill[place] as number
    frame.life[k] = lifeOf(stageOf(number, place), brand === NO_BRAND ? -1 : brand, brands !== 0, (brands & 1) !== 0)
    frame.seen[k] = seen[place] as number
    frame.felt[k] = Math.round((255 * a) / (a + reference))
  }
  return { ...frame, totals: totalsOf(side.market, atStart), journal: side.news() }
}
