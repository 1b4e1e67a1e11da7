/** Where a picture's figures come from: enough to compute them again. Every saved picture holds it. */
export interface Provenance {
  scenario: string
  /** `path=value`, as given to --set. */
  settings: readonly string[]
  strategies: readonly string[]
  seed: number
  replications: number
  /** Of the runs, where they are finished. */
  digest?: string
  version: string
  command: string
}

/** As the text inside a picture, and its reading; undefined: none. */
export const print = (provenance: Provenance): string => JSON.stringify({ marketlab: provenance })

export function parse(text: string): Provenance | undefined {
  try {
    return JSON.parse(text).marketlab
  } catch {
    return undefined
  }
}
