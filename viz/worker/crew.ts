import type { Answer, Call, Reply, Request } from "./protocol.ts"
import { startWorker } from "./start.ts"

/** Why a job came to nothing. */
export type Fault =
  /** The input is wrong: the message is for who wrote it. */
  | "bad"
  /** The computation failed, and would again. */
  | "failed"
  /** Its worker died, and so did the one that was given it once more. */
  | "died"
  /** This browser has no WebAssembly. */
  | "unable"

export class Failure extends Error {
  override name = "Failure"
  readonly fault: Fault
  constructor(fault: Fault, message: string) {
    super(message)
    this.fault = fault
  }
}

export interface Job {
  /** Settles when the last answer was taken, or the job was cancelled. @throws Failure */
  readonly done: Promise<void>
  /** Nothing is told any more. */
  cancel(): void
}

/** Takes an answer; a promise holds the next ones back until it is settled. A job whose worker died begins anew: its first answer comes again. */
export type Take = (answer: Answer) => void | Promise<void>

export interface Crew {
  ask(request: Request, take: Take): Job
  /** Processor cores that the page wants for itself: 1 while something moves. Running jobs go on. */
  keepFree(cores: number): void
}

interface Task {
  id: number
  request: Request
  take: Take
  /** Settles when all answers that came so far were taken. */
  taken: Promise<void>
  /** How often a worker died of it. */
  deaths: number
  settle(failure?: Failure): void
}

interface Hand {
  worker: Worker
  task: Task | undefined
  /** Is an answer awaited, and when was a sign of life heard last? */
  owes: boolean
  heard: number
}

const MOST = 4

/**
 * Workers that are hired when there is work and let go when they die. A recording goes before other work, which leaves it a core.
 * @param start makes a worker
 * @param silence milliseconds without a sign of life after which one that owes an answer is given up
 */
export function crew(start: () => Worker = startWorker, cores: number = globalThis.navigator?.hardwareConcurrency ?? 2, silence = 60_000): Crew {
  const most = Math.max(1, Math.min(MOST, cores))
  const waiting: Task[] = []
  const hands: Hand[] = []
  let free = 0
  let asked = 0
  let listening: ReturnType<typeof setInterval> | undefined
  let listened = 0

  const isRecording = ({ request }: Task) => request.kind === "record"
  const recording = () => hands.some(({ task }) => task && isRecording(task))
  const width = (task: Task) => (isRecording(task) ? most : Math.max(1, most - Math.max(free, recording() ? 1 : 0)))

  function next(): void {
    for (let task = waiting[0]; task && hands.filter((hand) => hand.task).length < width(task); task = waiting[0]) {
      waiting.shift()
      give(hands.find((hand) => !hand.task) ?? hire(), task)
    }
  }

  function hire(): Hand {
    const hand: Hand = { worker: start(), task: undefined, owes: false, heard: 0 }
    hand.worker.onmessage = ({ data }: MessageEvent<Reply>) => hear(hand, data)
    hand.worker.onerror = (event) => {
      event.preventDefault?.()
      lose(hand, event.message)
    }
    hand.worker.onmessageerror = () => lose(hand, "a message was lost")
    hands.push(hand)
    return hand
  }

  function give(hand: Hand, task: Task): void {
    hand.task = task
    call(hand, { id: task.id, ask: task.request })
    if (listening !== undefined) return
    listened = performance.now()
    listening = setInterval(listen, silence / 4)
  }

  function call(hand: Hand, message: Call): void {
    hand.owes = true
    hand.heard = performance.now()
    hand.worker.postMessage(message)
  }

  function hear(hand: Hand, reply: Reply): void {
    const { task } = hand
    hand.heard = performance.now()
    if (!task || task.id !== reply.id || "alive" in reply) return
    task.taken = task.taken.then(() => takeOne(hand, task, reply.answer))
  }

  async function takeOne(hand: Hand, task: Task, answer: Answer): Promise<void> {
    if (hand.task !== task) return
    if (answer.kind === "done") return release(hand)
    if (answer.kind === "failed") return release(hand, new Failure(answer.bad ? "bad" : "failed", answer.message))
    hand.owes = false
    try {
      await task.take(answer)
      if (hand.task === task) call(hand, { id: task.id, more: true })
    } catch (error) {
      if (hand.task === task) drop(hand, new Failure("failed", String((error as Error)?.message ?? error)))
    }
  }

  /** The job is over; its worker takes another. */
  function release(hand: Hand, failure?: Failure): void {
    const { task } = hand
    hand.task = undefined
    task?.settle(failure)
    next()
  }

  function letGo(hand: Hand): void {
    hand.worker.terminate()
    hands.splice(hands.indexOf(hand), 1)
  }

  /** The job is over, and its worker with it. */
  function drop(hand: Hand, failure?: Failure): void {
    letGo(hand)
    release(hand, failure)
  }

  /** A worker died: another is given its job, once. */
  function lose(hand: Hand, why = ""): void {
    const { task } = hand
    if (!hands.includes(hand)) return
    letGo(hand)
    if (task && task.deaths++ === 0) {
      hand.task = undefined
      waiting.unshift(task)
      next()
    } else release(hand, new Failure("died", why || "the worker stopped answering"))
  }

  /** Gives up who has been silent for too long. A page that slept has heard nobody, and begins to listen anew. */
  function listen(): void {
    const now = performance.now()
    const slept = now - listened > silence
    listened = now
    for (const hand of [...hands]) {
      if (slept) hand.heard = now
      if (hand.task && hand.owes && now - hand.heard > silence) lose(hand)
    }
    if (hands.some(({ task }) => task)) return
    clearInterval(listening)
    listening = undefined
  }

  return {
    ask(request, take) {
      let cancel = () => {}
      const done = new Promise<void>((resolve, reject) => {
        if (typeof WebAssembly !== "object") return reject(new Failure("unable", "The lab needs WebAssembly; this browser has none, or it is switched off."))
        const task: Task = { id: ++asked, request, take, taken: Promise.resolve(), deaths: 0, settle: (failure) => (failure ? reject(failure) : resolve()) }
        cancel = () => {
          const hand = hands.find((one) => one.task === task)
          if (hand) return drop(hand)
          if (!waiting.includes(task)) return
          waiting.splice(waiting.indexOf(task), 1)
          task.settle()
        }
        if (isRecording(task)) waiting.unshift(task)
        else waiting.push(task)
        next()
      })
      return { done, cancel: () => cancel() }
    },
    keepFree(wanted) {
      free = wanted
      next()
    },
  }
}

/** The page's own crew. */
export const workers: Crew = crew()
