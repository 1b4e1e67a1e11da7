import { answers, buffersOf } from "./answers.ts"
import { type Answer, type Call, LEAVE, type Reply } from "./protocol.ts"

/** Milliseconds between signs of life. */
const BEAT = 1000

/** What a worker does with its calls: one request in hand, answered as far as it has leave to. A new request takes its place. */
export function serve(post: (reply: Reply, buffers: ArrayBuffer[]) => void): (call: Call) => void {
  let job: { id: number; rest: Generator<Answer, void>; leave: number } | undefined
  return (call) => {
    const { id } = call
    if ("ask" in call) {
      let beaten = performance.now()
      const alive = () => {
        if (performance.now() - beaten < BEAT) return
        beaten = performance.now()
        post({ id, alive: true }, [])
      }
      job = { id, rest: answers(call.ask, alive), leave: LEAVE }
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
  }
}
