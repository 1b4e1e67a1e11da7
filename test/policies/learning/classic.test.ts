import { describe, expect, test } from "vitest"
import { checkEnv, type Env, seeded } from "../../../policies/env/index.ts"
import { doubleQ } from "../../../policies/learning/doubleQ.ts"
import { epsilonGreedy, epsilonGreedyChances, greedy } from "../../../policies/learning/greedy.ts"
import { qLearning } from "../../../policies/learning/qLearning.ts"
import { QTable } from "../../../policies/learning/qTable.ts"
import { expectedSarsa, sarsa } from "../../../policies/learning/sarsa.ts"
import { scheduled } from "../../../policies/learning/schedule.ts"
import { TileValues } from "../../../policies/learning/tileValues.ts"
import { pow } from "../../../sim/math.ts"
import { cliffWalking } from "../classic/cliffWalking.ts"
import { frozenLake } from "../classic/frozenLake.ts"
import { mountainCar } from "../classic/mountainCar.ts"
import { actionValue, greedyIn, type Model, optimalValues, returnWithin, tabular } from "../classic/tabular.ts"
import { taxi, wallsBefore } from "../classic/taxi.ts"

/** Q-learning by a uniformly random policy: what it learns must not depend on who acts. */
function learned(model: Model, limit: number, discount: number, episodes: number, { power = 0.7, least = 0 } = {}): QTable {
  const env = tabular("learned", model, limit)
  const random = seeded(1, "behaviour")
  const q = new QTable(model.actions)
  env.reset({ seed: 1 })
  for (let episode = 0; episode < episodes; episode++) {
    let state = env.reset().observation
    for (;;) {
      const action = Math.floor(random.next() * model.actions)
      const { observation: next, reward, terminated, truncated } = env.step(action)
      const stepSize = scheduled({ start: 1, power, least }, q.moves(state, action) + 1)
      qLearning(q, { state, action, reward, next, terminated }, { stepSize, discount })
      state = next
      if (terminated || truncated) break
    }
  }
  return q
}

const greedyOf = (q: QTable) => greedyIn((s, a) => q.value(s, a), q.actions)
const best = (model: Model, values: ArrayLike<number>, discount: number) =>
  greedyIn((s, a) => actionValue(model, values, discount, s, a) + 1e-12 * -a, model.actions)

test.each([
  ["FrozenLake", () => tabular("lake", frozenLake(true), 100)],
  ["CliffWalking", () => tabular("cliff", cliffWalking, 200)],
  ["Taxi", () => tabular("taxi", taxi(), 200)],
  ["mountain car", mountainCar],
])("%s keeps the promises of an environment", (_, make) => checkEnv(make as () => Env))

describe("FrozenLake 4×4", () => {
  const slippery = frozenLake(true)

  test("dynamic programming gives the published values and the known chance of success", () => {
    const values = optimalValues(slippery, 0.99)
    // Liu, "PyTorch 1.x Reinforcement Learning Cookbook" (2019), chapter 2, value iteration stopped at a change of 1e-4: a few thousandths short
    const published = [0.5404, 0.4966, 0.4681, 0.4541, 0.5569, 0, 0.3572, 0, 0.5905, 0.6421, 0.6144, 0, 0, 0.741, 0.8625, 0]
    for (const [s, v] of published.entries()) expect(Math.abs((values[s] as number) - v)).toBeLessThan(0.003)
    expect(optimalValues(slippery, 1)[0]).toBeCloseTo(14 / 17, 6) // without the limit
    expect(returnWithin(slippery, best(slippery, values, 0.99), 100)).toBeCloseTo(0.74, 2)
  })

  test("on ice that holds, Q-learning finds the values of the shortest way exactly", () => {
    const sure = frozenLake(false)
    const q = learned(sure, 100, 0.9, 2000, { power: 0 })
    const values = optimalValues(sure, 0.9)
    expect(values[0]).toBeCloseTo(0.9 ** 5, 12)
    for (let s = 0; s < 15; s++) for (let a = 0; a < 4; a++) if (q.moves(s, a) > 0) expect(q.value(s, a)).toBeCloseTo(actionValue(sure, values, 0.9, s, a), 12)
  })

  test("on slippery ice, Q-learning comes to the values of dynamic programming and to a policy as good as the best", () => {
    const q = learned(slippery, 100, 0.99, 60_000, { power: 0.6 })
    const values = optimalValues(slippery, 0.99)
    for (let s = 0; s < 15; s++)
      for (let a = 0; a < 4; a++) if (q.moves(s, a) > 0) expect(Math.abs(q.value(s, a) - actionValue(slippery, values, 0.99, s, a))).toBeLessThan(0.05)
    expect(returnWithin(slippery, greedyOf(q), 100)).toBeGreaterThan(0.72)
  })
})

describe("Taxi", () => {
  test("dynamic programming gives the published mean return", () => {
    const mean = (model: Model) => optimalValues(model, 1).reduce((sum, v, s) => sum + v * (model.start[s] as number), 0)
    expect(mean(taxi(wallsBefore))).toBeCloseTo(8.46333, 4) // Taxi-v2: Wergieluk, "Temporal-Difference learning and the taxi-v2 environment"
    expect(mean(taxi())).toBeCloseTo(7.93, 2)
  })

  test("Q-learning reaches the values of dynamic programming in every state", () => {
    const model = taxi()
    const q = learned(model, 200, 1, 6000, { power: 0 })
    const values = optimalValues(model, 1)
    expect(returnWithin(model, greedyOf(q), 200)).toBeCloseTo(7.93, 2)
    for (let s = 0; s < 500; s++)
      if ((model.start[s] as number) > 0) expect(Math.max(...Array.from({ length: 6 }, (_, a) => q.value(s, a)))).toBeCloseTo(values[s] as number, 9)
  })
})

/** Online returns of 500 episodes by an ε-greedy learner, and its greedy policy afterwards. */
function walk(learner: "q" | "sarsa" | "expected", seed: number): { returns: number[]; path: number } {
  const env = tabular("cliff", cliffWalking, 100_000)
  const random = seeded(seed, "walk")
  const q = new QTable(4)
  const [epsilon, parameters] = [0.1, { stepSize: 0.5, discount: 1 }]
  const choose = (s: number) => epsilonGreedy(epsilon, 4, (a) => q.value(s, a), random)
  const returns = Array.from({ length: 500 }, (_, episode) => {
    let state = env.reset(episode === 0 ? { seed } : {}).observation
    let action = choose(state)
    for (let total = 0; ; ) {
      const { observation: next, reward, terminated } = env.step(action)
      const nextAction = choose(next)
      const step = { state, action, reward, next, terminated }
      if (learner === "q") qLearning(q, step, parameters)
      else if (learner === "sarsa") sarsa(q, step, nextAction, parameters)
      else
        expectedSarsa(
          q,
          step,
          epsilonGreedyChances(epsilon, 4, (a) => q.value(next, a)),
          parameters,
        )
      total += reward
      state = next
      action = learner === "q" ? choose(next) : nextAction
      if (terminated) return total
    }
  })
  return { returns, path: returnWithin(cliffWalking, greedyOf(q), 200) }
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length

test("cliff walk: Q-learning finds the shortest way but falls while it learns; SARSA goes round and earns more online (Sutton & Barto, example 6.6)", () => {
  const runs = Array.from({ length: 30 }, (_, seed) => ({ q: walk("q", seed), sarsa: walk("sarsa", seed), expected: walk("expected", seed) }))
  const late = (of: "q" | "sarsa" | "expected") => mean(runs.map((run) => mean(run[of].returns.slice(100))))
  for (const { q } of runs) expect(q.path).toBe(-13)
  // read off the figure: about −50 and −25
  expect(late("q")).toBeGreaterThan(-60)
  expect(late("q")).toBeLessThan(-40)
  expect(late("sarsa")).toBeGreaterThan(-35)
  expect(late("sarsa")).toBeLessThan(-20)
  expect(late("expected")).toBeGreaterThan(late("sarsa")) // figure 6.3
  expect(mean(runs.map(({ expected }) => expected.path))).toBeLessThan(-14)
})

/** Share of runs that go left from A, by episode (Sutton & Barto, 2nd ed., example 6.7): left leads to B, from where ten actions each bring N(−0.1, 1). */
function lefts(double: boolean, runs: number): number[] {
  const [A, B, END] = [0, 1, 2]
  const shares = new Array<number>(300).fill(0)
  for (let run = 0; run < runs; run++) {
    const random = seeded(run, "lefts")
    const pair = [
      [new QTable(2), new QTable(10)],
      [new QTable(2), new QTable(10)],
    ] as const
    // A has two actions and B ten: each state has a table of its own, seen as one
    const joined = (which: 0 | 1) => ({
      best: (s: number, luck?: { next(): number }) => pair[which][s === A ? 0 : 1].best(s, luck),
      value: (s: number, a: number) => pair[which][s === A ? 0 : 1].value(s, a),
      move: (s: number, a: number, by: number) => pair[which][s === A ? 0 : 1].move(s, a, by),
    })
    const q = [joined(0), joined(1)] as const
    const both = (s: number, a: number) => (double ? q[0].value(s, a) + q[1].value(s, a) : q[0].value(s, a))
    for (let episode = 0; episode < 300; episode++) {
      let state = A
      while (state !== END) {
        const action = epsilonGreedy(0.1, state === A ? 2 : 10, (a) => both(state, a), random)
        const left = state === A && action === 0
        if (left) shares[episode] = (shares[episode] as number) + 1 / runs
        const next = left ? B : END
        const step = { state, action, reward: state === A ? 0 : random.normal() - 0.1, next, terminated: next === END }
        if (double) doubleQ(q, step, { stepSize: 0.1, discount: 1 }, random)
        else qLearning(q[0], step, { stepSize: 0.1, discount: 1 })
        state = next
      }
    }
  }
  return shares
}

test("maximisation bias: Q-learning goes left far too often, double Q-learning soon hardly more than exploring does (Sutton & Barto, figure 6.5)", () => {
  const runs = 2000
  const [single, double] = [lefts(false, runs), lefts(true, runs)]
  const error = Math.sqrt(0.25 / runs)
  expect(Math.max(...single)).toBeGreaterThan(0.7 - 4 * error) // the figure's peak is about three quarters
  expect(mean(single.slice(20, 60))).toBeGreaterThan(mean(double.slice(20, 60)) + 0.2)
  expect(mean(double.slice(200))).toBeLessThan(0.08)
  expect(mean(single.slice(200))).toBeGreaterThan(mean(double.slice(200)) + 0.02) // "about 5 % more often than is optimal"
})

test("mountain car: SARSA on eight tilings swings up in little over a hundred steps (Sutton & Barto, figure 10.2)", () => {
  const late = [1, 2].flatMap((seed) => {
    const env = mountainCar()
    const random = seeded(seed, "mountain")
    const q = new TileValues(3, { tilings: 8, size: 4096 })
    const tiles = ([x, v]: ArrayLike<number> & Iterable<number>) => [((x as number) * 8) / 1.7, ((v as number) * 8) / 0.14]
    return Array.from({ length: 300 }, (_, episode) => {
      let state = tiles(env.reset(episode === 0 ? { seed } : {}).observation)
      const choose = (s: number[]) => greedy(3, (a) => q.value(s, a), random)
      let action = choose(state)
      for (let steps = 1; ; steps++) {
        const { observation, reward, terminated } = env.step(action)
        const next = tiles(observation)
        const nextAction = choose(next)
        sarsa(q, { state, action, reward, next, terminated }, nextAction, { stepSize: 0.5, discount: 1 })
        if (terminated) return steps
        state = next
        action = nextAction
      }
    }).slice(200)
  })
  expect(mean(late)).toBeGreaterThan(100)
  expect(mean(late)).toBeLessThan(150)
})

test("step sizes n^−ω satisfy Robbins and Monro's conditions where ω is in (½, 1]", () => {
  const sizes = Array.from({ length: 100_000 }, (_, n) => scheduled({ start: 1, power: 0.7, least: 0 }, n + 1))
  const sum = sizes.reduce((a, b) => a + b, 0)
  // Euler–Maclaurin: Σ n^−ω = N^(1−ω)/(1−ω) + ζ(ω) + O(N^−ω), ζ(.7) = −2.7783884; Σ n^−1.4 → ζ(1.4) = 3.1055473
  expect(sum).toBeCloseTo(pow(100_000, 0.3) / 0.3 - 2.7783884, 2)
  expect(sizes.reduce((a, b) => a + b * b, 0)).toBeLessThan(3.1055473)
  expect(scheduled({ start: 0.5, power: 1, least: 0.1 }, 100)).toBe(0.1)
})
