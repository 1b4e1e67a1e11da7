import type { ComponentChildren, JSX } from "preact"
import { useEffect, useState } from "preact/hooks"

/** A page whose script is fetched when it is first looked at. @param meanwhile what stands in its place until then */
export function later(load: () => Promise<() => JSX.Element>, meanwhile: () => ComponentChildren): () => JSX.Element {
  let Page: (() => JSX.Element) | undefined
  return function Later() {
    const [, arrive] = useState(0)
    const [fault, setFault] = useState<Error>()
    useEffect(() => {
      if (Page) return
      load().then((page) => {
        Page = page
        arrive(1)
      }, setFault)
    }, [])
    if (fault) throw fault
    return Page ? <Page /> : <section aria-busy="true">{meanwhile()}</section>
  }
}
