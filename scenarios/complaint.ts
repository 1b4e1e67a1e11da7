import type { z } from "zod"
import { child, hint, InputError, nearest, oneOf, shown, where } from "./errors.ts"
import { inside, kinds, namesOf, typeAt } from "./shape.ts"

type Issue = z.core.$ZodIssue

/** What is checked: how messages name the file, its data, the schema. */
interface Case {
  file: string
  data: unknown
  schema: z.ZodType
}

/** The most telling of a schema's issues in the house's words; an unknown key first, for it explains a missing one. */
export function complaint(of: Case, issues: readonly Issue[]): InputError {
  const unknown = issues.find((issue) => issue.code === "unrecognized_keys")
  if (unknown) return unknownKey(of, unknown.path, unknown.keys[0] as string)
  const issue = issues[0] as Issue
  return (issue.code === "invalid_union" && discriminated(of, issue)) || plain(of, issue)
}

function unknownKey(of: Case, path: Issue["path"], key: string): InputError {
  const names = namesOf(typeAt(of.schema, of.data, path))
  return said(of, [...path, key], nearest(key, names) ? "a known key" : oneOf(names), `${shown(key)}${hint(key, names)}`)
}

/** No option of a discriminated union fits: its kind is wrong, missing, or under a misspelled key. */
function discriminated(of: Case, issue: Issue): InputError | undefined {
  const above = issue.path.slice(0, -1)
  const union = typeAt(of.schema, of.data, above)
  const { discriminator } = union ? inside(union) : {}
  if (!union || !discriminator || issue.path.at(-1) !== discriminator) return undefined
  const item = at(of.data, above)
  const names = namesOf(union)
  const misspelled = Object.keys(item as object).find((key) => !names.includes(key) && nearest(key, names) === discriminator)
  if (misspelled) return unknownKey(of, above, misspelled)
  const found = child(item, discriminator)
  return said(of, issue.path, oneOf(kinds(union)), `${shown(found)}${hint(found, kinds(union))}`)
}

function plain(of: Case, issue: Issue): InputError {
  const found = at(of.data, issue.path)
  const type = typeAt(of.schema, of.data, issue.path)
  const names = namesOf(type)
  const meant = issue.code === "custom" ? issue.params?.meant : undefined
  return said(of, issue.path, expectation(issue, names), `${shown(found)}${meant ? `. Did you mean ${meant}?` : hint(found, names)}`)
}

function expectation(issue: Issue, names: readonly string[]): string {
  if (issue.message.startsWith("expected ")) return issue.message.slice("expected ".length)
  if (issue.code === "invalid_type" && issue.expected === "object") return `keys (${names.slice(0, 12).join(", ")}${names.length > 12 ? ", ..." : ""})`
  if (issue.code === "invalid_type" && issue.expected === "array") return "a list"
  if (issue.code === "invalid_type" && issue.expected === "record") return "names with their values"
  if (issue.code === "invalid_type" && issue.expected === "string") return "words"
  if (issue.code === "invalid_type" && issue.expected === "number") return "a number"
  if (issue.code === "too_small") return `a list of at least ${issue.minimum}`
  if (issue.code === "too_big") return `a list of at most ${issue.maximum}`
  return "something else"
}

function said({ file, data }: Case, path: Issue["path"], expected: string, found: string): InputError {
  return new InputError(`${file}: ${path.length ? `${where(data, path)}: ` : ""}expected ${expected}; found ${found}`)
}

function at(data: unknown, path: Issue["path"]): unknown {
  return path.reduce(child, data)
}
