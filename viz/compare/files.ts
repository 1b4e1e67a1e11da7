import { signal } from "@preact/signals"
import { InputError } from "../../scenarios/errors.ts"
import { properties } from "../state/properties.ts"
import { say } from "../text/language.ts"
import { readResults } from "./readResults.ts"
import { open, own } from "./session.ts"

/** Bytes of a file that is read at all: results of a thousand repeats of a dozen strategies are smaller. */
const MOST = 20e6

/** What is wrong with the file opened last, in one message. */
export const refused = signal("")

/** Opens a market or results, by what the file holds. Too large a one is refused before it is read. */
export async function openFile(file: File): Promise<void> {
  refused.value = ""
  try {
    if (file.size > MOST) throw new InputError(say("compare.tooBig", { file: file.name, most: MOST / 1e6, found: Math.ceil(file.size / 1e6) }))
    const content = await textOf(file)
    if (/^\s*\{/.test(content) || /\.json$/i.test(file.name)) await open(file.name, readResults(file.name, content))
    else {
      if (properties.scenarioText.parse(content) === undefined)
        throw new InputError(`${file.name}: expected ${properties.scenarioText.expected}; found ${content.length} characters`)
      own(file.name.replace(/\.ya?ml$/i, ""), content)
    }
  } catch (error) {
    refused.value = (error as Error).message
  }
}

async function textOf(file: File): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer())
  } catch {
    throw new InputError(say("compare.unreadable", { file: file.name }))
  }
}
