import { compareCommand } from "../../bench/command.ts"
import { apart, score, summarise } from "../../bench/experiment.ts"
import { repeat } from "../../bench/repeat.ts"
import { strategyNamed } from "../../bench/strategyNamed.ts"
import { verdicts } from "../../bench/verdict.ts"
import type { Strategy } from "../../policies/policy.ts"
import type { Frame } from "../run/frame.ts"
import { openingOf } from "../run/opening.ts"
import { record } from "../run/record.ts"
import type { Answer, Request } from "./protocol.ts"
import { fileOf, read } from "./read.ts"

/** Frames are sent in parcels of so many milliseconds' work: few messages, and the page never waits long for the next picture. */
const PARCEL = 30

type Of<K extends Request["kind"]> = Extract<Request, { kind: K }>
type Answering = { [K in Request["kind"]]: (request: Of<K>, alive: () => void) => Generator<Answer, void> }

const answering: Answering = {
  *describe({ scenario }) {
    yield { kind: "described", world: read(scenario) }
  },
  *record({ scenario, strategies, seed, replication, every }) {
    const world = read(scenario)
    const both = strategies.map(strategyNamed) as [Strategy, Strategy]
    const command = compareCommand({ scenario: fileOf(scenario), strategies, replications: replication + 1, seed, settings: scenario.settings })
    yield { kind: "opening", opening: openingOf(world, strategies, every, command) }
    const frames = record(world, both, { seed, replication }, every)
    let parcel: Frame[] = []
    let begun = performance.now()
    let next = frames.next()
    for (; !next.done; next = frames.next()) {
      const { tick } = next.value
      parcel.push(next.value)
      if (tick > 0 && tick < world.clock.horizon && performance.now() - begun < PARCEL) continue
      yield { kind: "frames", frames: parcel }
      parcel = []
      begun = performance.now()
    }
    yield { kind: "closing", closing: next.value }
  },
  *replicate({ scenario, strategies, seed, replication }, alive) {
    const { outcomes, weekly } = repeat(read(scenario), strategies.map(strategyNamed), { seed, replication }, alive)
    yield { kind: "replicated", replication, results: score(outcomes, apart(strategies)), weekly }
  },
  *judge({ summary }) {
    yield { kind: "judged", verdicts: verdicts(summary) }
  },
  *summarise({ scenario, strategies, seed, results }) {
    const command = compareCommand({ scenario: fileOf(scenario), strategies, replications: results.length, seed, settings: scenario.settings })
    const experiment = { world: read(scenario), strategies: strategies.map(strategyNamed), seed, replications: results.length }
    const summary = summarise(experiment, results, command)
    yield { kind: "summarised", summary, verdicts: verdicts(summary) }
  },
}

/** Answers a request one by one, the last one `done` or `failed`. @param alive to be called now and then in a long computation */
export function* answers(request: Request, alive: () => void = () => {}): Generator<Answer, void> {
  try {
    yield* answering[request.kind](request as never, alive)
    yield { kind: "done" }
  } catch (error) {
    yield { kind: "failed", ...blame(error) }
  }
}

/** A RangeError of policies and markets names what they were given, as an InputError does; an engine's own says that memory or stack is used up. */
function blame(error: unknown): { message: string; bad: boolean } {
  const { name, message } = error as Error
  const bad = name === "InputError" || (name === "RangeError" && !/memory|array buffer|typed array|call stack/i.test(message))
  return { message: String(message ?? error), bad }
}

/** The buffers of an answer: they go over to the page and are not copied. */
export function buffersOf(answer: Answer): ArrayBuffer[] {
  if (answer.kind !== "frames") return []
  return answer.frames.flatMap(({ sides }) => sides.flatMap(({ life, seen, felt }) => [life, seen, felt].map(({ buffer }) => buffer as ArrayBuffer)))
}
