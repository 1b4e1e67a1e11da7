import { signal } from "@preact/signals"

/** Milliseconds after the first picture: two equal markets until here, then they play. */
const HOLD = 1100
/** From here on the verdict is told. */
const TELL = 4000
/** Milliseconds after the page was asked for: the verdict is told by then, even if nothing is computed yet. */
const AT_LAST = 4800

/** Has the opening been told? Until then the page shows the question and no verdict. */
export const told = signal(false)
let since: number | undefined

/** Begins the opening: the verdict follows by itself. */
export function begin(): () => void {
  const timer = setTimeout(() => (told.value = true), Math.max(0, AT_LAST - performance.now()))
  return () => clearTimeout(timer)
}

/** Who comes back to a run, or to another market, waits for nothing. */
export function skip(): void {
  told.value = true
}

/** The opening's clock. @param now milliseconds, a picture is shown @returns do the markets still stand? */
export function holds(now: number): boolean {
  if (told.peek() && since === undefined) return false
  since ??= now
  if (now - since >= TELL) told.value = true
  return now - since < HOLD
}
