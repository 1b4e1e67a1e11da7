import { checkSpace } from "./checkSpace.ts"
import type { Env, Info, Start, Transition } from "./env.ts"
import { seeded } from "./seeding.ts"
import { sameElement } from "./vector/batch.ts"

export interface CheckOptions {
  /** Steps of each of the trajectories that are compared. */
  steps?: number
  seed?: number
}

/**
 * Does an environment keep its promises? After `gymnasium.utils.env_checker.check_env`, and stricter: spaces, values and types of reset and step, equal trajectories for equal seeds, observations that are
 * copies, actions left as they were, refusals, episodes' ends. Infos are not compared.
 * @param make makes environments, so that what two of them share and what a fresh one does is checked too; or one environment, which is left in the middle of an episode
 * @throws RangeError with what to mend
 */
export function checkEnv(make: Env | (() => Env), { steps = 50, seed = 123 }: CheckOptions = {}): void {
  const env = typeof make === "function" ? make() : make
  checkSpace("observationSpace", env.observationSpace)
  checkSpace("actionSpace", env.actionSpace)
  if (typeof make === "function") refuses("step before reset", "an error", () => env.step(actionOf(env, seed)))

  checkStart(env, "reset", env.reset())
  checkStart(env, "reset({ options: {} })", env.reset({ options: {} }))
  const first = trajectory(env, steps, { seed })
  const text = "the same observations, rewards and ends as before with the same seed and actions"
  compare("reset({ seed })", text, trajectory(env, steps, { seed }), first)
  compare("observation", `${text}, whatever a caller writes into what was returned: give copies`, trajectory(env, steps, { seed, scribble: true }), first)
  const twice = () => [...trajectory(env, steps, { seed }), ...trajectory(env, steps)]
  compare("reset()", `${text}: without a seed, luck goes on from the seed before`, twice(), twice())

  if (typeof make === "function") {
    const [one, other] = [make(), make()]
    other.reset({ seed: seed + 1 })
    const random = seeded(seed + 1, "actions")
    const meanwhile = () => {
      const { terminated, truncated } = other.step(other.actionSpace.sample(random))
      if (terminated || truncated) other.reset()
    }
    compare(
      "two environments",
      `${text} when another is stepped between: they share something that changes`,
      trajectory(one, steps, { seed, meanwhile }),
      first,
    )
    one.close()
    passes("close", "no error the second time", () => one.close())
    other.close()
  }

  env.reset({ seed })
  refuses("step", "an error for an action outside the action space", () => env.step({ not: "an action" }))
  checkEnd(env, steps, seed)
}

/** How a trajectory is played. */
interface Play {
  /** Without one, luck goes on. */
  seed?: number
  /** Writes over every observation that was compared already. */
  scribble?: boolean
  /** Is called before each step. */
  meanwhile?(): void
}

/** An observation, and what came with it. */
type Moment = { observation: unknown; reward: number; terminated: boolean; truncated: boolean }

/** Plays random actions, beginning anew at every end. */
function trajectory(env: Env, steps: number, { seed, scribble = false, meanwhile }: Play = {}): Moment[] {
  const random = seeded(seed ?? 0, "actions")
  const start = checkStart(env, "reset", env.reset(seed === undefined ? undefined : { seed }))
  const moments: Moment[] = [{ observation: structuredClone(start.observation), reward: 0, terminated: false, truncated: false }]
  let [kept, copy] = [start.observation, structuredClone(start.observation)]
  for (let t = 0; t < steps; t++) {
    if (scribble) wipe(kept)
    meanwhile?.()
    const action = env.actionSpace.sample(random)
    const given = structuredClone(action)
    const transition = checkTransition(env, env.step(action))
    if (!sameElement(action, given)) fail("step", "the action as it was given", "one that was written into")
    if (!scribble && !sameElement(kept, copy)) fail("step", "observations that later steps do not change: give copies", "one that changed")
    const { observation, reward, terminated, truncated } = transition
    moments.push({ observation: structuredClone(observation), reward, terminated, truncated })
    const next = terminated || truncated ? checkStart(env, "reset", env.reset()).observation : observation
    kept = next
    copy = structuredClone(next)
  }
  return moments
}

function checkStart(env: Env, where: string, start: Start<unknown>): Start<unknown> {
  if (typeof start !== "object" || start === null || !("observation" in start)) fail(where, "a record of observation and info", start)
  checkObservation(env, where, start.observation)
  checkInfo(where, start.info)
  return start
}

function checkTransition(env: Env, transition: Transition<unknown>): Transition<unknown> {
  if (typeof transition !== "object" || transition === null || !("observation" in transition))
    fail("step", "a record of observation, reward, terminated, truncated and info", transition)
  const { observation, reward, terminated, truncated, info } = transition
  checkObservation(env, "step", observation)
  if (typeof reward !== "number" || !Number.isFinite(reward)) fail("step: reward", "a finite number", reward)
  if (typeof terminated !== "boolean") fail("step: terminated", "true or false", terminated)
  if (typeof truncated !== "boolean") fail("step: truncated", "true or false", truncated)
  checkInfo("step", info)
  return transition
}

function checkObservation({ observationSpace }: Env, where: string, observation: unknown): void {
  if (!observationSpace.contains(observation))
    fail(`${where}: observation`, `an element of the observation space, ${observationSpace.kind}: its type, length and bounds`, observation)
}

function checkInfo(where: string, info: Info): void {
  if (typeof info !== "object" || info === null || Array.isArray(info)) fail(`${where}: info`, "a record", info)
}

/** Steps to an episode's end, where one comes within reach: a step more is refused, or begins the next one. */
function checkEnd(env: Env, steps: number, seed: number): void {
  const random = seeded(seed, "actions")
  env.reset({ seed })
  for (let t = 0; t < 20 * steps; t++) {
    const { terminated, truncated } = env.step(env.actionSpace.sample(random))
    if (!(terminated || truncated)) continue
    let after: Transition<unknown>
    try {
      after = env.step(env.actionSpace.sample(random))
    } catch {
      break
    }
    checkTransition(env, after)
    if (after.reward !== 0 || after.terminated || after.truncated)
      fail(
        "step after an episode's end",
        "an error, or the next episode's first observation with reward 0 that ends nothing",
        `reward ${after.reward}, ${after.terminated ? "terminated" : after.truncated ? "truncated" : "going on"}`,
      )
    break
  }
  checkStart(env, "reset after an episode's end", env.reset())
}

function compare(where: string, expected: string, found: readonly Moment[], first: readonly Moment[]): void {
  const t = first.findIndex((moment, k) => !sameElement(moment, found[k]))
  if (t >= 0) fail(where, expected, `a difference at step ${t}`)
}

function refuses(where: string, expected: string, call: () => unknown): void {
  try {
    call()
  } catch {
    return
  }
  fail(where, expected, "a step that was taken")
}

function passes(where: string, expected: string, call: () => unknown): void {
  try {
    call()
  } catch (error) {
    fail(where, expected, (error as Error).message)
  }
}

function actionOf(env: Env, seed: number): unknown {
  return env.actionSpace.sample(seeded(seed, "actions"))
}

/** Fills arrays with the highest number there is: who holds them will notice. */
function wipe(observation: unknown): void {
  if (ArrayBuffer.isView(observation)) (observation as Float64Array).fill(255)
  else if (typeof observation === "object" && observation !== null) for (const part of Object.values(observation)) wipe(part)
}

function fail(where: string, expected: string, found: unknown): never {
  const text =
    typeof found === "string"
      ? found
      : (JSON.stringify(found, (_, v) => (ArrayBuffer.isView(v) ? [...(v as Float64Array)] : typeof v === "number" && !Number.isFinite(v) ? String(v) : v)) ??
        "nothing")
  throw new RangeError(`checkEnv: ${where}: expected ${expected}; found ${text.length > 100 ? `${text.slice(0, 97)}...` : text}`)
}
