import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Summary } from "../experiment.ts"
import { verdicts } from "../verdict.ts"
import { root } from "./files.ts"
import { writeWhole } from "./whole.ts"

/** The page that shows a comparison, built with the web lab. */
const page = join(root, "dist", "lab", "report.html")
const HOLE = '<script type="application/json" id="comparison">null</script>'

/** Values of one metric, over strategies and repeats, beyond which pictures show every repeat no more. */
const MOST = 20_000

/** A page that holds a comparison: pictures, tables and texts, one file. @param template with the hole for it */
export function reportOf(template: string, summary: Summary): string {
  if (!template.includes(HOLE)) throw new Error(`report.html: expected a place for results; found none`)
  const json = JSON.stringify({ summary, verdicts: verdicts(summary) }).replaceAll("<", "\\u003c") // no text of a user's ends the script
  return template.replace(HOLE, () => HOLE.replace("null", () => json))
}

/** Writes a comparison's report into its folder of results. @returns why there is none, in a line; undefined: written */
export function writeReport(folder: string, summary: Summary): string | undefined {
  if (!existsSync(page)) return `No report.html: ${page} is not built; npm run build makes it.`
  if (summary.strategies.length * summary.replications > MOST) return `No report.html: its pictures show up to ${MOST.toLocaleString("en-US")} runs.`
  writeWhole(folder, "report.html", reportOf(readFileSync(page, "utf8"), summary))
  return undefined
}
