import { createHash } from "node:crypto"
import { parquetMetadata, parquetReadObjects } from "hyparquet"
import { parquetWriteBuffer } from "hyparquet-writer"
import type { Result } from "../experiment.ts"
import { type ScoreName, scoreNames } from "../scores.ts"

/** One value of one run: results are kept in long rows, which pandas, R and DuckDB read as they are. */
export interface Row {
  replication: number
  strategy: string
  metric: string
  /** null: the denominator was 0. */
  value: number | null
  /** Of the run. */
  digest: string
}

export function rowsOf(replication: number, results: readonly Result[]): Row[] {
  return results.flatMap(({ strategy, metrics, digest }) => scoreNames.map((metric) => ({ replication, strategy, metric, value: metrics[metric], digest })))
}

/** What tells a whole part from a damaged one, and this experiment's from another's. */
function seal(key: string, rows: readonly Row[]): string {
  return createHash("sha256")
    .update(JSON.stringify([key, rows.map((r) => [r.replication, r.strategy, r.metric, r.value, r.digest])]))
    .digest("hex")
}

/** A replication as a Parquet file. */
export function writePart(key: string, replication: number, results: readonly Result[]): Uint8Array {
  const rows = rowsOf(replication, results)
  const column = <K extends keyof Row>(name: K) => rows.map((row) => row[name])
  return new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "replication", data: column("replication"), type: "INT32", nullable: false },
        { name: "strategy", data: column("strategy"), type: "STRING", nullable: false },
        { name: "metric", data: column("metric"), type: "STRING", nullable: false },
        { name: "value", data: column("value"), type: "DOUBLE", nullable: true },
        { name: "digest", data: column("digest"), type: "STRING", nullable: false },
      ],
      kvMetadata: [
        { key: "marketlab.key", value: key },
        { key: "marketlab.seal", value: seal(key, rows) },
      ],
    }),
  )
}

/** Reads a part back; undefined when it is damaged, or not of this key, replication and these strategies. */
export async function readPart(bytes: Uint8Array, key: string, replication: number, strategies: readonly string[]): Promise<Result[] | undefined> {
  try {
    const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    const sealed = parquetMetadata(file).key_value_metadata?.find((entry) => entry.key === "marketlab.seal")?.value
    const rows = (await parquetReadObjects({ file })) as Row[]
    if (sealed !== seal(key, rows) || rows.length !== strategies.length * scoreNames.length) return undefined
    const results = strategies.map((strategy, k): Result => {
      const own = rows.slice(k * scoreNames.length, (k + 1) * scoreNames.length)
      const metrics = Object.fromEntries(own.map((row) => [row.metric, row.value])) as Record<ScoreName, number | null>
      return { strategy, metrics, digest: own[0]?.digest ?? "" }
    })
    const expected = rowsOf(replication, results)
    return rows.every((row, r) => row.metric === expected[r]?.metric && row.strategy === expected[r]?.strategy && row.replication === replication)
      ? results
      : undefined
  } catch {
    return undefined
  }
}
