const BARS = "▁▂▃▄▅▆▇█"

/** Values as bars from 0 to their peak, averaged into at most `width` characters. */
export function sparkline(values: readonly number[], width = 60): string {
  const bins = Math.min(width, values.length)
  const means = Array.from({ length: bins }, (_, k) => {
    const part = values.slice(Math.floor((k * values.length) / bins), Math.floor(((k + 1) * values.length) / bins))
    return part.reduce((sum, v) => sum + v, 0) / part.length
  })
  const peak = Math.max(...means)
  return means.map((v) => BARS[peak > 0 ? Math.min(7, Math.max(0, Math.floor((v / peak) * 8))) : 0]).join("")
}
