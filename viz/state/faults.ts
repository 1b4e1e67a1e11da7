import { signal } from "@preact/signals"

/** What went wrong outside of drawing, where no boundary stands, until it is dismissed. */
export const faults = signal<readonly string[]>([])

/** Faults shown at most: more say nothing new. */
const MOST = 3

/** Browsers tell so that a picture was measured twice in a frame, which harms nothing. */
const harmless = /^ResizeObserver loop/

export function complain(fault: unknown): void {
  const text = fault instanceof Error ? fault.message : String(fault)
  if (!harmless.test(text) && !faults.value.includes(text)) faults.value = [...faults.value, text].slice(0, MOST)
}

/** Shows what nothing else catches: errors of handlers, of timers and of promises. */
export function followFaults(): void {
  addEventListener("error", ({ error, message }) => complain(error ?? message))
  addEventListener("unhandledrejection", ({ reason }) => complain(reason))
}
