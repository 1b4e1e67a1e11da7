import { effect } from "@preact/signals"
import { chineseIsThere, wanted } from "../text/language.ts"

const FAMILY = "16px 'Noto Sans SC Lab'"
/** What the page shows in Chinese whatever its language: the name of the other one. */
const ALWAYS = "中文"
/** Milliseconds that a page waits for fonts before it is shown without them. */
const PATIENCE = 2000

/**
 * Fetches the slices of the bundled Chinese font that the language needs, and lets texts be Chinese once they are there: text that is laid out while
 * slices are on their way can keep boxes in the place of characters where the system has no Chinese font of its own.
 * @returns when the first text may be laid out
 */
export function followFonts(): Promise<unknown> {
  chineseIsThere.value = false
  let first: Promise<unknown> | undefined
  effect(() => {
    const faces = wanted.value === "zh" ? Promise.allSettled([...document.fonts].map((face) => face.load())) : document.fonts.load(FAMILY, ALWAYS)
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE))
    const there = Promise.race([faces, late]).catch(() => {})
    if (wanted.value === "zh") there.then(() => (chineseIsThere.value = true))
    first ??= there
  })
  return first as Promise<unknown>
}
