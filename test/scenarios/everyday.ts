import { readFileSync } from "node:fs"
import { load } from "../../scenarios/index.ts"
import type { World } from "../../sim/index.ts"

/** The shipped market and sources, as text. */
export const everyday = readFileSync(new URL("../../scenarios/markets/everyday.yaml", import.meta.url), "utf8")
export const sources = readFileSync(new URL("../../scenarios/sources.yaml", import.meta.url), "utf8")

/** The market of everyday.yaml with settings. */
export function market(...settings: string[]): World {
  return load("mine.yaml", everyday, sources, settings)
}

/** The message that a text is refused with, or "taken". Anything but an InputError is thrown on. */
export function refusal(text: string, settings: readonly string[] = [], sourcesText = sources): string {
  try {
    load("mine.yaml", text, sourcesText, settings)
    return "taken"
  } catch (error) {
    if ((error as Error).name === "InputError") return (error as Error).message
    throw error
  }
}
