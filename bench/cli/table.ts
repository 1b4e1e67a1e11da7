/** Rows as aligned columns: the first `left` to the left, the others to the right. The first row is the head. */
export function table(rows: readonly (readonly string[])[], left = 1): string {
  const widths = (rows[0] ?? []).map((_, c) => Math.max(...rows.map((row) => [...(row[c] ?? "")].length)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, c) => {
        const gap = " ".repeat((widths[c] as number) - [...cell].length)
        return c < left ? cell + gap : gap + cell
      })
      .join("  ")
      .trimEnd()
  const [head, ...body] = rows.map(line)
  return [head, "─".repeat(widths.reduce((sum, w) => sum + w, 2 * (widths.length - 1))), ...body].join("\n")
}
