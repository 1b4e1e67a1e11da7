import { existsSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { type Kinds, kindOf } from "../../policies/catalogue.ts"
import { firmOf, type Json, mindsOf, type PolicyChoice, type PolicyKind, type Strategy, strategies } from "../../policies/index.ts"
import { hint, InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { open, type Seat, seats, type World } from "../../sim/index.ts"
import { strategyNamed } from "../strategyNamed.ts"
import { readStrategy, type StrategyFile } from "../strategySchema.ts"
import { readText, root } from "./files.ts"
import { bundle, isFile, kindsWith, nameIn, type PolicyModule } from "./modules.ts"
import { readTrained, type Trained } from "./trained.ts"

/** Strategies as data, the policy files that they need, and every kind of policy that is known with these. */
export interface Lineup {
  strategies: readonly Strategy[]
  /** How messages call each of them: its file, or what it was asked for as. */
  called: readonly string[]
  modules: readonly PolicyModule[]
  kinds: Kinds
}

/**
 * Strategies by name or file, and after them one for each policy: the base with its seat's policy in the place of its own.
 * @param policies names, files, or what `train` wrote
 * @param base of the policies' strategies
 * @throws InputError with the nearest name
 */
export async function lineUp(names: readonly string[], policies: readonly string[] = [], base = "digital"): Promise<Lineup> {
  const modules = new Map<string, PolicyModule>()
  const read: Strategy[] = []
  for (const name of names) read.push(await strategyFrom(name, modules))
  const under = policies.length > 0 ? await strategyFrom(base, modules) : undefined
  const choices: { name?: string; choice: PolicyChoice }[] = []
  for (const word of policies) choices.push(await policyFrom(word, modules))
  const kinds = await kindsWith([...modules.values()])
  const made = choices.map(({ name, choice }): Strategy => {
    const { card } = found(() => kindOf(choice.policy, kinds))
    return { ...(under as Strategy), name: name ?? card.name, about: card.about, policies: { ...(under as Strategy).policies, [card.seat]: choice } }
  })
  const called = [...names.map((name) => (Object.hasOwn(strategies, name) ? `strategy ${name}` : name)), ...policies]
  return { strategies: [...read, ...made], called, modules: [...modules.values()], kinds }
}

/**
 * One kind of policy, by its name or its module, in a base's place.
 * @throws InputError with the nearest name
 */
export async function kindNamed(word: string, base = "digital"): Promise<Lineup & { kind: PolicyKind }> {
  if (/\.json$/i.test(word)) throw new InputError(`${word}: expected a policy: its name, or a module (.ts, .js); found what one was trained to`)
  const lineup = await lineUp([], [word], base)
  return { ...lineup, kind: kindOf(lineup.strategies[0]?.name as string, lineup.kinds) }
}

/** A policy by its name, its module, or what `train` wrote. */
async function policyFrom(word: string, modules: Map<string, PolicyModule>): Promise<{ name?: string; choice: PolicyChoice }> {
  if (/\.json$/i.test(word)) {
    const file = existsSync(word) ? word : shippedTrained(word)
    const learned = readTrained(file)
    const policy = await trainedName(file, learned, modules)
    return { name: basename(word, ".json"), choice: { policy, options: learned.options, trained: learned.state } }
  }
  if (!isFile(word)) return { choice: { policy: word } }
  if (!/\.[cm]?[jt]s$/i.test(word))
    throw new InputError(
      `${word}: expected a policy: its name, a module (.ts, .js), or what \`marketlab train\` wrote (.json); found another kind of file${/\.ya?ml$/i.test(word) ? ". A strategy goes by --strategies" : ""}`,
    )
  return { choice: { policy: await moduleName(word, modules) } }
}

/** The policy that was trained; where it was a file's own, that file is read, from beside what was learned. */
async function trainedName(file: string, { policy, module }: Trained, modules: Map<string, PolicyModule>): Promise<string> {
  if (module === undefined) return policy
  const source = join(dirname(file), module)
  if (!existsSync(source)) throw new InputError(`${file}: expected the policy that was trained, ${policy}, in ${source}; found nothing there`)
  const name = await moduleName(source, modules)
  if (name !== policy) throw new InputError(`${source}: expected the policy that was trained, ${policy}; found ${name}`)
  return name
}

async function strategyFrom(word: string, modules: Map<string, PolicyModule>, above: readonly string[] = []): Promise<Strategy> {
  if (isFile(word) && /\.[cm]?[jt]s$/i.test(word)) throw new InputError(`${word}: expected a strategy (.yaml); found a policy's file. It goes by --policy`)
  if (Object.hasOwn(strategies, word) || !(/[/\\]|\.ya?ml$/i.test(word) || existsSync(word))) return strategyNamed(word)
  if (above.includes(word)) throw new InputError(`${word}: extends: expected another strategy; found itself`)
  const file = readStrategy(word, readText(word))
  const beside = (path: string) => (/\.ya?ml$/i.test(path) && !path.startsWith("/") ? join(dirname(word), path) : path)
  const base = file.extends === undefined ? undefined : await strategyFrom(beside(file.extends), modules, [...above, word])
  const policies: { -readonly [S in keyof Strategy["policies"]]: PolicyChoice } = { ...base?.policies }
  for (const seat of seats) {
    const choice = file.policies?.[seat]
    if (choice === null) delete policies[seat]
    else if (choice) policies[seat] = await choiceFrom(word, seat, choice, modules)
  }
  const { organisation: o } = file
  const organisation = {
    ...base?.organisation,
    ...o,
    cadence: { ...base?.organisation.cadence, ...o?.cadence },
    latency: { ...base?.organisation.latency, ...o?.latency },
  }
  const missing = (key: string) => new InputError(`${word}: expected ${key}, or \`extends:\` a strategy that has it; found nothing`)
  if (organisation.costPerDay === undefined) throw missing("organisation.costPerDay")
  const sources = file.sources ?? base?.sources
  if (!sources) throw missing("sources")
  return withoutGaps({
    name: file.name,
    about: file.about ?? base?.about ?? "",
    organisation,
    sources,
    outcomeDays: file.outcomeDays ?? base?.outcomeDays ?? 14,
    policies,
  }) as unknown as Strategy
}

/** A key that holds nothing is left out: strategies are compared and stored as text. */
function withoutGaps(strategy: object): unknown {
  return JSON.parse(JSON.stringify(strategy))
}

type Choice = NonNullable<NonNullable<StrategyFile["policies"]>["plan"]>

async function choiceFrom(file: string, seat: Seat, { policy, options, trained }: Choice, modules: Map<string, PolicyModule>): Promise<PolicyChoice> {
  const beside = (path: string) => (path.startsWith("/") ? path : join(dirname(file), path))
  if (isFile(policy) && !existsSync(beside(policy)))
    throw new InputError(`${file}: policies.${seat}.policy: expected a policy's name or its file beside this one; found nothing in ${beside(policy)}`)
  const learned = trained === undefined ? undefined : readTrained(beside(trained))
  if (learned && policy === learned.policy) await trainedName(beside(trained as string), learned, modules)
  const name = isFile(policy) ? await moduleName(beside(policy), modules) : policy
  const given = options as { [name: string]: Json } | undefined
  if (!learned || trained === undefined) return { policy: name, ...(given ? { options: given } : {}) }
  if (learned.policy !== name) throw new InputError(`${beside(trained)}: expected what ${name} was trained to; found ${learned.policy}`)
  // what was learned is told in terms of the options that it was learned with
  return { policy: name, options: { ...learned.options, ...given }, trained: learned.state }
}

/** States that ship go by their place in policies/: `trained/everyday-sarsa.json`. */
function shippedTrained(word: string): string {
  const file = join(root, "policies", word)
  return /^trained\/[\w-]+\.json$/.test(word) && existsSync(file) ? file : word
}

async function moduleName(file: string, modules: Map<string, PolicyModule>): Promise<string> {
  const module = modules.get(file) ?? (await bundle(file))
  modules.set(file, module)
  return nameIn(module)
}

/** Strategies that can work in a world: their policies and sources exist, and the budget pays for their people and tools. @throws InputError */
export function checkStrategies(world: World, { strategies, called, kinds }: Lineup): void {
  const small: World = { ...world, customers: Math.min(world.customers, 64), clock: { ...world.clock, burnIn: 0 } }
  const known = world.sources.map(({ name }) => name)
  for (const [k, strategy] of strategies.entries())
    found(() => {
      for (const [n, name] of strategy.sources.entries())
        if (!known.includes(name)) throw new RangeError(`sources[${n}]: expected ${oneOf(known)}; found ${shown(name)}${hint(name, known)}`)
      open(small, firmOf(strategy, mindsOf(strategy, kinds)), { seed: 0, replication: 0 })
    }, called[k])
}

function found<T>(look: () => T, of?: string): T {
  try {
    return look()
  } catch (error) {
    if (error instanceof RangeError) throw new InputError(`${of === undefined ? "" : `${of}: `}${error.message}`)
    throw error
  }
}
