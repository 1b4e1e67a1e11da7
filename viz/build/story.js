// Computes the stories that the lab opens with, from viz/story/stories.json, into viz/story/story.json: npm run story [name …].
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { compareCommand } from "../../dist/bench/command.js"
import { apart, score } from "../../dist/bench/experiment.js"
import { repeat } from "../../dist/bench/repeat.js"
import { strategyNamed } from "../../dist/bench/strategyNamed.js"
import { verdict } from "../../dist/bench/verdict.js"
import { version } from "../../dist/bench/version.generated.js"
import { load } from "../../dist/scenarios/load.js"

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8")
const file = new URL("../story/story.json", import.meta.url)
const stories = JSON.parse(read("../story/stories.json"))
const told = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(stories)

for (const name of names) {
  const { scenario, settings, strategies, seed, replications } = stories[name]
  const world = load(scenario, read(`../../scenarios/markets/${scenario}.yaml`), read("../../scenarios/sources.yaml"), settings)
  const repeats = []
  for (let replication = 0; replication < replications; replication++) {
    const { outcomes, weekly } = repeat(world, strategies.map(strategyNamed), { seed, replication })
    const results = score(outcomes, apart(strategies))
    repeats.push({ results, weekly: weekly.map((profits) => profits.map(Math.round)) })
    process.stderr.write(`${name} ${replication + 1} of ${replications}: ${(results[1].metrics.profit - results[0].metrics.profit).toFixed(0)}\n`)
  }
  const each = (of) => strategies.map((_, k) => repeats.map((one) => of(one, k)))
  const profit = each(({ results }, k) => results[k].metrics.profit)
  const totalCost = each(({ results }, k) => results[k].metrics.totalCost)
  const gaps = profit[1].map((ours, r) => ours - profit[0][r])
  const ranked = gaps.map((_, r) => r).sort((a, b) => gaps[b] - gaps[a] || a - b)
  const rank = Math.floor(replications / 2) + 1
  const side = (k) => ({ name: strategies[k], profit: profit[k], totalCost: totalCost[k] })
  told[name] = {
    shown: ranked[rank - 1],
    rank,
    verdict: verdict(side(1), side(0), world),
    command: compareCommand({ scenario, strategies, replications, seed, settings }),
    version,
    profit,
    totalCost,
    weekly: each(({ weekly }, k) => weekly[k]),
    digests: repeats.map(({ results }) => results.map(({ digest }) => digest)),
  }
  const aside = new URL("story.json.part", file)
  writeFileSync(aside, `${JSON.stringify(Object.fromEntries(Object.keys(stories).flatMap((key) => (told[key] ? [[key, told[key]]] : []))))}\n`)
  renameSync(aside, file)
}
