import type { ComponentChildren } from "preact"
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks"
import { csv } from "../figures/csv.ts"
import { png, svgText } from "../figures/export.ts"
import type { Figure } from "../figures/figure.ts"
import type { Provenance } from "../figures/provenance.ts"
import { colours } from "../state/theme.ts"
import { language, say } from "../text/language.ts"
import { announce } from "./live.tsx"
import { save } from "./save.ts"
import "./picture.css"

interface Properties<Data> {
  figure: Figure<Data>
  data: Data
  provenance: Provenance
  title: string
  /** What stands between title and picture: menus that choose what is drawn. */
  children?: ComponentChildren
}

/** A figure as wide as its place, with its title, and its file as SVG, PNG and CSV. */
export function Picture<Data>({ figure, data, provenance, title, children }: Properties<Data>) {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const drawn = useRef<SVGSVGElement>(null)
  const [trouble, setTrouble] = useState("")
  const [broken, setBroken] = useState("")
  const look = { width, colours: colours.value, locale: language.value }

  useEffect(() => {
    const measure = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)))
    measure.observe(place.current as HTMLDivElement)
    return () => measure.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (width === 0) return
    try {
      drawn.current = figure.draw(data, look)
      place.current?.replaceChildren(drawn.current)
      setBroken("")
    } catch (error) {
      drawn.current = null
      place.current?.replaceChildren()
      setBroken(say("picture.broken", { message: String((error as Error).message) }))
    }
  }, [figure, data, width, look.colours, look.locale])

  const file = (form: string) => `marketlab-${figure.name}-${provenance.scenario}-${provenance.seed}.${form}`
  const forms = {
    SVG: () => save(file("svg"), "image/svg+xml", svgText(drawn.current as SVGSVGElement, provenance)),
    PNG: async () => save(file("png"), "image/png", await png(drawn.current as SVGSVGElement, provenance)),
    CSV: () => save(file("csv"), "text/csv;charset=utf-8", csv(figure.rows(data), provenance)),
  }
  const saveAs = async (form: keyof typeof forms) => {
    setTrouble("")
    try {
      await forms[form]()
      announce(say("picture.saved", { file: file(form.toLowerCase()) }))
    } catch (error) {
      setTrouble(say("picture.failed", { message: String((error as Error).message) }))
    }
  }
  return (
    <figure class="picture">
      <figcaption>
        <span class="title">{title}</span>
        <span class="saving">
          <span aria-hidden="true">{say("picture.save")}</span>
          {(Object.keys(forms) as (keyof typeof forms)[]).map((form) => (
            <button type="button" key={form} aria-label={say("picture.saveAs", { title, form })} onClick={() => saveAs(form)}>
              {form}
            </button>
          ))}
        </span>
      </figcaption>
      {trouble && <p role="alert">{trouble}</p>}
      {broken && <p role="alert">{broken}</p>}
      {children}
      <div class="drawing" ref={place} />
    </figure>
  )
}
