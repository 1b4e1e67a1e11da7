import type { Cell } from "./figure.ts"
import type { Provenance } from "./provenance.ts"

/** Rows as RFC 4180 has them, behind lines that begin with # and hold their provenance, `# key: JSON`. Null is an empty cell. */
export function csv(rows: readonly (readonly Cell[])[], provenance: Provenance): string {
  const head = Object.entries(provenance).map(([key, value]) => `# ${key}: ${JSON.stringify(value)}`)
  return [...head, ...rows.map((row) => row.map(cell).join(","))].map((line) => `${line}\r\n`).join("")
}

/** The provenance of a text that `csv` made; undefined: none. */
export function provenanceOfCsv(text: string): Provenance | undefined {
  const lines = text.split("\r\n")
  const head = lines.slice(
    0,
    lines.findIndex((line) => !line.startsWith("# ")),
  )
  const entries = head.map((line) => /^# (\w+): (.*)$/s.exec(line)).flatMap((found) => (found ? [[found[1], JSON.parse(found[2] as string)]] : []))
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}

function cell(value: Cell): string {
  if (value === null) return ""
  const text = String(value)
  return /[",\r\n#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
