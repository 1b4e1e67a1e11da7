import { batch, computed, effect, signal, untracked } from "@preact/signals"
import type { Closing, Frame } from "../run/frame.ts"
import { get, set } from "../state/store.ts"
import { type Failure, workers } from "../worker/crew.ts"
import { Player } from "./player.ts"
import { Recording } from "./recording.ts"

/** What Watch shows: the recording on view, the place in it, and what is on its way. */
export const player = new Player()
export const recording = signal<Recording | undefined>(undefined)
export const closing = signal<Closing | undefined>(undefined)
export const failure = signal<Failure | undefined>(undefined)
/** Last tick taken up of the recording on view; −1: none. */
export const arrived = signal(-1)

const narrow = typeof matchMedia === "function" ? matchMedia("(max-width: 599px)") : undefined
const isNarrow = signal(narrow?.matches ?? false)
narrow?.addEventListener("change", ({ matches }) => (isNarrow.value = matches))
/** A phone shows one customer in ten. */
export const every = computed(() => (isNarrow.value ? 10 : 1))

/** The tick that words are about: anew with each week while it plays, so that they can be read; the one on view where it stands. */
export const readable = computed(() => {
  const tick = player.tick.value
  const week = recording.value ? Math.max(1, Math.round((7 * 24) / recording.value.opening.hoursPerTick)) : 7
  return player.playing.value ? Math.floor(tick / week) * week : tick
})

/** The two strategies on view. */
export const pair = computed<readonly [string, string]>(() => {
  const [a = "digital", b = "intelligent"] = get("strategies")
  return [a, b]
})

const attempt = signal(0)
/** Computes the recording anew: after a failure. */
export function again(): void {
  attempt.value++
}

/** Frames that have come and are not taken up yet, with the recording that they are of. */
let coming: Recording | undefined
const waiting: Frame[] = []
export const queued = signal(0)
/** The tick at which the coming recording takes the other's place, and whether it then plays. */
let entry = { tick: 0, play: false }
let keep = false

/** The next recording takes the present one's place without going back to the start: what was shown before stays true. */
export function keepPlace(): void {
  keep = true
}

/** Follows the state: another market, strategy, seed or repeat is computed and shown. @returns ends it */
export function follow(): () => void {
  const stop = effect(() => {
    attempt.value
    const request = {
      kind: "record" as const,
      scenario: { name: get("scenario"), text: get("scenarioText"), settings: get("settings") },
      strategies: pair.value,
      seed: get("seed"),
      replication: get("replication"),
      every: every.value,
    }
    const held = untracked(() => get("tick"))
    batch(() => {
      const stay = keep && recording.peek() !== undefined
      entry = stay ? { tick: player.tick.peek(), play: player.playing.peek() || held < 0 } : { tick: Math.max(0, held), play: held < 0 }
      keep = false
      failure.value = undefined
      closing.value = undefined
      waiting.length = 0
    })
    coming = undefined
    const job = workers.ask(request, (answer) => {
      if (answer.kind === "opening") {
        coming = new Recording(answer.opening)
        waiting.length = 0
      } else if (answer.kind === "frames") {
        waiting.push(...answer.frames)
        queued.value++
      } else if (answer.kind === "closing") {
        if (coming) coming.closing = answer.closing
        queued.value++
      }
    })
    job.done.catch((fault: Failure) => (failure.value = fault))
    return () => job.cancel()
  })
  return stop
}

/** Takes up what has come, for so many milliseconds at most. @returns is there more? */
export function takeUp(budget: number): boolean {
  if (!coming) return false
  const end = performance.now() + budget
  while (waiting.length > 0) {
    coming.add(waiting.shift() as Frame)
    if (performance.now() > end) break
  }
  const ready = coming.last >= Math.min(entry.tick, coming.opening.horizon)
  if (recording.peek() !== coming && ready) enter(coming)
  if (recording.peek() === coming)
    batch(() => {
      arrived.value = (coming as Recording).last
      player.available.value = arrived.value
      if (closing.peek() !== coming?.closing) closing.value = coming?.closing
    })
  return waiting.length > 0
}

function enter(next: Recording): void {
  batch(() => {
    recording.value = next
    player.horizon.value = next.opening.horizon
    player.available.value = next.last
    player.playing.value = false
    player.seek(entry.tick)
    player.playing.value = entry.play
  })
}

/** Moves by hand. */
export function go(act: (player: Player) => void): void {
  batch(() => {
    act(player)
    set("tick", player.playing.peek() ? -1 : player.tick.peek())
  })
}
