import { useSignal } from "@preact/signals"
import type { Summary } from "../../bench/experiment.ts"
import { save } from "../controls/save.ts"
import { csv } from "../figures/csv.ts"
import type { Provenance } from "../figures/provenance.ts"
import { count, money, percent } from "../text/format.ts"
import { language, say } from "../text/language.ts"
import { rowsOf, strategyCalled } from "./results.ts"

/** How the answer was computed, what it does not know, and how to have it again. */
export function Method({ summary, provenance }: { summary: Summary; provenance: Provenance }) {
  const { market, strategies, replications, seed, command, digest, version } = summary
  const base = strategies[0]
  const profit = base?.metrics.profit.mean
  const copied = useSignal("")
  const copy = () =>
    Promise.resolve()
      .then(() => navigator.clipboard.writeText(command))
      .then(
        () => (copied.value = say("compare.copied")),
        () => (copied.value = say("compare.copyFailed")),
      )
  const file = (form: string) => `marketlab-compare-${summary.scenario}-${seed}.${form}`
  return (
    <section class="method">
      <h2>{say("compare.method")}</h2>
      <p>
        {say("compare.method.paired", { n: replications, seed: String(seed), customers: count(market.customers) })}{" "}
        {say("compare.method.time", { days: market.days, runOut: market.runOutDays })}{" "}
        {base &&
          profit != null &&
          say("compare.method.least", {
            share: percent(market.smallestEffect, Number.isInteger(100 * market.smallestEffect) ? 0 : 1),
            baseline: strategyCalled(base.name, language.value),
            least: money(market.smallestEffect * Math.abs(profit), market.currency),
          })}
      </p>
      <p>
        <strong>{say("compare.method.luck")}</strong> {say("compare.method.money")}
      </p>
      <h3>{say("compare.command")}</h3>
      <pre class="command">{command}</pre>
      <p class="acts">
        <button type="button" onClick={copy}>
          {say("compare.copy")}
        </button>
        <button type="button" onClick={() => save(file("json"), "application/json", `${JSON.stringify(summary)}\n`)}>
          {say("compare.saveJson")}
        </button>
        <button type="button" onClick={() => save(file("csv"), "text/csv;charset=utf-8", csv(rowsOf(summary), provenance))}>
          {say("compare.saveCsv")}
        </button>
        <span role="status">{copied}</span>
      </p>
      <p class="digest">{say("compare.digest", { digest, version })}</p>
    </section>
  )
}
