import { existsSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { stripVTControlCharacters } from "node:util"
import { type Kinds, shipped } from "../../policies/catalogue.ts"
import type { PolicyKind } from "../../policies/policy.ts"
import { InputError, oneOf, shown } from "../../scenarios/errors.ts"
import { seats } from "../../sim/index.ts"
import { root } from "./files.ts"

/** A policy file from outside, with all that it imports in one text: it goes to workers, and results depend on it. */
export interface PolicyModule {
  /** As it was named. */
  file: string
  code: string
}

/** Rooms of this package that a policy may import by name. */
const rooms: Readonly<Record<string, string>> = { marketlab: "index", "marketlab/policies": "policies/index", "marketlab/sim": "sim/index" }

const built = (name: string) => pathToFileURL(join(root, "dist", `${rooms[name]}.js`)).href

/**
 * Reads a policy file (.js, .mjs or .ts) and bundles what it imports; `marketlab` itself stays outside.
 * @throws InputError in one line
 */
export async function bundle(file: string): Promise<PolicyModule> {
  if (!existsSync(file)) throw new InputError(`${file}: expected a policy file; found nothing there`)
  const { rolldown } = await import("rolldown")
  try {
    const bundled = await rolldown({
      input: resolve(file),
      platform: "node",
      logLevel: "silent",
      plugins: [{ name: "marketlab", resolveId: (id) => (Object.hasOwn(rooms, id) ? { id, external: true } : null) }],
    })
    const { output } = await bundled.generate({ format: "esm", minify: false })
    await bundled.close()
    return { file, code: output[0].code.replace(/^\/\/#(end)?region.*$/gm, "").replace(/^\/\/ .*\.[cm]?[jt]s$/gm, "") }
  } catch (error) {
    throw new InputError(`${file}: expected a module that can be read; found ${firstLine(error)}`)
  }
}

/** The kinds that ship and those of modules. @throws InputError where a module holds no policy */
export async function kindsWith(modules: readonly PolicyModule[]): Promise<Kinds> {
  if (modules.length === 0) return shipped
  const kinds = new Map(shipped)
  const known = new Map<string, PolicyModule>()
  for (const module of modules) {
    const { name } = (await kindIn(module, kinds)).card
    const other = known.get(name)
    if (shipped.has(name) || (other && other.code !== module.code))
      throw new InputError(`${module.file}: name: expected one that no policy has; found ${shown(name)}${other ? `, as in ${other.file}` : ", which ships"}`)
    known.set(name, module)
  }
  return kinds
}

/** The kind that a module makes, put among the others. */
async function kindIn({ file, code }: PolicyModule, kinds: Map<string, PolicyKind>): Promise<PolicyKind> {
  const absolute = code.replace(/(from\s*|import\s*)"(marketlab(?:\/\w+)?)"/g, (all, before: string, name: string) =>
    Object.hasOwn(rooms, name) ? `${before}"${built(name)}"` : all,
  )
  const exported = await (async () => {
    try {
      return (await import(`data:text/javascript;base64,${Buffer.from(absolute).toString("base64")}`)) as { default?: unknown }
    } catch (error) {
      throw new InputError(`${file}: expected a module that runs; found ${firstLine(error)}`)
    }
  })()
  const kind = exported.default as PolicyKind | undefined
  const card = typeof kind === "function" ? kind.card : undefined
  if (!kind || !card || typeof card.name !== "string" || !/^[a-z][\w-]{0,39}$/i.test(card.name) || typeof card.options !== "object")
    throw new InputError(
      `${file}: expected \`export default policy(card, make)\`; found ${kind === undefined ? "no default export" : shown(card ?? typeof kind)}`,
    )
  if (!seats.includes(card.seat)) throw new InputError(`${file}: seat: expected ${oneOf(seats)}; found ${shown(card.seat)}`)
  kinds.set(card.name, kind)
  return kind
}

/** Names a file's own policy, as `kindsWith` will know it. */
export async function nameIn(module: PolicyModule): Promise<string> {
  return (await kindIn(module, new Map())).card.name
}

/** Does a word name a file and not a policy that ships? */
export function isFile(word: string): boolean {
  return /[/\\]|\.[cm]?[jt]s$/i.test(word)
}

/** What the message of an error says first, without paths of this machine. */
function firstLine(error: unknown): string {
  const text = stripVTControlCharacters(error instanceof Error ? error.message : String(error))
  const lines = text.split("\n").map((line) => line.trim())
  const telling = lines.find((line) => line !== "" && !/^Build failed/.test(line)) ?? "an error"
  return telling.replace(/(file:\/\/)?\/[^\s'"]*\/([^\s/'"]+)/g, (_, _scheme, name: string) => basename(name)).slice(0, 200)
}
