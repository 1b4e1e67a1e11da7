import { signal } from "@preact/signals"

const news = signal("")

/** Says something to who listens to the page and does not see it. */
export function announce(text: string): void {
  news.value = text
}

export function Live() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {news}
    </div>
  )
}
