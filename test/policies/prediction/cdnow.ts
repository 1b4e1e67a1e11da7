import { existsSync, readFileSync } from "node:fs"

/** The 1/10 sample of CDNOW's customers (Fader & Hardie), beside the project where it is at hand. */
const folder = "../shared/data/cdnow"
export const here = existsSync(`${folder}/customers-summary.csv`) && existsSync(`${folder}/sample.txt`)
if (!here) console.log(`CDNOW: no ${folder} beside the project, so its tests are skipped`)

/** Repeat purchases of 39 weeks of 1997, times in weeks; mean money of a repeat purchase. */
export function customers() {
  const lines = readFileSync(`${folder}/customers-summary.csv`, "utf8").trim().split(/\r?\n/).slice(1)
  const rows = lines.map((line) => line.split(",").map(Number) as [number, number, number, number, number])
  const column = (k: 0 | 1 | 2 | 3 | 4) => Float64Array.from(rows, (row) => row[k])
  return { purchases: column(1), last: column(2), observed: column(3), money: column(4) }
}

/** Purchase days in the 39 weeks after, of each customer in the order of the summary: days on which something was bought. */
export function later(): Float64Array {
  const counts = new Float64Array(2357)
  const seen = new Set<string>()
  for (const line of readFileSync(`${folder}/sample.txt`, "utf8").trim().split(/\r?\n/)) {
    const [, id, date] = line.trim().split(/\s+/) as [string, string, string]
    if (date <= "19970930" || seen.has(`${id} ${date}`)) continue
    seen.add(`${id} ${date}`)
    counts[Number(id) - 1] = (counts[Number(id) - 1] as number) + 1
  }
  return counts
}
