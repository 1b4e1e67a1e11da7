import { type Name, properties, type Value } from "../state/properties.ts"
import type { Choice } from "../state/property.ts"
import { get, isLocked, set } from "../state/store.ts"
import { type Key, say } from "../text/language.ts"

type Choosable = { [N in Name]: (typeof properties)[N] extends Choice<string> ? N : never }[Name]

/** A native menu of a property that is one of a few words. Each word is told by `choice.<property>.<word>` where the catalogue has it. */
export function Choose({ name, words }: { name: Choosable; words?: (word: string) => string }) {
  const { choices } = properties[name] as Choice<string>
  return (
    <label class="field" title={isLocked(name) ? say("control.locked") : undefined}>
      <span>{say(`control.${name}` as Key)}</span>
      <select value={get(name)} disabled={isLocked(name)} onChange={(event) => set(name, event.currentTarget.value as Value<typeof name>)}>
        {choices.map((word) => (
          <option key={word} value={word}>
            {words ? words(word) : say(`choice.${name}.${word}` as Key)}
          </option>
        ))}
      </select>
    </label>
  )
}
