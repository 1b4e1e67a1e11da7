import { describe, expect, test } from "vitest"
import { play } from "../../../bench/play.ts"
import { env, makePolicy, policy, policyRandom, type Strategy, shipped, strategies } from "../../../policies/index.ts"
import { firmOf } from "../../../policies/player.ts"
import type { Policy } from "../../../policies/policy.ts"
import type { Random } from "../../../policies/random.ts"
import { type Actions, digest, type Market, open, type Seat, seats, showDigest } from "../../../sim/index.ts"
import { market } from "../../scenarios/everyday.ts"

const { checkEnv, seatEnv } = env
const world = market("customers=200", "clock.days=14", "clock.burnIn=28", "clock.runOut=3")
/** Smaller still, for what begins anew again and again. */
const tiny = market("customers=100", "clock.days=7", "clock.burnIn=7", "clock.runOut=2")
const seed = 3

/** Bids that move at random, some of them left to the autobidder. */
const wander = policy({ name: "wander", seat: "bid", about: "", source: "", options: {} } as const, () => ({
  needs: [],
  act({ books }, random) {
    const bids = books.bids.map((_, k) => {
      const u = random.next()
      return u < 0.3 ? Number.NaN : 1.5 * u * (books.bidCaps[Math.floor(k / books.segments.length)] as number)
    })
    return { action: { bids } }
  },
  save: () => null,
  load() {},
}))
const kinds = new Map([...shipped, ["wander", wander as unknown as typeof shipped extends ReadonlyMap<string, infer K> ? K : never]])

/** A strategy with a policy at every seat. */
const full: Strategy = {
  ...strategies.intelligent,
  name: "full",
  policies: { ...strategies.intelligent.policies, respond: { policy: "match-promotion" }, bid: { policy: "wander" } },
}

/** The same, each seat every day, so that episodes are long beside their burn-in. */
const daily: Strategy = { ...full, organisation: { ...full.organisation, cadence: { plan: 24, create: 24, engage: 24, respond: 24, bid: 24 } } }

const opened = (strategy: Strategy, of = strategy === daily ? tiny : world): Market =>
  open(of, { ...firmOf({ ...strategy, policies: {} }) }, { seed: 99, replication: 5 })
const made = <S extends Seat>(strategy: Strategy, seat: S, options: env.SeatOptions = {}) => seatEnv(opened(strategy), strategy, seat, { kinds, ...options })

/** Plays an episode with a policy's own decisions. @returns rewards */
function playThrough<S extends Seat>(of: env.SeatEnv<S>, mind: Policy<S>, replication: number): number[] {
  let { info } = of.reset({ seed, options: { replication } })
  const rewards: number[] = []
  for (;;) {
    const { observation, feedback, luck, tick } = info as env.SeatInfo
    for (const f of feedback) mind.learn?.(f as never)
    const { action } = mind.act(observation, policyRandom(luck, of.seat, tick))
    const transition = of.step(of.encode(action as Actions[S]))
    rewards.push(transition.reward)
    if (transition.terminated || transition.truncated) return rewards
    info = transition.info
  }
}

describe("a seat as an environment", () => {
  const cases = [...(["plan", "create", "engage"] as const).map((seat) => [strategies.digital, seat] as const), ...seats.map((seat) => [full, seat] as const)]
  test.each(cases.map(([strategy, seat]) => [`${seat} of ${strategy.name}`, strategy, seat] as const))(
    "with the decisions of the strategy's own policy, %s, it is the experiment bit for bit, and its return is the profit",
    (_, strategy, seat) => {
      const luck = { seed, replication: 2 }
      const [outcome] = play(world, [strategy], luck, kinds)
      const at = opened(strategy)
      const of = seatEnv(at, strategy, seat as Seat, { kinds, end: "runOut" })
      const rewards = playThrough(of, makePolicy(seat as Seat, strategy.policies[seat] as never, kinds), luck.replication)
      expect(showDigest(digest(at))).toBe(outcome?.digest)
      expect(rewards.reduce((a, b) => a + b, 0)).toBeCloseTo(outcome?.metrics.profit as number, 2)
    },
  )

  test.each(seats)("%s passes the check, ended at the horizon or after the run-out", (seat) => {
    checkEnv(() => made(daily, seat), { steps: 5 })
    checkEnv(made(daily, seat, { end: "runOut" }) as env.Env, { steps: 2 })
  })

  test("its steps are the seat's decisions: two weekly plans and 14 daily responses fill a fortnight, and the last is truncated", () => {
    for (const [seat, steps] of [
      ["plan", 2],
      ["respond", 14],
    ] as const) {
      const of = made(full, seat)
      let { info } = of.reset({ seed })
      const elapsed: unknown[] = []
      for (let k = 1; k <= steps; k++) {
        const transition = of.step(of.actionSpace.sample() as never)
        info = transition.info
        elapsed.push(info.elapsed)
        expect([transition.terminated, transition.truncated]).toEqual([false, k === steps])
      }
      expect(elapsed).toEqual(new Array(steps).fill(world.clock.horizon / steps))
      expect(info.tick).toBe(world.clock.horizon)
      expect(() => of.step(of.actionSpace.sample() as never)).toThrow("step: expected a reset before the first step and after an episode's end")
    }
  })

  test("reset plays the next replication; a seed begins at the first, and one can be chosen", () => {
    const of = made(full, "respond")
    const lucks = [{ seed: 7 }, {}, {}, { seed: 8 }, { options: { replication: 4 } }, {}].map((options) => of.reset(options).info.luck)
    expect(lucks).toEqual([
      { seed: 7, replication: 0 },
      { seed: 7, replication: 1 },
      { seed: 7, replication: 2 },
      { seed: 8, replication: 0 },
      { seed: 8, replication: 4 },
      { seed: 8, replication: 5 },
    ])
    expect(made(full, "respond").reset().info.luck).toEqual({ seed: 0, replication: 0 })
    expect(() => of.reset({ options: { replicatoin: 1 } })).toThrow('reset: options: expected replication; found "replicatoin". Did you mean replication?')
    expect(() => of.reset({ options: { replication: -1 } })).toThrow("reset: options.replication: expected an integer from 0 to 2^32 - 1; found -1")
  })

  test("what no source tells is 0 and masked, what is told is not", () => {
    const blind: Strategy = { ...full, sources: [] }
    const features = (strategy: Strategy) => {
      const of = made(strategy, "plan")
      of.reset({ seed })
      const { observation } = of.step(of.actionSpace.sample())
      return Object.fromEntries(of.features.map(({ name }, k) => [name, { value: observation.firm[k] as number, known: observation.known[k] }]))
    }
    const [seen, unseen] = [features(full), features(blind)]
    for (const name of ["return.social", "revenue.week", "newCustomers.month"]) {
      expect(unseen[name]).toEqual({ value: 0, known: 0 })
      if (name !== "newCustomers.month") expect(seen[name]?.known).toBe(1)
    }
    for (const name of ["time.left", "money.pace", "share.social", "spent.social"]) expect(unseen[name]?.known).toBe(1)
    expect(unseen["time.left"]?.value).toBeCloseTo(0.5, 12)
    const shares = Object.entries(unseen).filter(([name]) => name.startsWith("share."))
    expect(shares.reduce((sum, [, { value }]) => sum + value, 0)).toBeCloseTo(1, 12)
  })

  test("engage is shown a row for each due customer, and rows beyond the action get nothing", () => {
    const of = made(full, "engage", { columns: ["purchases", "daysSincePurchase"] })
    const { observation, info } = of.reset({ seed })
    const { customers } = (info as env.SeatInfo).observation
    expect(customers.rows.length).toBeGreaterThan(3)
    expect(observation.customers).toHaveLength(2 * customers.rows.length)
    const purchases = customers.column("purchases") as Float32Array
    purchases.forEach((x, r) => {
      expect(observation.customersKnown[2 * r]).toBe(Number.isNaN(x) ? 0 : 1)
      expect(observation.customers[2 * r]).toBeCloseTo(Number.isNaN(x) ? 0 : Math.log(1 + x), 6)
    })
    const none = new Uint8Array(customers.rows.length)
    expect(of.encode({ treatment: none })).toEqual(new Int32Array(none.length))
    of.step(Int32Array.of(1))
    expect(() => of.step(Int32Array.of(99))).toThrow("engage: action: expected")
  })

  test("encode and the action space mean the same: what was encoded is what the market is asked for", () => {
    const of = made(full, "bid")
    of.reset({ seed })
    const space = of.actionSpace as env.Box<"float32">
    const cap = space.high[0] as number
    const bids = Float32Array.from(space.high, (_, k) => (k === 0 ? Number.NaN : k === 1 ? 99 : 0))
    expect([...of.encode({ bids })].slice(0, 3)).toEqual([-cap, space.high[1], 0])
    const plan = made(full, "plan", { mostSpend: 1 })
    plan.reset({ seed })
    const shares = Float64Array.from({ length: 8 }, () => 1 / 8)
    expect(() => plan.encode({ shares, spend: 1e12 })).toThrow("plan: encode: expected an action that the action space has")
    expect(() => made(full, "plan").encode({ shares, spend: 0 })).toThrow("encode: expected an episode under way; found none")
  })

  test("says what is wrong with a strategy", () => {
    const { plan: _, ...cadence } = full.organisation.cadence
    expect(() => made({ ...full, organisation: { ...full.organisation, cadence } }, "plan")).toThrow(
      "seatEnv: full: cadence.plan: expected hours between decisions; found nothing",
    )
    const { engage: __, ...policies } = full.policies
    expect(() => made({ ...full, policies }, "engage")).toThrow("engage: columns: expected at least one customer column; found none")
    const clairvoyant: Strategy = { ...full, policies: { ...full.policies, plan: { policy: "state-oracle" } } }
    expect(() => made(clairvoyant, "bid")).toThrow("seatEnv: plan: expected a policy that sees what a firm sees; found one privileged to see the state")
    expect(() => made(clairvoyant, "plan")).not.toThrow()
    expect(() => made(full, "create", { candidates: 0 })).toThrow("candidates: expected a whole number of at least 1; found 0")
  })
})

describe("a policy made of what chooses on the environment", () => {
  /** Any action, but one that depends on all that was seen and on luck. */
  const chooser = (space: env.Space, seen: unknown[]) => (observation: env.SeatObservation, random: Random) => {
    seen.push(structuredClone(observation))
    return space.sample(env.seeded(0, `${observation.firm.join()} ${random.next()}`))
  }

  test.each(seats)("%s: in the experiment it is shown what the environment shows, and does the same, saved and loaded before each decision", (seat) => {
    const columns = seat === "engage" ? ["purchases", "daysSinceContact"] : []
    const space = made(full, seat as Seat, { columns }).actionSpace as env.Space
    const told: [unknown[], unknown[]] = [[], []]
    const fresh = () => env.seatPolicy(seat as Seat, chooser(space, told[0]) as never, { columns }) as Policy
    const chosen = policy({ name: "chosen", seat: seat as Seat, about: "", source: "", options: {} }, () => {
      let mind = fresh()
      return {
        ...mind,
        learn: (f) => mind.learn?.(f),
        act(observation, random) {
          const kept = JSON.parse(JSON.stringify(mind.save()))
          mind = fresh()
          mind.load(kept)
          return mind.act(observation, random)
        },
      }
    })
    const strategy: Strategy = { ...full, policies: { ...full.policies, [seat]: { policy: "chosen" } } }
    const more = new Map([...kinds, ["chosen", chosen as never]])
    const [outcome] = play(world, [strategy], { seed, replication: 0 }, more)

    const at = opened(strategy)
    const of = seatEnv(at, strategy, seat as Seat, { kinds: more, columns, end: "runOut" }) as env.Env<env.SeatObservation, unknown>
    const choose = chooser(space, told[1])
    let { observation, info } = of.reset({ seed })
    for (let ended = false; !ended; ) {
      const transition = of.step(choose(observation, policyRandom({ seed, replication: 0 }, seat, info.tick as number)))
      observation = transition.observation
      info = transition.info
      ended = transition.terminated
    }
    expect(told[0].length).toBeGreaterThan(1)
    expect(told[0]).toEqual(told[1])
    expect(showDigest(digest(at))).toBe(outcome?.digest)
  })
})

describe("wrappers around a seat", () => {
  test("in a stack, what is learned of normalising held still, pass the check", () => {
    checkEnv(
      () => {
        const moments = env.normalizeObservation(env.flattenObservation(env.rescaleAction(made(daily, "respond"))))
        moments.update(false)
        return env.recordEpisodeStatistics(env.timeLimit(env.frameStack(env.delayObservation(env.clipReward(moments, -1e6, 1e6), 1), 2), 4))
      },
      { steps: 3 },
    )
    checkEnv(env.autoreset(env.frameStack(env.clipAction(env.rescaleAction(made(daily, "bid"))), 2)) as env.Env, { steps: 2 })
  })

  test("rescaled by −1 to 1, a response of 1 is the dearest price and the deepest promotion, and all bids left to the autobidder are the lowest", () => {
    const of = made(daily, "respond")
    let asked: Float64Array | undefined
    const scaled = env.rescaleAction(
      env.wrap(of, {
        step(action) {
          asked = action
          return of.step(action)
        },
      }),
    )
    scaled.reset({ seed })
    scaled.step(Float64Array.of(1, 1))
    expect(asked).toEqual(Float64Array.of(2, 0.9))
    const bid = made(daily, "bid")
    bid.reset({ seed })
    const all = bid.encode({ bids: new Float32Array(bid.actionSpace.size).fill(Number.NaN) })
    expect(all.every((b, k) => b === (bid.actionSpace as env.Box<"float32">).low[k])).toBe(true)
  })
})

describe("a plan whose pace is left to Pace", () => {
  test("passes the check, by shares alone, by softmax and by moves", () => {
    const paced = () => env.pacedPlan(made(daily, "plan"))
    checkEnv(paced, { steps: 2 })
    checkEnv(env.simplexToBox(paced()) as env.Env, { steps: 2 })
    checkEnv(env.simplexToMoves(paced()) as env.Env, { steps: 2 })
    const of = paced()
    of.reset({ seed })
    expect(() => of.step(new Float64Array(8))).toThrow("plan: expected 8 shares that sum to 1; found")
  })

  test("with the shares that the shipped planner wants, it is the experiment bit for bit; with others it is not", () => {
    const luck = { seed, replication: 0 }
    const [outcome] = play(world, [strategies.digital], luck)
    const digestWith = (change: (shares: number[]) => number[]) => {
      const at = opened(strategies.digital)
      const of = env.pacedPlan(seatEnv(at, strategies.digital, "plan", { end: "runOut" }))
      const mind = makePolicy("plan", strategies.digital.policies.plan as { policy: string })
      let { info } = of.reset({ seed })
      for (let ends = false; !ends; ) {
        for (const f of info.feedback as never[]) mind.learn?.(f)
        mind.act(info.observation as never, policyRandom(luck, "plan", info.tick as number))
        const transition = of.step(Float64Array.from(change((mind.save() as { shares: number[] }).shares)))
        info = transition.info
        ends = transition.terminated
      }
      return showDigest(digest(at))
    }
    expect(digestWith((shares) => shares)).toBe(outcome?.digest)
    expect(digestWith((shares) => shares.toReversed())).not.toBe(outcome?.digest)
  })

  test("a vector of two seats equals two single ones with the next seed each", () => {
    const paced = () => env.pacedPlan(made(strategies.digital, "plan"))
    const all = env.syncVectorEnv([paced, paced])
    const [one, two] = [paced(), paced()]
    const begun = all.reset({ seed })
    const first = [one.reset({ seed }), two.reset({ seed: seed + 1 })]
    const width = first[0]?.observation.firm.length as number
    expect([...begun.observation.firm]).toEqual(first.flatMap((start) => [...start.observation.firm]))
    expect((begun.info.luck as { seed: Float64Array }).seed).toEqual(Float64Array.of(seed, seed + 1))
    const actions = all.actionSpace.sample()
    const n = actions.length / 2
    const { observation, reward } = all.step(actions)
    const turns = [one.step(actions.slice(0, n)), two.step(actions.slice(n))]
    expect([...reward]).toEqual(turns.map((t) => t.reward))
    expect([...observation.firm.slice(width)]).toEqual([...(turns[1]?.observation.firm ?? [])])
  })
})
