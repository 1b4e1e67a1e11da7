import { readdirSync, readFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"
import { expect, test } from "vitest"

const rooms = ["sim", "scenarios", "policies", "bench", "viz", "notebooks"]
const files = rooms.flatMap((room) =>
  readdirSync(room, { recursive: true })
    .map((file) => join(room, String(file)))
    .filter((file) => /\.tsx?$/.test(file) && !file.includes("generated") && !/^sim\/kernel\//.test(file)),
)

/** What a file imports: paths from the root for our own, names for packages. */
function imports(file: string): string[] {
  const text = readFileSync(file, "utf8")
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, to]) =>
    (to as string).startsWith(".") ? normalize(join(dirname(file), to as string)) : (to as string),
  )
}

/** Rooms that a room may know, besides itself. */
const arrows: Record<string, readonly string[]> = {
  sim: [],
  scenarios: ["sim"],
  policies: ["sim", "scenarios"],
  bench: ["sim", "scenarios", "policies"],
  viz: ["sim", "scenarios", "policies", "bench"],
  notebooks: ["sim", "scenarios", "policies", "bench", "viz"],
}

/** What policies may know of sim: what a firm can see, and arithmetic; never the market, its memory or its ledger. */
const policiesMayKnow = /^sim\/(observation|organisation|random|math|distributions|decay)\.ts$/

/** Environments of a seat are handed a market: they know its type, and nothing that makes one. */
const seesMarket = (file: string, to: string) =>
  /^policies\/env\//.test(file) && to === "sim/market.ts" && /^import type \{ Market \} from "[./]+sim\/market\.ts"$/m.test(readFileSync(file, "utf8"))

test.each(files)("%s knows only the rooms it may", (file) => {
  const room = file.split("/")[0] as string
  for (const to of imports(file)) {
    if (to.startsWith("node:")) expect(file).toMatch(/^(bench\/(node|cli)\/|(viz|notebooks)\/(vite\.config|build))/)
    if (room === "viz") expect(to).not.toMatch(/^bench\/(node|cli)\//)
    const other = rooms.find((r) => to.startsWith(`${r}/`))
    if (other && other !== room) expect(arrows[room]).toContain(other)
    if (room === "policies" && other === "sim" && !seesMarket(file, to)) expect(to).toMatch(policiesMayKnow)
    if (room === "policies" && other === "scenarios") expect(to, "messages' words alone").toBe("scenarios/errors.ts")
    if (room === "sim") expect(to).toMatch(/^sim\//)
  }
})

test.each(files.filter((file) => /^(sim|policies)\//.test(file)))("%s uses no arithmetic, clock or luck that depends on the engine", (file) => {
  const text = readFileSync(file, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\/\/.*$/gm, "")
  const allowed = /^(abs|min|max|floor|ceil|round|sign|trunc|sqrt|imul|fround|clz32)$/
  for (const [, name] of text.matchAll(/\bMath\.(\w+)/g)) expect(name).toMatch(allowed)
  expect(text).not.toMatch(/\bDate\b|performance\.now|\*\*(?!\s*-?\d+\b)|toLocale|Intl\./)
})

test("docs/model.md says where every part of the market is, and names no file that is not there", () => {
  const text = readFileSync("docs/model.md", "utf8")
  const named = [...text.matchAll(/`([\w/.]+[.]ts)`/g)].map(([, name]) => name as string)
  const all = [...rooms, "test"].flatMap((room) => readdirSync(room, { recursive: true, encoding: "utf8" }).map((file) => join(room, file)))
  const is = (name: string) => (file: string) => file === name || file.endsWith(join("/", name))
  for (const name of named) expect(all.some(is(name)), `${name}, named in docs/model.md`).toBe(true)
  for (const file of all)
    if (/^sim.*[.]ts$/.test(file) && !file.includes("generated"))
      expect(
        named.some((name) => is(name)(file)),
        `${file} in docs/model.md`,
      ).toBe(true)
})

test("the page itself holds no market: it shows what workers compute, and opens where none can", () => {
  const seen = new Set<string>()
  const follow = (file: string, way: readonly string[]): void => {
    if (seen.has(file)) return
    seen.add(file)
    expect(file, way.join(" → ")).not.toBe("sim/kernel.ts")
    const text = readFileSync(file, "utf8").replace(/^(import|export) type .*$/gm, "")
    for (const [, to] of text.matchAll(/^(?:import|export)\s(?:[^"]*?from\s)?"(\.[^"]+\.tsx?)"/gm))
      follow(normalize(join(dirname(file), to as string)), [...way, file])
  }
  follow("viz/main.tsx", [])
  expect(seen).toContain("viz/worker/crew.ts")
})
