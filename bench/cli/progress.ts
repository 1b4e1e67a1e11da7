const WIDTH = 30

function clock(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`
  return seconds < 5400 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`
}

/** A bar with rate and time left, on stderr and only on a terminal. @param already finished before the start @param what is counted */
export function progress(total: number, already: number, what = "repeats") {
  const { stderr } = process
  const start = performance.now()
  let done = already
  let aside = ""
  const draw = () => {
    if (!stderr.isTTY) return
    const rate = (done - already) / ((performance.now() - start) / 1000)
    const filled = Math.round((WIDTH * done) / total)
    const pace = rate > 0 ? `  ${rate.toFixed(rate < 10 ? 1 : 0)}/s  ${clock((total - done) / rate)} left` : ""
    stderr.write(`\r\x1b[K${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}  ${done} of ${total} ${what}${pace}${aside}`)
  }
  draw()
  return {
    advance() {
      done++
      draw()
    },
    /** Makes room for a line elsewhere, and says something beside the bar from now on. */
    say(text: string) {
      aside = `  ${text}`
      if (stderr.isTTY) stderr.write("\r\x1b[K")
    },
    end() {
      if (stderr.isTTY) stderr.write("\r\x1b[K")
    },
  }
}
