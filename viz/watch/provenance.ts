import { computed, type ReadonlySignal, signal, useSignalEffect } from "@preact/signals"
import { useRef } from "preact/hooks"
import { version } from "../../bench/version.generated.ts"
import type { Provenance } from "../figures/provenance.ts"
import { get } from "../state/store.ts"
import { arrived, closing, pair, recording } from "./show.ts"

/** Ticks after which figures are drawn again while a run is being computed. */
const STEP = 120

/** How much of the run the figures show: grows in steps, so that they are not drawn anew with each frame that comes. */
export const milestone = computed(() => {
  const last = arrived.value
  return last >= (recording.value?.opening.horizon ?? Number.POSITIVE_INFINITY) ? last : Math.floor(Math.max(0, last) / STEP) * STEP
})

/** Where the figures of the run on view come from. */
export const provenance = computed<Provenance>(() => ({
  scenario: get("scenario"),
  settings: get("settings"),
  strategies: pair.value,
  seed: get("seed"),
  replications: get("replication") + 1,
  ...(closing.value ? { digest: closing.value.digest } : {}),
  version,
  command: recording.value?.opening.command ?? "",
}))

/** Milliseconds between two figures: none holds the page up together with another. */
const APART = 50

/** The milestone, a while later for each figure in turn. @param turn from 0 */
export function useMilestone(turn: number): ReadonlySignal<number> {
  const mine = useRef(signal(0)).current
  useSignalEffect(() => {
    const last = milestone.value
    recording.value
    const timer = setTimeout(() => (mine.value = last), APART * (turn + 1))
    return () => clearTimeout(timer)
  })
  return mine
}
