import { properties } from "../state/properties.ts"
import { get, set } from "../state/store.ts"
import { count } from "../text/format.ts"
import { say } from "../text/language.ts"
import { compute, FIRST, failure, kept, QUICK, running, shown, stale, stop, work, world, wrong } from "./session.ts"

/** How far the answer is, and the way on: one button that starts, stops and goes on, so that the focus stays. */
export function Progress() {
  const wanted = get("replications")
  const now = running.value
  const further = Math.min(properties.replications.most, kept.value < wanted ? wanted : 2 * wanted)
  const start = () => {
    set("replications", further)
    compute(further)
  }
  return (
    <div class="progress">
      {failure.value && (
        <p class="fault" role="alert">
          {say(failure.value.fault === "died" ? "compare.died" : "compare.failed", { message: failure.value.message })}
        </p>
      )}
      <p>
        {now ? (
          <>
            <progress value={now.done} max={now.wanted} aria-label={say("compare.running", { done: now.done, n: now.wanted })} />{" "}
            {say("compare.running", { done: now.done, n: now.wanted })}
          </>
        ) : (
          <State wanted={wanted} />
        )}{" "}
        <button type="button" class="main" aria-disabled={wrong.value !== ""} onClick={now ? stop : wrong.value ? undefined : start}>
          {now ? say("compare.stop") : failure.value ? say("compare.again") : say(kept.value > 0 ? "compare.goOn" : "compare.run", { n: further })}
        </button>
      </p>
    </div>
  )
}

function State({ wanted }: { wanted: number }) {
  const now = shown.value
  if (now?.file !== undefined)
    return <>{say("compare.fromFile", { file: now.file, n: now.results.summary.replications, scenario: now.results.summary.scenario })}</>
  if (stale.value) return <>{say("compare.stale")}</>
  if (!now) {
    const w = world.value
    return (
      <>
        {w && work.value > QUICK
          ? say("compare.large", { n: count(w.customers), days: (w.clock.horizon * w.clock.hoursPerTick) / 24 })
          : say("compare.waiting")}
      </>
    )
  }
  const { replications } = now.results.summary
  if (kept.value >= wanted) return <>{say("compare.complete", { n: replications })}</>
  return <>{say(kept.value <= FIRST ? "compare.first" : "compare.kept", { n: replications, wanted })}</>
}
