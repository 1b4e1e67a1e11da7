import { readFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { compareCommand } from "../../bench/command.ts"
import { apart, score, summarise } from "../../bench/experiment.ts"
import { readScenario } from "../../bench/node/files.ts"
import { play } from "../../bench/play.ts"
import { strategies } from "../../policies/index.ts"
import { fragmentOf } from "../../viz/state/address.ts"
import { initial, type State } from "../../viz/state/properties.ts"
import { catalogues, sayIn } from "../../viz/text/language.ts"
import { small } from "../bench/small.ts"
import { type Lab, lab, type Visit } from "./lab.ts"

const { en } = catalogues
let served: Lab
beforeAll(async () => {
  served = await lab()
})
afterAll(() => served.close())

const at = (state: Partial<State>) => fragmentOf({ ...initial, page: "compare", settings: small, ...state })
const quiet = (page: Visit["page"]) => page.waitForFunction(() => !document.querySelector("[aria-busy=true]"), undefined, { timeout: 30_000 })
const drop = (page: Visit["page"], name: string, content: string) =>
  page.getByLabel(en["compare.open"]).setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(content) })

describe("the compare page", { timeout: 60_000 }, () => {
  test("computes in the page the very document of compare --json, and goes on from its first look", async () => {
    const { page, complaints, close } = await served.open(at({ replications: 6, seed: 3 }))
    await quiet(page)
    expect(await page.locator(".digest").textContent()).toMatch(/Digest [0-9a-f]{16}/)
    await page.getByText(sayIn("en", "compare.first", { n: 4, wanted: 6 })).waitFor()
    await page.getByRole("button", { name: sayIn("en", "compare.goOn", { n: 6 }) }).click()
    await page.getByText(sayIn("en", "compare.complete", { n: 6 })).waitFor()
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: en["compare.saveJson"] }).click()])
    const saved = readFileSync(await download.path(), "utf8")

    const world = readScenario("everyday", small)
    const both = [strategies.digital, strategies.intelligent]
    const results = Array.from({ length: 6 }, (_, replication) => score(play(world, both, { seed: 3, replication }), apart(["digital", "intelligent"])))
    const command = compareCommand({ scenario: "everyday", strategies: ["digital", "intelligent"], replications: 6, seed: 3, settings: small })
    expect(saved).toBe(`${JSON.stringify(summarise({ world, strategies: both, seed: 3, replications: 6 }, results, command))}\n`)

    // and what it saved opens here again
    await page.getByLabel(en["control.seed"]).fill("4")
    await page.getByLabel(en["control.seed"]).press("Tab")
    await page.getByText(en["compare.stale"]).waitFor()
    await drop(page, "saved.json", saved)
    await page.getByText(sayIn("en", "compare.fromFile", { file: "saved.json", n: 6, scenario: "everyday" })).waitFor()
    expect(complaints).toEqual([])
    await close()
  })

  test("stopped, it keeps and sums up what is finished, and the same button goes on", async () => {
    const { page, complaints, close } = await served.open(at({ replications: 200 }))
    await quiet(page)
    const button = page.locator(".progress button")
    await button.focus()
    await page.keyboard.press("Enter")
    await page.waitForFunction(() => (document.querySelector("progress")?.value ?? 0) > 4)
    await page.keyboard.press("Enter")
    await quiet(page)
    const kept = await page.getByText(/repeats are finished and kept/).textContent()
    const n = Number(/(\d+) of 200/.exec(kept ?? "")?.[1])
    expect(n).toBeGreaterThan(4)
    expect(n).toBeLessThan(200)
    expect(await page.locator("pre.command").textContent()).toContain(`--replications ${n} `)
    expect(await button.textContent()).toBe(sayIn("en", "compare.goOn", { n: 200 }))
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  test("says what is wrong with settings, markets and files, where they stand, and keeps what is shown", async () => {
    const { page, complaints, close } = await served.open(at({ settings: [...small, "clock.dais=3"] }))
    await page.getByRole("alert").waitFor()
    expect(await page.getByRole("alert").textContent()).toMatch(/clock\.dais: expected .*; found .*Did you mean days\?/)
    await page.getByLabel(en["compare.settings"]).fill(small.join("\n"))
    await page.getByLabel(en["compare.settings"]).press("Tab")
    await page.locator(".verdicts p").waitFor()
    await quiet(page)
    const alert = () => page.getByRole("alert").textContent()

    await drop(page, "mine.yaml", "name: mine\nhorizon: 3\n")
    await page.getByRole("alert").waitFor()
    expect(await alert()).toMatch(/^mine\.yaml: .*expected .*; found /)
    await page.getByRole("button", { name: en["compare.shipped"] }).click()
    await page.getByRole("alert").waitFor({ state: "detached" })

    await drop(page, "some.json", '{"profit": 3}')
    await page.getByRole("alert").waitFor()
    expect(await alert()).toBe("some.json: expected the results of marketlab compare --json; found an object with profit")

    // a file of 200 MB is refused by its size: nothing of it is read
    await page.evaluate(() => {
      const file = new File([new Uint8Array(200e6)], "huge.json")
      for (const way of ["text", "arrayBuffer", "stream"] as const) file[way] = () => Promise.reject(new Error("was read")) as never
      const event = new DragEvent("drop", { bubbles: true, cancelable: true })
      Object.defineProperty(event, "dataTransfer", { value: { files: [file] } })
      window.dispatchEvent(event)
    })
    await page.getByText(sayIn("en", "compare.tooBig", { file: "huge.json", most: 20, found: 200 })).waitFor()
    expect(await page.locator(".verdicts p").count()).toBe(1)
    expect(complaints).toEqual([])
    await close()
  })
})
