import { type Player, twin } from "../policies/player.ts"
import type { Foresight, Policy } from "../policies/policy.ts"
import { type Decisions, inside, type Luck, type Market, type Seat } from "../sim/index.ts"
import { expectedProfit } from "../sim/ledger.ts"

/** Futures of privileged policies lie beyond every replication that is played. */
const OTHER_LUCK = 2 ** 31

/** What a privileged policy of a seat sees: forks of the market in which the other seats go on as they would. */
export function foresightOf(market: Market, player: Player, luck: Luck): (seat: Seat) => Foresight {
  return (seat) => ({
    rollout(action, ticks, number) {
      const privileged = (player.minds[seat] as Policy | undefined)?.privileged
      const other = privileged === "future" ? ("same" as const) : { seed: luck.seed, replication: OTHER_LUCK + luck.replication * 64 + number }
      const fork = market.fork(other)
      const others = twin(player)
      const { horizon, runOut, burnIn } = fork.world.clock
      const { ledger, tick } = inside(fork).state
      const before = expectedProfit(ledger)
      const end = Math.min(ticks, burnIn + horizon + runOut - tick)
      let step = fork.look()
      for (let t = 0; t < end; t++) {
        const due = step.info.due.filter((s) => s !== seat)
        const decisions: Partial<Decisions> = step.truncated
          ? {}
          : others.decide({ ...step, feedback: step.feedback.filter((f) => f.seat !== seat), info: { due } }, other === "same" ? luck : other)
        if (t === 0) (decisions as Record<Seat, unknown>)[seat] = action
        step = fork.step(decisions)
      }
      return expectedProfit(inside(fork).state.ledger) - before
    },
  })
}
