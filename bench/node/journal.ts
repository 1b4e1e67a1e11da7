import { extname } from "node:path"
import { parquetWriteBuffer } from "hyparquet-writer"
import { hint, InputError, shown } from "../../scenarios/errors.ts"
import type { Entry, Luck } from "../../sim/index.ts"
import { openWhole } from "./whole.ts"

/** An instruction of a run as a row of a file; its cost in money. */
export interface JournalRow extends Omit<Entry, "order" | "because" | "held"> {
  strategy: string
  seed: number
  replication: number
}

type Kind = "STRING" | "INT32" | "DOUBLE" | "BOOLEAN"

/** Columns, in order, and what they hold. */
const columns = {
  strategy: "STRING",
  seed: "DOUBLE",
  replication: "INT32",
  sequence: "INT32",
  seat: "STRING",
  what: "STRING",
  reason: "STRING",
  automated: "BOOLEAN",
  issued: "DOUBLE",
  decided: "DOUBLE",
  approved: "DOUBLE",
  executed: "DOUBLE",
  acted: "DOUBLE",
  reworked: "INT32",
  result: "STRING",
  twice: "BOOLEAN",
  limits: "STRING",
  customers: "DOUBLE",
  cost: "DOUBLE",
} as const satisfies { [K in keyof JournalRow]: Kind }

const names = Object.keys(columns) as (keyof JournalRow)[]

/** The rows of a run's journal. */
export function rowsOf(journal: readonly Entry[], strategy: string, { seed, replication }: Luck): JournalRow[] {
  return journal.map(({ order: _order, because: _because, held: _held, ...entry }) => ({ strategy, seed, replication, ...entry, cost: entry.cost / 100 }))
}

type Write = (rows: readonly JournalRow[]) => string | Uint8Array

const formats: Readonly<Record<string, Write>> = { ".csv": csv, ".ndjson": ndjson, ".jsonl": ndjson, ".parquet": parquet }

/** Where a journal goes: asked before anything is played. @throws InputError when nothing could be written there */
export function openJournal(file: string): (rows: readonly JournalRow[]) => void {
  if (file === "-") return (rows) => process.stdout.write(ndjson(rows))
  const extension = extname(file).toLowerCase()
  const write = Object.hasOwn(formats, extension) ? formats[extension] : undefined
  if (!write) {
    const known = Object.keys(formats)
    throw new InputError(`--journal: expected - or a file ending in ${known.join(", ")}; found ${shown(file)}${hint(extension, known)}`)
  }
  const put = openWhole("--journal", file)
  return (rows) => put(write(rows))
}

/** A row a line, its fields in the order of the columns. */
function ndjson(rows: readonly JournalRow[]): string {
  return rows.map((row) => `${JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name]])))}\n`).join("")
}

/** RFC 4180, with a head; nothing where there is no value. */
function csv(rows: readonly JournalRow[]): string {
  const field = (value: unknown) => {
    const text = value === null ? "" : String(value)
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  }
  return [names.join(","), ...rows.map((row) => names.map((name) => field(row[name])).join(","))].map((line) => `${line}\r\n`).join("")
}

function parquet(rows: readonly JournalRow[]): Uint8Array {
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: names.map((name) => ({ name, data: rows.map((row) => row[name]), type: columns[name], nullable: true })),
    }),
  )
}
