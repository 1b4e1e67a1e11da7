import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { run } from "../../../bench/cli/run.ts"
import { train } from "../../../bench/cli/train.ts"
import { readTrained } from "../../../bench/node/trained.ts"
import { makePolicy } from "../../../policies/index.ts"
import { InputError } from "../../../scenarios/index.ts"
import { commandIn } from "./command.ts"

const folder = mkdtempSync(join(tmpdir(), "marketlab-train-"))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = ["customers=100", "weight=10000", "budget=1000000", "clock.days=28", "clock.burnIn=14", "clock.runOut=7"].flatMap((setting) => [
  "--set",
  setting,
])
const course = ["--options", "holdDays=7", "--episodes", "6", "--evaluate-every", "3", "--evaluate-on", "2", ...settings]

const marketlab = commandIn(folder)

const path = (file: string) => join(folder, file)
/** A file's text but for its own name in it. */
const content = (file: string) => readFileSync(path(file), "utf8").replaceAll(file, "file")

/** Calls back once a file holds some episodes. */
function afterEpisodes(file: string, count: number, then: () => void): void {
  const timer = setInterval(() => {
    if (!existsSync(path(file)) || readTrained(path(file)).episodes < count) return
    clearInterval(timer)
    then()
  }, 5)
}

describe("train", () => {
  test("says what was learned on held-out luck, keeps it in a file, and makes the very same again on any number of threads", async () => {
    const { code, out, err } = await marketlab(["train", ...course, "--out", "whole.json", "--workers", "1"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    const lines = out.trimEnd().split("\n")
    expect(lines[0]).toMatch(/^ +3 episodes: CNY .* on held-out luck, .* against untrained \(.* to .*\) {2}[▁-█]$/)
    expect(lines[1]).toMatch(/^ +6 episodes: .* {2}[▁-█]{2}$/)
    expect(out).toMatch(/\n\nAfter 6 episodes q-learning at the plan of digital earns CNY .* (more|less) a repeat than untrained/)
    expect(lines.at(-1)).toMatch(/^Kept in whole\.json; again: npx marketlab train everyday --policy q-learning --strategy digital --options holdDays=7 /)
    const json = await marketlab(["train", ...course, "--out", "again.json", "--workers", "2", "--json"])
    expect(json.code).toBe(0)
    expect(content("again.json")).toBe(content("whole.json"))
    const summary = JSON.parse(json.out)
    const trained = readTrained(path("again.json"))
    expect(summary).toMatchObject({ policy: "q-learning", seat: "plan", options: { holdDays: 7 }, episodes: 6, file: "again.json", returns: trained.returns })
    expect(summary.evaluations.map((e: { profit: { values: number[] } }) => e.profit.values)).toEqual(trained.evaluations.map((e) => e.trained))
    expect(trained.returns).toHaveLength(6)
  })

  test("killed and called again, it ends with the file of an uninterrupted run, to the byte", async () => {
    const args = ["train", ...course, "--workers", "1", "--out", "killed.json"]
    await marketlab(args, (child) => afterEpisodes("killed.json", 2, () => child.kill("SIGKILL")))
    const left = readTrained(path("killed.json")).episodes
    expect(left).toBeGreaterThanOrEqual(2)
    expect(left).toBeLessThan(6)
    const { code, out } = await marketlab(args)
    expect(code).toBe(0)
    expect(out).toContain(`killed.json holds ${left} episodes of this training already.`)
    expect(content("killed.json")).toBe(content("whole.json"))
  })

  test("Ctrl-C keeps what is finished, says so, and exits with 130; more episodes go on from there", async () => {
    const long = ["train", ...course.map((word) => (word === "6" ? "500" : word)), "--workers", "1", "--out", "stopped.json", "--json"]
    const { code, out, err } = await marketlab(long, (child) => afterEpisodes("stopped.json", 1, () => child.kill("SIGINT")))
    expect({ code, out }).toEqual({ code: 130, out: "" })
    expect(err).toMatch(/^Stopped: \d+ of 500 episodes are kept in stopped\.json; the same command goes on from there\.\n$/)
    const whole = readTrained(path("whole.json"))
    writeFileSync(path("short.json"), readFileSync(path("whole.json"))) // goes on, and begins with what was there
    await marketlab(["train", ...course.map((word) => (word === "6" ? "7" : word)), "--workers", "1", "--out", "short.json"])
    const longer = readTrained(path("short.json"))
    expect(longer.returns.slice(0, 6)).toEqual(whole.returns)
    expect(longer.episodes).toBe(7)
  })

  test("a strategy plays what a file holds: the options that it was learned with, and its state", async () => {
    writeFileSync(path("mine.yaml"), "name: mine\nextends: digital\npolicies: { plan: { policy: q-learning, trained: whole.json } }\n")
    const { policy, options, state, evaluations } = readTrained(path("whole.json"))
    expect(makePolicy("plan", { policy, options, trained: state }).save()).toEqual(state)
    const { code, err } = await marketlab(["run", "--strategy", "mine.yaml", ...settings, "--json"])
    expect({ code, err }).toEqual({ code: 0, err: "" })
    expect(evaluations.map(({ episodes }) => episodes)).toEqual([3, 6])
    writeFileSync(path("other.yaml"), "name: other\nextends: digital\npolicies: { plan: { policy: sarsa, trained: whole.json } }\n")
    await expect(run(["--strategy", path("other.yaml"), ...settings])).rejects.toThrow(/whole\.json: expected what sarsa was trained to; found q-learning$/)
  })

  test("a file of another training is refused, and so is one of another kind", async () => {
    const other = train([...course, "--seed", "2", "--out", path("whole.json")])
    await expect(other).rejects.toThrow(InputError)
    await expect(other).rejects.toThrow(
      /^--out: \S*whole\.json: expected this training \([0-9a-f]{12}\) or no file; found [0-9a-f]{12}: q-learning in everyday, seed 1\. [^\n]*$/,
    )
    writeFileSync(path("list.json"), "[1]")
    expect(() => readTrained(path("list.json"))).toThrow("expected what `marketlab train` writes; found [1]")
    writeFileSync(path("text.json"), "no")
    expect(() => readTrained(path("text.json"))).toThrow(InputError)
    expect(() => readTrained(path("none.json"))).toThrow("expected a file; found nothing there")
    writeFileSync(path("half.json"), JSON.stringify({ ...readTrained(path("whole.json")), state: undefined }))
    expect(() => readTrained(path("half.json"))).toThrow("found no state")
  })

  test.each([
    [["--policy", "q-lerning"], "Did you mean q-learning?"],
    [["--policy", "equal"], "--policy: expected one with `begin` and `train`, to be trained over runs: a file's own, or one of"],
    [["--strategy", "digitl"], "Did you mean digital?"],
    [["--seat", "pln"], "Did you mean plan?"],
    [["--seat", "bid"], "--policy: expected one for bid that can be trained over runs: a file's own, for none ships; found q-learning, which is for plan"],
    [["--options", "step"], '--options: expected key=value; found "step"'],
    [["--options", "step=0"], "step: expected a number above 0"],
    [["--options", 'watch=["stok"]'], "watch: expected a list of stock, return, voice"],
    [["--options", "steps=1"], "Did you mean step?"],
    [["--options", "step=1", "--options", "step=2"], "--options: expected step once; found it twice"],
    [["--episodes", "0"], "--episodes: expected a whole number from 1 to 1000000"],
    [["--evaluate-every", "x"], "--evaluate-every: expected a whole number"],
    [["--evaluate-on", "1"], "--evaluate-on: expected a whole number from 2 to 1000"],
    [["--out", "/nowhere/x.json"], "--out: /nowhere/x.json: expected a file in a folder; found no folder /nowhere"],
    [["--out", ""], "--out: expected a file; found nothing"],
    [["--set", "budget=1"], "budget"],
  ])("train %j is refused before anything is played", async (args, message) => {
    const refused = train(args)
    await expect(refused).rejects.toThrow(InputError)
    await expect(refused).rejects.toThrow(message)
    await expect(refused).rejects.not.toThrow(/\n/)
  })
})
