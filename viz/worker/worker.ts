import { answers, buffersOf } from "./answers.ts"
import { type Answer, type Call, LEAVE, type Reply } from "./protocol.ts"

/** Milliseconds between signs of life. */
const BEAT = 1000

const post = (reply: Reply, buffers: ArrayBuffer[] = []) => postMessage(reply, { transfer: buffers })

/** The request in hand: what is left of its answers, and how many may be sent. A new request takes its place. */
let job: { id: number; rest: Generator<Answer, void>; leave: number } | undefined

addEventListener("message", ({ data }: MessageEvent<Call>) => {
  const { id } = data
  if ("ask" in data) {
    let beaten = performance.now()
    const alive = () => {
      if (performance.now() - beaten < BEAT) return
      beaten = performance.now()
      post({ id, alive: true })
    }
    job = { id, rest: answers(data.ask, alive), leave: LEAVE }
  } else if (job?.id === id) job.leave++
  while (job && job.leave > 0) {
    const next = job.rest.next()
    if (next.done) {
      job = undefined
      return
    }
    job.leave--
    post({ id: job.id, answer: next.value }, buffersOf(next.value))
  }
})
