import { computed } from "@preact/signals"
import { useMemo } from "preact/hooks"
import { announce } from "../controls/live.tsx"
import { Picture } from "../controls/picture.tsx"
import { lives } from "../figures/lives.ts"
import { get, isLocked, set } from "../state/store.ts"
import { say } from "../text/language.ts"
import { livesOf } from "./pictures.ts"
import { milestone, provenance } from "./provenance.ts"
import { arrived, go, player, recording } from "./show.ts"

/** Lives that differ up to the tick on view, of all customers. */
const differing = computed(() => {
  const shown = arrived.value >= 0 ? recording.value : undefined
  return shown ? (shown.differing[player.tick.value] ?? 0) * shown.opening.every : 0
})

function Differing() {
  return <output class="differing">{say("watch.differ", { n: differing.value, all: recording.value?.opening.customers ?? 0 })}</output>
}

function choose(step: 1 | -1): void {
  const shown = recording.peek()
  if (!shown) return
  const from = get("customer") < 0 ? -1 : Math.floor(get("customer") / shown.opening.every)
  const found = shown.nextDiffering(from, step, player.tick.peek())
  if (found < 0) return
  set("customer", found * shown.opening.every)
  go((p) => p.pause())
  announce(say("watch.twin", { n: found * shown.opening.every + 1 }))
}

/** The twin lens, and the choice of a customer whose two lives are compared. */
export function Lens() {
  return (
    <fieldset class="lens">
      <legend class="unseen">{say("watch.lens")}</legend>
      <label class="field">
        <input
          type="checkbox"
          checked={get("lens")}
          disabled={isLocked("lens")}
          title={isLocked("lens") ? say("control.locked") : undefined}
          onChange={(event) => set("lens", event.currentTarget.checked)}
        />
        <strong>{say("watch.lens")}</strong>
        <span>{say("watch.lensHelp")}</span>
      </label>
      <Differing />
      <button type="button" disabled={!recording.value} onClick={() => choose(-1)}>
        <span aria-hidden="true">‹ </span>
        {say("watch.previousTwin")}
      </button>
      <button type="button" disabled={!recording.value} onClick={() => choose(1)}>
        {say("watch.nextTwin")}
        <span aria-hidden="true"> ›</span>
      </button>
    </fieldset>
  )
}

/** The chosen customer's two lives. */
export function Twins() {
  const shown = recording.value
  const customer = get("customer")
  const last = milestone.value
  const chosen = shown && customer >= 0 && customer % shown.opening.every === 0 && customer < shown.opening.customers
  const data = useMemo(() => (chosen ? livesOf(shown, customer / shown.opening.every, last) : undefined), [shown, customer, last])
  if (!data) return <p class="hint">{say("watch.chooseTwin")}</p>
  return (
    <section class="twins">
      <Picture figure={lives} data={data} provenance={provenance.value} title={say("watch.twin", { n: customer + 1 })}>
        <button type="button" onClick={() => set("customer", -1)}>
          {say("watch.noTwin")}
        </button>
      </Picture>
    </section>
  )
}
