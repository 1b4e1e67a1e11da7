import { useEffect } from "preact/hooks"
import { get, startAfresh } from "../state/store.ts"
import { colours } from "../state/theme.ts"
import { called, say } from "../text/language.ts"
import { Below } from "../watch/below.tsx"
import { Choice } from "../watch/choice.tsx"
import { Headline } from "../watch/headline.tsx"
import { Journals } from "../watch/journal.tsx"
import { Markets } from "../watch/markets.tsx"
import { begin, skip } from "../watch/opening.ts"
import { again, every, failure, follow, recording } from "../watch/show.ts"
import { Transport } from "../watch/transport.tsx"
import { Lens, Twins } from "../watch/twins.tsx"
import { WhatIf } from "../watch/whatIf.tsx"
import "../watch/watch.css"

/** Two strategies on the same customers, side by side. */
export function Watch() {
  useEffect(() => {
    if (get("tick") >= 0) skip()
    const stop = [begin(), follow()]
    return () => {
      for (const end of stop) end()
    }
  }, [])
  return (
    <div class="watch">
      <Headline />
      {failure.value ? (
        <section class="fault" role="alert">
          <p>
            {say("watch.failed")} {failure.value.message}
          </p>
          <button type="button" onClick={again}>
            {say("watch.again")}
          </button>
          <button type="button" onClick={startAfresh}>
            {say("fault.fresh")}
          </button>
        </section>
      ) : (
        <Markets />
      )}
      <Transport />
      <WhatIf />
      <Legend />
      <Lens />
      <Twins />
      <Below />
      <Journals />
      <Choice />
      <Method />
    </div>
  )
}

/** What a dot, its colour, a glow and a spark are. */
function Legend() {
  const brands = recording.value?.opening.brands ?? []
  const { ours, rivals, none } = colours.value
  return (
    <p class="legend">
      {every.value > 1 && <strong>{say("watch.phone")} </strong>}
      {say("watch.legend")}{" "}
      {brands.map((brand, b) => (
        <span class="key" key={brand}>
          <i style={{ background: b === 0 ? ours : rivals[b - 1] }} />
          {called("brand", brand)}
        </span>
      ))}
      <span class="key">
        <i style={{ background: none }} />
        {say("watch.nobody")}
      </span>
      <span>{say("watch.pulse")}</span>
      <span class="keys">{say("watch.keys")}</span>
    </p>
  )
}

function Method() {
  const command = recording.value?.opening.command
  if (!command) return null
  return (
    <p class="method">
      {say("watch.command")}: <code>{command}</code>
    </p>
  )
}
