import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import { load } from "../../scenarios/index.ts"
import type { World } from "../../sim/index.ts"

/** Largest file taken where none else is said, in bytes. */
const MOST_BYTES = 1_000_000

/** The package's folder, from the sources as from dist/. */
export const root = (() => {
  let folder = new URL(".", import.meta.url)
  while (!existsSync(new URL("package.json", folder))) folder = new URL("..", folder)
  return fileURLToPath(folder)
})()

const markets = join(root, "scenarios", "markets")

/** Scenarios that ship, by name. */
export function scenarioNames(): string[] {
  return readdirSync(markets)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => basename(file, ".yaml"))
    .sort()
}

/** A text file from outside. @throws InputError when it is missing, a folder, too large or no text */
export function readText(file: string, most = MOST_BYTES): string {
  const found = (() => {
    try {
      return statSync(file)
    } catch (error) {
      throw new InputError(`${file}: expected a file; found ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "nothing there" : (error as Error).message}`)
    }
  })()
  if (found.isDirectory()) throw new InputError(`${file}: expected a file; found a folder`)
  if (!found.isFile()) throw new InputError(`${file}: expected a file; found something else`)
  if (found.size > most) throw new InputError(`${file}: expected at most ${most} bytes; found ${found.size}`)
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${file}: expected text in UTF-8; found binary data`)
    throw new InputError(`${file}: expected a file that can be read; found ${(error as Error).message}`)
  }
}

/** Where a scenario is: a shipped one by its name, else a path. @throws InputError with the nearest name */
function scenarioFile(scenario: string): string {
  const names = scenarioNames()
  if (names.includes(scenario)) return join(markets, `${scenario}.yaml`)
  if (/[/\\]|\.ya?ml$/i.test(scenario) || existsSync(scenario)) return scenario
  throw new InputError(`scenario: expected a file or one of ${names.join(", ")}; found ${shown(scenario)}${hint(scenario, names)}`)
}

/**
 * Reads a scenario by name or path.
 * @param settings `path=value`, as given to --set
 * @throws InputError
 */
export function readScenario(scenario: string, settings: readonly string[] = []): World {
  const file = scenarioFile(scenario)
  const called = file === scenario ? file : `${scenario}.yaml`
  return load(called, readText(file), readText(join(root, "scenarios", "sources.yaml")), settings)
}

/** A scenario with other settings, and fewer or more simulated customers who stand for as many people. @throws InputError */
export function resized(
  scenario: string,
  { settings, customers }: { settings: readonly string[]; customers?: number | undefined },
  further: readonly string[] = [],
): World {
  if (customers === undefined) return readScenario(scenario, [...settings, ...further])
  const { customers: had, weight } = readScenario(scenario, settings)
  return readScenario(scenario, [...settings, `customers=${customers}`, `weight=${Math.max(1, Math.round((had * weight) / customers))}`, ...further])
}
