import { useSignal } from "@preact/signals"
import type { ComponentChildren } from "preact"
import { useEffect, useMemo } from "preact/hooks"
import { type ScoreName, scoreNames } from "../../bench/scores.ts"
import { announce } from "../controls/live.tsx"
import { Picture } from "../controls/picture.tsx"
import { dots } from "../figures/dots.ts"
import { forest } from "../figures/forest.ts"
import { called, language, say } from "../text/language.ts"
import { line, tell } from "../text/verdict.ts"
import { Method } from "./method.tsx"
import { dotsOf, forestOf, provenanceOf, type Results, strategyCalled } from "./results.ts"
import { Table } from "./table.tsx"
import "./compare.css"

/** Verdict, one picture, why. @param children stand between the verdict and the picture: how the answer came about @param controls stand before the method */
export function Answer({ results, children, controls }: { results: Results; children?: ComponentChildren; controls?: ComponentChildren }) {
  const { summary, verdicts } = results
  const to = language.value
  const metric = useSignal<ScoreName>("profit")
  const provenance = useMemo(() => provenanceOf(summary), [summary])
  const differences = useMemo(() => forestOf(summary, "profit", to), [summary, to])
  const said = verdicts.map((verdict) => line(verdict, to)).join(" ")
  useEffect(() => announce(said), [said])
  return (
    <>
      <div class="verdicts">
        {verdicts.map((verdict) => {
          const { first, rest, grade } = tell(verdict, to)
          return (
            <p key={verdict.a}>
              <strong>{first}</strong>
              {to === "zh" ? "" : " "}
              {rest}
              {to === "zh" ? "" : " "}
              <span class="grade">{grade}</span>
            </p>
          )
        })}
      </div>
      {children}
      <Picture
        figure={forest}
        data={differences}
        provenance={provenance}
        title={say("compare.differenceOf", { metric: differences.metric, baseline: differences.baseline })}
      />
      <h2>{say("compare.why")}</h2>
      <Why {...{ results, provenance }} metric={metric.value}>
        <label class="field">
          <span>{say("compare.metric")}</span>
          <select value={metric.value} onChange={(event) => (metric.value = event.currentTarget.value as ScoreName)}>
            {scoreNames.map((name) => (
              <option key={name} value={name}>
                {called("metric", name)}
              </option>
            ))}
          </select>
        </label>{" "}
        <span class="meaning">{say(`meaning.${metric.value}`)}</span>
      </Why>
      <Table summary={summary} />
      {controls}
      <Method summary={summary} provenance={provenance} />
    </>
  )
}

/** A metric's values, repeat by repeat; of another metric than profit its differences too. */
function Why({
  results: { summary },
  provenance,
  metric,
  children,
}: {
  results: Results
  provenance: ReturnType<typeof provenanceOf>
  metric: ScoreName
  children: ComponentChildren
}) {
  const to = language.value
  const values = useMemo(() => dotsOf(summary, metric, to), [summary, metric, to])
  const differences = useMemo(() => forestOf(summary, metric, to), [summary, metric, to])
  const baseline = strategyCalled(summary.strategies[0]?.name ?? "", to)
  return (
    <>
      <p class="choice">{children}</p>
      <Picture figure={dots} data={values} provenance={provenance} title={say("compare.repeatsOf", { metric: values.metric })} />
      {metric !== "profit" && (
        <Picture figure={forest} data={differences} provenance={provenance} title={say("compare.differenceOf", { metric: values.metric, baseline })} />
      )}
    </>
  )
}
