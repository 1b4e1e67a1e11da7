import { computed, signal } from "@preact/signals"

/** More time than this between two pictures is not made up for: a tab that was hidden goes on where it was. Milliseconds. */
const LONGEST = 100

/** The place in a run, moved by time or by hand. It never passes what has been computed. */
export class Player {
  /** Ticks since the horizon's start; whole ones are shown. */
  readonly position = signal(0)
  readonly playing = signal(false)
  /** Last tick there is now, and the run's last. */
  readonly available = signal(0)
  readonly horizon = signal(0)
  readonly tick = computed(() => Math.floor(this.position.value))
  readonly atEnd = computed(() => this.horizon.value > 0 && this.tick.value >= this.horizon.value)

  /** @param milliseconds since the last picture @param speed ticks a second */
  advance(milliseconds: number, speed: number): void {
    if (!this.playing.peek()) return
    const wanted = this.position.peek() + (Math.min(Math.max(milliseconds, 0), LONGEST) / 1000) * speed
    this.position.value = Math.min(wanted, this.available.peek())
    if (this.position.peek() >= this.horizon.peek() && this.horizon.peek() > 0) this.playing.value = false
  }

  /** Goes to a tick at once, as far as it has been computed. */
  seek(tick: number): void {
    this.position.value = Math.max(0, Math.min(Math.round(tick), this.available.peek()))
  }

  play(): void {
    if (this.atEnd.peek()) this.seek(0)
    this.playing.value = true
  }

  pause(): void {
    this.playing.value = false
    this.position.value = this.tick.peek()
  }

  toggle(): void {
    if (this.playing.peek()) this.pause()
    else this.play()
  }

  /** One tick forwards or back, and stays there. */
  step(by: 1 | -1): void {
    this.pause()
    this.seek(this.tick.peek() + by)
  }

  restart(): void {
    this.seek(0)
    this.playing.value = true
  }
}
