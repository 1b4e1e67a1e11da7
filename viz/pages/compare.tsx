import { useEffect } from "preact/hooks"
import { Answer } from "../compare/answer.tsx"
import { Builder } from "../compare/builder.tsx"
import { openFile } from "../compare/files.ts"
import { Progress } from "../compare/progress.tsx"
import { check, checking, running, shown } from "../compare/session.ts"
import { get } from "../state/store.ts"
import { say } from "../text/language.ts"
import "../compare/compare.css"

/** Two or more strategies over many repeats: which earns more, and how sure that is. */
export function Compare() {
  const experiment = JSON.stringify([get("scenario"), get("scenarioText"), get("settings"), get("strategies"), get("seed")])
  useEffect(() => {
    check(true)
  }, [experiment])
  useEffect(() => {
    const stay = (event: DragEvent) => event.preventDefault()
    const drop = (event: DragEvent) => {
      event.preventDefault()
      const [file] = event.dataTransfer?.files ?? []
      if (file) openFile(file)
    }
    addEventListener("dragover", stay)
    addEventListener("drop", drop)
    return () => {
      removeEventListener("dragover", stay)
      removeEventListener("drop", drop)
    }
  }, [])
  const now = shown.value
  return (
    <div class="compare" aria-busy={checking.value || running.value !== undefined}>
      <h1>{say("compare.question")}</h1>
      <p class="meaning">{say("compare.intro")}</p>
      {now ? (
        <Answer results={now.results} controls={<Builder />}>
          <Progress />
        </Answer>
      ) : (
        <>
          <Progress />
          <Builder />
        </>
      )}
    </div>
  )
}
