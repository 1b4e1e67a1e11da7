import { useComputed } from "@preact/signals"
import type { ComponentChildren } from "preact"
import { useMemo } from "preact/hooks"
import { Picture } from "../controls/picture.tsx"
import { HEIGHT as COURSE_HEIGHT, customers, trust } from "../figures/course.ts"
import type { Figure } from "../figures/figure.ts"
import { HEIGHT as GAP_HEIGHT, type Gap, gap } from "../figures/gap.ts"
import { strips } from "../figures/strips.ts"
import { timeMargins, WEEKS } from "../figures/time.ts"
import { type Key, language, say } from "../text/language.ts"
import { shortShock } from "../text/shock.ts"
import { dayOf, gapAt } from "./gaps.ts"
import { courseOf, stripsOf } from "./pictures.ts"
import { provenance, useMilestone } from "./provenance.ts"
import type { Recording } from "./recording.ts"
import { repeated } from "./repeated.ts"
import { player, recording } from "./show.ts"

/** A figure over time, with the part that has not been shown yet behind a veil. */
function Timed({ high, children }: { high: number; children: ComponentChildren }) {
  const style = useComputed(() => {
    const horizon = player.horizon.value || 1
    return `--left:${timeMargins.left}px;--right:${timeMargins.right}px;--share:${player.tick.value / horizon};--below:${WEEKS}px;--high:${high}px`
  })
  return (
    <div class="timed">
      {children}
      <div class="veil" style={style} aria-hidden="true" />
    </div>
  )
}

function gapOf(shown: Recording, last: number): Gap {
  const { opening } = shown
  return {
    run: Array.from({ length: last + 1 }, (_, tick) => ({ day: dayOf(shown, tick), gap: gapAt(shown, tick) })),
    repeats: repeated.value?.curves ?? [],
    shocks: opening.events.map((shock) => ({ day: shock.day, label: shortShock(shock) })),
    days: dayOf(shown, opening.horizon),
    currency: opening.currency,
    strategies: opening.strategies,
  }
}

const people: Intl.NumberFormatOptions = { notation: "compact", maximumSignificantDigits: 4 }
const share: Intl.NumberFormatOptions = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** The gap, the budgets, customers and trust. */
export function Below() {
  return (
    <div class="below">
      <Drawn turn={0} figure={gap} title="gap.title" of={gapOf} timed={GAP_HEIGHT} />
      <Drawn turn={1} figure={strips} title="strips.title" of={stripsOf} />
      <Drawn turn={2} figure={customers} title="customers.title" of={customersOf} timed={COURSE_HEIGHT} />
      <Drawn turn={3} figure={trust} title="trust.title" of={trustOf} timed={COURSE_HEIGHT} />
    </div>
  )
}

const customersOf = (shown: Recording, last: number) =>
  courseOf(shown, last, "customers", shown.opening.customers * shown.opening.weight * 0.01, people, "people")
const trustOf = (shown: Recording, last: number) => courseOf(shown, last, "trust", 0.04, share, "0 to 1")

interface Properties<Data> {
  turn: number
  figure: Figure<Data>
  title: Key
  of: (shown: Recording, last: number) => Data
  /** Height of a figure over time, pixels: what is to come lies behind a veil. */
  timed?: number
}

/** A figure of the run, drawn when its turn comes. */
function Drawn<Data>({ turn, figure, title, of, timed }: Properties<Data>) {
  const shown = recording.value
  const last = Math.min(useMilestone(turn).value, shown?.last ?? -1)
  const known = repeated.value
  const data = useMemo(() => (shown && (last > 0 || turn === 0) ? of(shown, last) : undefined), [shown, last, known, language.value])
  if (!data) return <div class="awaited" />
  const picture = <Picture figure={figure} data={data} provenance={provenance.value} title={say(title)} />
  return timed ? <Timed high={timed}>{picture}</Timed> : picture
}
