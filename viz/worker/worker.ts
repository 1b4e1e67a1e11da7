import type { Call } from "./protocol.ts"
import { serve } from "./serve.ts"

const answer = serve((reply, transfer) => postMessage(reply, { transfer }))

addEventListener("message", ({ data }: MessageEvent<Call>) => answer(data))
