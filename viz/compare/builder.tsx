import { strategies as shipped } from "../../policies/strategies/index.ts"
import { locked } from "../controls/locked.ts"
import { save } from "../controls/save.ts"
import { StrategyMenu } from "../controls/strategyMenu.tsx"
import { initial, properties } from "../state/properties.ts"
import { change, get, set } from "../state/store.ts"
import { en } from "../text/en.ts"
import { called, say } from "../text/language.ts"
import { openFile, refused } from "./files.ts"
import { wrong } from "./session.ts"

export const markets = Object.keys(en).flatMap((key) => (key.startsWith("scenario.") ? [key.slice("scenario.".length)] : []))
export const names = Object.keys(shipped)
const OWN = "own"
const same = (a: readonly string[], b: readonly string[]) => a.join("\n") === b.join("\n")

/** What is compared: market, settings, strategies, seed and repeats. */
export function Builder() {
  // a shipped market alone is right
  const aboutSettings = wrong.value.startsWith("--set") || (wrong.value !== "" && get("scenarioText") === "" && markets.includes(get("scenario")))
  return (
    <section class="builder">
      <h2>{say("compare.controls")}</h2>
      <div class="fields">
        <Market />
        <Strategies />
        <Whole name="replications" />
        <Whole name="seed" />
      </div>
      <label class="stacked">
        <span>{say("compare.settings")}</span>
        <textarea
          rows={3}
          spellcheck={false}
          value={get("settings").join("\n")}
          aria-invalid={aboutSettings}
          aria-describedby={aboutSettings ? "wrong" : undefined}
          {...locked("settings")}
          onChange={(event) =>
            set(
              "settings",
              event.currentTarget.value
                .split("\n")
                .map((setting) => setting.trim())
                .filter(Boolean),
            )
          }
        />
      </label>
      {get("scenarioText") !== "" && <Own />}
      {wrong.value && (
        <div class="fault" role="alert" id="wrong">
          <p>{wrong}</p>
          {!markets.includes(get("scenario")) && (
            <button type="button" onClick={() => take("everyday")}>
              {say("compare.shipped")}
            </button>
          )}
        </div>
      )}
      <label class="stacked">
        <span>{say("compare.open")}</span>
        <input
          type="file"
          accept=".yaml,.yml,.json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? []
            if (file) openFile(file)
            event.currentTarget.value = ""
          }}
        />
      </label>
      <p class="meaning">{say("compare.drop")}</p>
      {refused.value && (
        <p class="fault" role="alert">
          {refused}
        </p>
      )}
    </section>
  )
}

/** A shipped market; settings of the one before would not fit it. */
export function take(scenario: string): void {
  const untouched = same(get("settings"), initial.settings) || get("settings").length === 0
  change({ scenario, scenarioText: "", ...(untouched ? { settings: scenario === initial.scenario ? initial.settings : [] } : {}) })
}

function Market() {
  const text = get("scenarioText")
  return (
    <label class="field">
      <span>{say("compare.market")}</span>
      <select
        value={text ? OWN : get("scenario")}
        {...locked("scenario")}
        onChange={({ currentTarget: { value } }) => (value === OWN ? change({ scenario: "mine", scenarioText: "# scenario\n" }) : take(value))}
      >
        {markets.map((name) => (
          <option key={name} value={name}>
            {called("scenario", name)}
          </option>
        ))}
        {!text && !markets.includes(get("scenario")) && <option value={get("scenario")}>{get("scenario")}</option>}
        <option value={OWN}>{say("compare.own")}</option>
      </select>
    </label>
  )
}

/** A market of the visitor's own, as text. */
function Own() {
  const aboutText = wrong.value !== "" && !wrong.value.startsWith("--set")
  const file = `${get("scenario")}.yaml`
  return (
    <div class="own">
      <label class="field">
        <span>{say("compare.ownName")}</span>
        <input type="text" value={get("scenario")} onChange={(event) => set("scenario", event.currentTarget.value.trim() || "mine")} />
      </label>
      <button type="button" onClick={() => save(file, "application/yaml", get("scenarioText"))}>
        {say("compare.ownSave", { file })}
      </button>
      <label class="stacked">
        <span>{say("compare.ownText")}</span>
        <textarea
          rows={12}
          spellcheck={false}
          value={get("scenarioText")}
          aria-invalid={aboutText}
          aria-describedby={aboutText ? "wrong" : undefined}
          onChange={(event) => set("scenarioText", event.currentTarget.value || "# scenario\n")}
        />
      </label>
    </div>
  )
}

/** Strategies in order; the first is the pinned baseline. */
function Strategies() {
  const chosen = get("strategies")
  const put = (k: number, name: string) =>
    set(
      "strategies",
      chosen.map((old, i) => (i === k ? name : old)),
    )
  return (
    <>
      {chosen.map((name, k) => (
        <span class="field" key={k}>
          <StrategyMenu label={say(k === 0 ? "compare.baseline" : "compare.other")} value={name} names={names} put={(word) => put(k, word)} />
          {k > 0 && chosen.length > 2 && (
            <button
              type="button"
              aria-label={say("compare.remove", { name: called("strategy", name) })}
              {...locked("strategies")}
              onClick={() =>
                set(
                  "strategies",
                  chosen.filter((_, i) => i !== k),
                )
              }
            >
              ×
            </button>
          )}
        </span>
      ))}
      {chosen.length < 12 && (
        <button
          type="button"
          {...locked("strategies")}
          onClick={() => set("strategies", [...chosen, names.find((name) => !chosen.includes(name)) ?? (names[0] as string)])}
        >
          {say("compare.add")}
        </button>
      )}
    </>
  )
}

function Whole({ name }: { name: "seed" | "replications" }) {
  const { least, most } = properties[name]
  return (
    <label class="field">
      <span>{say(`control.${name}`)}</span>
      <input
        type="number"
        min={least}
        max={most}
        value={get(name)}
        {...locked(name)}
        onChange={({ currentTarget }) => {
          const value = properties[name].parse(currentTarget.value)
          if (value === undefined) currentTarget.value = String(get(name))
          else set(name, value)
        }}
      />
    </label>
  )
}
