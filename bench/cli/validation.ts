import type { CheckResult, FindingResult, Validation } from "../validate/report.ts"
import { table } from "./table.ts"

const NONE = "–"

/** A figure to three digits, with a true minus. */
function figure(value: number | null | undefined): string {
  if (value === null || value === undefined) return NONE
  const size = Math.abs(value)
  const text = size >= 1e6 ? size.toPrecision(4) : String(Number(size >= 100 ? size.toFixed(0) : size >= 10 ? size.toFixed(1) : size.toFixed(3)))
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

const span = (pair: readonly [number, number] | null) => (pair ? `${figure(pair[0])} to ${figure(pair[1])}` : NONE)

const marks: Record<FindingResult["status"] | CheckResult["status"], string> = { holds: "✓", fails: "✗", "in range": "✓", missed: "✗", skipped: "–" }

/** How far apart the worst comparison of a check is: exact, or in tolerances. */
function worst({ worst: c }: CheckResult): string {
  if (!c) return NONE
  return `${c.what}: ${figure(c.measured)}, expected ${figure(c.expected)}${c.tolerance > 0 ? ` ± ${figure(c.tolerance)}` : " exactly"}`
}

function verdicts({ checks, findings }: Validation): string[] {
  const held = checks.filter(({ status }) => status === "holds").length
  const measured = findings.filter(({ status }) => status !== "skipped")
  const inRange = measured.filter(({ status }) => status === "in range").length
  const skipped = findings.length - measured.length
  return [
    ...(checks.length ? [`${held} of ${checks.length} exact checks hold.`] : []),
    ...(findings.length
      ? [`${inRange} of ${measured.length} findings that were measured lie in the published range${skipped ? `; ${skipped} were not measured` : ""}.`]
      : []),
  ]
}

/** The report for a terminal. */
export function summary(result: Validation): string {
  const { checks, findings, command } = result
  const parts = [verdicts(result).join("\n")]
  if (checks.length)
    parts.push(table([["", "exact check", "comparisons", "worst"], ...checks.map((c) => [marks[c.status], c.name, String(c.comparisons), worst(c)])], 4))
  if (findings.length)
    parts.push(
      table(
        [
          ["", "finding", "in", "published", "range", "measured", "95 % interval"],
          ...findings.map((f) => [marks[f.status], f.name, f.scenario, figure(f.published), span(f.range), figure(f.value), span(f.ci)]),
        ],
        3,
      ),
    )
  const notes = findings
    .filter(({ status }) => status !== "in range")
    .map(({ name, status, reason }) => `${name} ${status}: ${reason ?? "the reason is not known yet"}`)
  if (notes.length) parts.push(notes.join("\n"))
  if (findings.length) parts.push(["Sources", ...findings.map(({ name, source }) => `  ${name}: ${source}`)].join("\n"))
  parts.push(`Again: ${command}`)
  return `${parts.join("\n\n")}\n`
}

/** The report as a page, with what was measured and where each range comes from. */
export function markdown(result: Validation): string {
  const { checks, findings, command, seed, replications, version } = result
  const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`
  const rows = (head: readonly string[], body: readonly (readonly string[])[]) => [row(head), row(head.map(() => "---")), ...body.map(row)].join("\n")
  const parts = [
    "# What the market shows",
    `Made by \`${command}\` (seed ${seed}, ${replications} replications, version ${version}). ${verdicts(result).join(" ")}`,
  ]
  if (findings.length) {
    parts.push(
      "## Findings",
      "Ranges were committed before the first measurement (`scenarios/findings.yaml`). Everything is measured by intervening in a market that plays on otherwise the same: same customers, same luck, rivals acting as they did. Intervals are over replications.",
      rows(
        ["", "finding", "in", "published", "range", "measured", "95 % interval"],
        findings.map((f) => [marks[f.status], f.about, f.scenario, figure(f.published), span(f.range), figure(f.value), span(f.ci)]),
      ),
    )
    const missed = findings.filter(({ status }) => status === "missed")
    if (missed.length) parts.push("### Missed", missed.map(({ about, reason }) => `- ${about}: ${reason ?? "the reason is not known yet"}.`).join("\n"))
    const skipped = findings.filter(({ status }) => status === "skipped")
    if (skipped.length) parts.push("### Not measured", skipped.map(({ about, reason }) => `- ${about}: ${reason}.`).join("\n"))
    parts.push(
      "### How, and from where",
      rows(
        ["finding", "window", "measure", "source"],
        findings.map((f) => [f.name, f.window, f.measure, f.source]),
      ),
    )
  }
  if (checks.length)
    parts.push(
      "## Exact checks",
      "Closed forms, within four standard errors where luck is in them, else exactly.",
      rows(
        ["", "check", "source", "comparisons", "worst"],
        checks.map((c) => [marks[c.status], c.about, c.source, String(c.comparisons), worst(c)]),
      ),
    )
  return `${parts.join("\n\n")}\n`
}
