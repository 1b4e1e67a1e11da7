import { describe, expect, test, vi } from "vitest"
import { play } from "../../bench/play.ts"
import { strategies } from "../../policies/index.ts"
import { type Crew, crew, type Failure } from "../../viz/worker/crew.ts"
import { type Answer, type Call, LEAVE, type Reply } from "../../viz/worker/protocol.ts"
import { read } from "../../viz/worker/read.ts"
import { type Repeat, repeats } from "../../viz/worker/repeats.ts"
import { serve } from "../../viz/worker/serve.ts"

const scenario = { name: "everyday", text: "", settings: ["customers=64", "budget=300000", "clock.days=21", "clock.burnIn=14", "clock.runOut=7"] }
const both = ["digital", "intelligent"] as const
const recording = { kind: "record", scenario, strategies: both, seed: 5, replication: 1, every: 1 } as const
const repeated = { scenario, strategies: both, seed: 5 }

/** Does a worker's work in this thread, message by message; `fate` says what becomes of a reply: it comes, after some time, the worker dies, or falls silent. */
type Fate = "comes" | "dies" | "is lost" | { after: number }
function workshop(fate: (hire: number, reply: number) => Fate = () => "comes") {
  const hired: { sent: number; terminated: boolean; busy: boolean }[] = []
  const start = () => {
    const hire = hired.length
    const log = { sent: 0, terminated: false, busy: false }
    hired.push(log)
    let silent = false
    const worker = {
      onmessage: undefined as ((event: { data: Reply }) => void) | undefined,
      onerror: undefined as ((event: { message: string }) => void) | undefined,
      postMessage: (call: Call) => setTimeout(() => !silent && !log.terminated && answer(call)),
      terminate: () => (log.terminated = true),
    }
    const answer = serve((reply) => {
      if (silent) return
      const comes = fate(hire, log.sent++)
      const tell = () => !log.terminated && worker.onmessage?.({ data: reply })
      if (comes === "comes") setTimeout(tell)
      else if (typeof comes === "object") setTimeout(tell, comes.after)
      else {
        silent = true
        if (comes === "dies") setTimeout(() => worker.onerror?.({ message: "out of memory" }))
      }
    })
    return worker as unknown as Worker
  }
  return { start, hired }
}

async function told(by: Crew, request: Parameters<Crew["ask"]>[0] = recording): Promise<Answer[]> {
  const answers: Answer[] = []
  await by.ask(request, (answer) => void answers.push(answer)).done
  return answers
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: Failure) => error,
  )
const world = read(scenario)
const expected = (replication: number) => play(world, [strategies.digital, strategies.intelligent], { seed: 5, replication }).map(({ digest }) => digest)

describe("a crew of workers", () => {
  test("tells a recording in order: opening, every frame, closing", async () => {
    const answers = await told(crew(workshop().start))
    expect(answers[0]?.kind).toBe("opening")
    expect(answers.flatMap((a) => (a.kind === "frames" ? a.frames.map(({ tick }) => tick) : []))).toEqual(Array.from({ length: 22 }, (_, t) => t))
    const last = answers.at(-1)
    expect(last?.kind === "closing" && last.closing.digests).toEqual(expected(1))
  })

  test("sends no more than the page has taken, but for what is on its way", async () => {
    const { start, hired } = workshop()
    let taken = 0
    await crew(start).ask(recording, async () => {
      await new Promise((resolve) => setTimeout(resolve, 3))
      taken++
      expect(hired[0]?.sent).toBeLessThanOrEqual(taken + LEAVE)
    }).done
    expect(taken).toBeGreaterThan(2)
  })

  test("holds a recording that the page has stopped to take, for as long as it likes", async () => {
    const { start, hired } = workshop()
    const job = crew(start, 2, 20).ask(recording, () => new Promise(() => {}))
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(hired.map(({ terminated, sent }) => ({ terminated, sent }))).toEqual([{ terminated: false, sent: LEAVE }])
    job.cancel()
    await job.done
    expect(hired[0]?.terminated).toBe(true)
  })

  test("tells repeats in their order, whoever is faster, each as it is played alone", async () => {
    const { start, hired } = workshop((hire) => ({ after: hire === 0 ? 60 : 0 }))
    const found: Repeat[] = []
    await repeats({ ...repeated, replications: [0, 1, 2, 3] }, (one) => void found.push(one), crew(start, 3)).done
    expect(hired.length).toBe(3)
    expect(found.map(({ replication }) => replication)).toEqual([0, 1, 2, 3])
    for (const { replication, results } of found) expect(results.map(({ digest }) => digest)).toEqual(expected(replication))
  })

  test.each(["dies", "is lost"] as const)("gives the job of a worker whose message %s to another, from the start", async (fate) => {
    const { start, hired } = workshop((hire, reply) => (hire === 0 && reply === 1 ? fate : "comes"))
    const answers = await told(crew(start, 2, 200))
    expect(hired.map(({ terminated }) => terminated)).toEqual([true, false])
    expect(answers.map(({ kind }) => kind).filter((kind) => kind === "opening").length).toBe(2)
    const last = answers.at(-1)
    expect(last?.kind === "closing" && last.closing.digests).toEqual(expected(1))
  })

  test("says so when the second dies too, and takes other work after it", async () => {
    const { start, hired } = workshop((hire) => (hire < 2 ? "dies" : "comes"))
    const by = crew(start)
    const found = await failure(told(by))
    expect([found?.fault, found?.message]).toEqual(["died", "out of memory"])
    expect(hired.length).toBe(2)
    expect((await told(by, { kind: "describe", scenario })).map(({ kind }) => kind)).toEqual(["described"])
  })

  test("tells bad input from a fault, once, in its own message", async () => {
    const { start, hired } = workshop()
    const by = crew(start)
    const wrong = await failure(told(by, { kind: "describe", scenario: { ...scenario, settings: ["clock.dys=3"] } }))
    expect([wrong?.fault, wrong?.message]).toEqual(["bad", 'everyday: clock.dys: expected a known key; found "dys". Did you mean days?'])
    const unknown = await failure(told(by, { ...recording, strategies: ["digital", "digitl"] }))
    expect([unknown?.fault, unknown?.message]).toEqual(["bad", expect.stringContaining("Did you mean digital?")])
    expect(hired.length).toBe(1)
  })

  test("never has more at work than cores, and leaves one to the page while something is recorded or asked for", async () => {
    const { start, hired } = workshop()
    const by = crew(start, 4)
    by.keepFree(2)
    const jobs = repeats({ ...repeated, replications: [0, 1, 2] }, () => {}, by)
    expect(hired.length).toBe(2)
    const shown = by.ask(recording, () => {})
    expect(hired.length).toBe(3) // a recording goes first, and waits for nobody
    by.keepFree(0)
    expect(hired.length).toBe(3)
    await Promise.all([jobs.done, shown.done])
    expect(hired.length).toBeLessThanOrEqual(4)
  })

  test("fails all repeats with the one that fails", async () => {
    const { start } = workshop()
    const found = await failure(repeats({ ...repeated, strategies: ["digital", "none"], replications: [0, 1, 2] }, () => {}, crew(start)).done)
    expect(found?.fault).toBe("bad")
  })

  test("says at once that it needs WebAssembly where there is none", async () => {
    const { start, hired } = workshop()
    vi.stubGlobal("WebAssembly", undefined)
    const found = await failure(told(crew(start)))
    vi.unstubAllGlobals()
    expect(found?.fault).toBe("unable")
    expect(hired.length).toBe(0)
  })
})

test("without SIMD the scalar kernel is taken, and computes the same", async () => {
  const simd = expected(0)
  vi.resetModules()
  const validate = vi.spyOn(WebAssembly, "validate").mockReturnValue(false)
  const fresh = await import("../../bench/play.ts")
  const { hasSimd } = await import("../../sim/kernel.ts")
  validate.mockRestore()
  expect(hasSimd).toBe(false)
  const outcomes = fresh.play(world, [strategies.digital, strategies.intelligent], { seed: 5, replication: 0 })
  vi.resetModules() // other files' modules have SIMD again
  expect(outcomes.map(({ digest }) => digest)).toEqual(simd)
})
