import { useSignal } from "@preact/signals"
import type { Summary } from "../../bench/experiment.ts"
import { scoreNames, scores } from "../../bench/scores.ts"
import { changes, inUnit, percent } from "../text/format.ts"
import { called, language, say } from "../text/language.ts"
import { strategyCalled } from "./results.ts"

const NONE = "–"

/** Every metric: the mean of each strategy, and how one of them differs from the baseline. */
export function Table({ summary: { strategies, pairs, market } }: { summary: Summary }) {
  const to = language.value
  const [base, ...others] = strategies
  const chosen = useSignal("")
  const other = others.find(({ name }) => name === chosen.value) ?? others[0]
  if (!base || !other) return null
  return (
    <section>
      <h2>{say("compare.table")}</h2>
      {others.length > 1 && (
        <label class="field">
          <span>{say("compare.against")}</span>
          <select value={other.name} onChange={(event) => (chosen.value = event.currentTarget.value)}>
            {others.map(({ name }) => (
              <option key={name} value={name}>
                {strategyCalled(name, to)}
              </option>
            ))}
          </select>
        </label>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <section class="scrolled" aria-label={say("compare.table")} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say("compare.column.metric")}</th>
              <th scope="col">{strategyCalled(base.name, to)}</th>
              <th scope="col">{strategyCalled(other.name, to)}</th>
              <th scope="col">{say("compare.column.difference")}</th>
              <th scope="col">{say("compare.column.interval")}</th>
              <th scope="col">{say("compare.column.relative")}</th>
            </tr>
          </thead>
          <tbody>
            {scoreNames.map((metric) => {
              const { unit } = scores[metric]
              const [x, y] = [base.metrics[metric].mean, other.metrics[metric].mean]
              const value = (v: number | null) => (v === null ? NONE : inUnit(v, unit, market.currency, to))
              const pair = pairs.find((p) => p.a === other.name && p.metric === metric)
              const width = pair?.ci ? pair.ci[1] - pair.ci[0] : 0
              const told = changes(
                [pair?.difference ?? 0, ...(pair?.ci ?? [])],
                width > 1e-9 * Math.abs(pair?.difference ?? 0) ? width / 10 : 0,
                unit,
                market.currency,
                to,
              )
              return (
                <tr key={metric}>
                  <th scope="row" title={say(`meaning.${metric}`)}>
                    {called("metric", metric)}
                  </th>
                  <td>{value(x)}</td>
                  <td>{value(y)}</td>
                  <td>{pair?.difference == null ? NONE : told(pair.difference)}</td>
                  <td>{pair?.ci ? `${told(pair.ci[0])} … ${told(pair.ci[1])}` : NONE}</td>
                  <td>{pair?.difference == null || !x ? NONE : percent(pair.difference / Math.abs(x), 1, true, to)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
    </section>
  )
}
