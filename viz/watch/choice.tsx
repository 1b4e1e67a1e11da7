import { markets, names, take } from "../compare/builder.tsx"
import { locked } from "../controls/locked.ts"
import { StrategyMenu } from "../controls/strategyMenu.tsx"
import { properties } from "../state/properties.ts"
import { change, get, set } from "../state/store.ts"
import { called, say } from "../text/language.ts"

/** What stood for one customer or one moment stands for none of the next run. */
const afresh = { customer: -1, tick: -1 } as const

/** What is watched: the market, the two strategies, the seed and the repeat. */
export function Choice() {
  const strategies = get("strategies")
  const scenario = get("scenario")
  return (
    <section class="choice">
      <h2>{say("watch.choice")}</h2>
      <div class="fields">
        <label class="field">
          <span>{say("control.scenario")}</span>
          <select
            value={scenario}
            {...locked("scenario")}
            onChange={(event) => {
              change({ ...afresh, replication: 0 })
              take(event.currentTarget.value)
            }}
          >
            {(markets.includes(scenario) ? markets : [scenario, ...markets]).map((name) => (
              <option key={name} value={name}>
                {called("scenario", name)}
              </option>
            ))}
          </select>
        </label>
        {([0, 1] as const).map((side) => (
          <StrategyMenu
            key={side}
            label={say(side === 0 ? "watch.left" : "watch.right")}
            value={strategies[side] ?? ""}
            names={names}
            put={(chosen) => change({ ...afresh, strategies: strategies.map((name, k) => (k === side ? chosen : name)) })}
          />
        ))}
        <Whole name="seed" from={0} />
        <Whole name="replication" from={1} />
      </div>
    </section>
  )
}

/** A whole number. @param from what the least is called: people count from 1 */
function Whole({ name, from }: { name: "seed" | "replication"; from: 0 | 1 }) {
  const { least, most } = properties[name]
  return (
    <label class="field">
      <span>{say(`control.${name}`)}</span>
      <input
        type="number"
        min={least + from}
        max={most + from}
        value={get(name) + from}
        {...locked(name)}
        onChange={({ currentTarget }) => {
          const value = properties[name].parse(String(Number(currentTarget.value) - from))
          if (value === undefined) currentTarget.value = String(get(name) + from)
          else {
            change(afresh)
            set(name, value)
          }
        }}
      />
    </label>
  )
}
