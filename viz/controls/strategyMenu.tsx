import { called } from "../text/language.ts"
import { locked } from "./locked.ts"

/** A labelled menu of strategies by name; one that does not ship stands first. */
export function StrategyMenu({ label, value, names, put }: { label: string; value: string; names: readonly string[]; put: (name: string) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} {...locked("strategies")} onChange={(event) => put(event.currentTarget.value)}>
        {(names.includes(value) ? names : [value, ...names]).map((name) => (
          <option key={name} value={name}>
            {called("strategy", name)}
          </option>
        ))}
      </select>
    </label>
  )
}
