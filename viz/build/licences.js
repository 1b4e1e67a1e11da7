import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

/** A Vite plugin for workers that notes the packages whose modules are in a bundle, by their folders: the builder's own list knows the page's alone. */
export function noting(folders) {
  return {
    name: "marketlab:licences",
    generateBundle(_, bundle) {
      for (const { modules = {} } of Object.values(bundle))
        for (const id of Object.keys(modules)) {
          const folder = packageOf(id.split("?")[0])
          if (folder) folders.add(folder)
        }
    },
  }
}

/** The folder of the package that a module is of; undefined: it is ours. */
function packageOf(id) {
  if (!id.includes("/node_modules/")) return undefined
  let folder = dirname(id)
  while (!(existsSync(join(folder, "package.json")) && JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name)) folder = dirname(folder)
  return folder
}

/** Name, version and licence of each package that a text does not tell yet, in its form. */
export function further(text, folders) {
  return [...folders].sort().flatMap((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    const title = `## ${name} - ${version} (${license})`
    if (text.includes(title)) return []
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice)/i.test(file))
    return [title, ...files.map((file) => readFileSync(join(folder, file), "utf8").trim())]
  })
}
