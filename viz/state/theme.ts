import { computed, effect, signal } from "@preact/signals"
import { dark, light } from "../figures/colours.ts"
import { get } from "./store.ts"

const query = typeof matchMedia === "function" ? matchMedia("(prefers-color-scheme: dark)") : undefined
const systemIsDark = signal(query?.matches ?? false)
query?.addEventListener("change", ({ matches }) => (systemIsDark.value = matches))

const motion = typeof matchMedia === "function" ? matchMedia("(prefers-reduced-motion: reduce)") : undefined
/** Does the visitor ask for less motion? */
export const lessMotion = signal(motion?.matches ?? false)
motion?.addEventListener("change", ({ matches }) => (lessMotion.value = matches))

export const isDark = computed(() => get("theme") === "dark" || (get("theme") === "auto" && systemIsDark.value))
export const colours = computed(() => (isDark.value ? dark : light))

/** Tells the style sheet which colours are in force. */
export function followTheme(): void {
  effect(() => {
    document.documentElement.dataset.theme = isDark.value ? "dark" : "light"
  })
}
