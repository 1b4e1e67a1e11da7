import type { Summary } from "../../bench/experiment.ts"
import { scoreNames } from "../../bench/scores.ts"
import { InputError, shown } from "../../scenarios/errors.ts"

type Check = readonly [expected: string, holds: (value: unknown) => boolean]

const text: Check = ["text", (v) => typeof v === "string"]
const number: Check = ["a number", Number.isFinite]
const positive: Check = ["a number above 0", (v) => Number.isFinite(v) && (v as number) > 0]
const maybe: Check = ["a number or null", (v) => v === null || Number.isFinite(v)]
const interval: Check = ["two numbers or null", (v) => v === null || (Array.isArray(v) && v.length === 2 && v.every(Number.isFinite))]
const list: Check = ["a list", Array.isArray]

/**
 * The document of `compare --json` from a file's text.
 * @param file how messages name it
 * @throws InputError with file, path, expected, found
 */
export function readResults(file: string, content: string): Summary {
  const check = (path: string, value: unknown, [expected, holds]: Check) => {
    if (!holds(value)) throw new InputError(`${file}: ${path}: expected ${expected}; found ${shown(value)}`)
  }
  const document = parse(file, content)
  check("scenario", document.scenario, text)
  check("command", document.command, text)
  check("version", document.version, text)
  check("digest", document.digest, text)
  check("seed", document.seed, number)
  check("replications", document.replications, positive)
  if (typeof document.market !== "object" || document.market === null)
    throw new InputError(`${file}: market: expected what its figures are measured in; found nothing. The file is of an older version: run its command again`)
  check("market.currency", document.market.currency, ["a currency of three letters", (v) => typeof v === "string" && /^[A-Z]{3}$/.test(v)])
  for (const key of ["smallestEffect", "days", "runOutDays", "customers", "weight"] as const) check(`market.${key}`, document.market[key], number)
  check("strategies", document.strategies, ["a list of two or more", (v) => Array.isArray(v) && v.length >= 2])
  check("pairs", document.pairs, list)
  document.strategies.forEach((strategy, k) => {
    check(`strategies[${k}].name`, strategy?.name, text)
    for (const metric of scoreNames) {
      const at = `strategies[${k}].metrics.${metric}`
      const found = strategy.metrics?.[metric]
      check(at, found, ["a metric", (v) => typeof v === "object" && v !== null])
      check(`${at}.mean`, found.mean, maybe)
      check(`${at}.values`, found.values, [
        `${document.replications} numbers or nulls`,
        (v) => Array.isArray(v) && v.length === document.replications && v.every((x) => x === null || Number.isFinite(x)),
      ])
    }
  })
  document.pairs.forEach((pair, k) => {
    check(`pairs[${k}].a`, pair?.a, text)
    check(`pairs[${k}].metric`, pair.metric, ["a metric", (v) => scoreNames.includes(v as never)])
    check(`pairs[${k}].difference`, pair.difference, maybe)
    check(`pairs[${k}].ci`, pair.ci, interval)
  })
  return document
}

function parse(file: string, content: string): Summary {
  const fail = (found: string) => new InputError(`${file}: expected the results of marketlab compare --json; found ${found}`)
  let document: unknown
  try {
    document = JSON.parse(content)
  } catch {
    throw fail("no JSON")
  }
  if (typeof document !== "object" || document === null || Array.isArray(document)) throw fail(shown(document))
  if (!("strategies" in document)) throw fail(`an object with ${Object.keys(document).slice(0, 5).join(", ") || "nothing in it"}`)
  return document as Summary
}
