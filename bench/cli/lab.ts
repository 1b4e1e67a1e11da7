import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { InputError } from "../../scenarios/errors.ts"
import { root } from "../node/files.ts"
import { type Site, serve } from "../node/site.ts"
import { read, whole } from "./arguments.ts"

const PORT = 4173
/** Ports after the usual one that are tried before giving up. */
const MORE = 20

const help = `marketlab lab   the web lab, served to this machine alone; nothing leaves it

  --port n   (${PORT}, or the next free one)
  --open     in the browser
  --json     { address } on stdout in place of words
  --help

The lab is a folder of files (${join("dist", "lab")}) that any static host can serve, and a page that opens without a server (${join("dist", "lab.html")}).

Examples
  marketlab lab --open
  marketlab lab --port 8080
`

/** `marketlab lab`. @returns the exit code, once it is stopped */
export async function lab(argv: readonly string[]): Promise<number> {
  const { values } = read(argv, { port: { type: "string" }, open: { type: "boolean", default: false }, json: { type: "boolean", default: false } }, 0)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const port = values.port === undefined ? undefined : whole("port", values.port, 0, 65_535)
  const folder = join(root, "dist", "lab")
  if (!existsSync(join(folder, "index.html"))) throw new InputError(`${folder}: expected the built lab; found nothing there. It is made by npm run build`)
  const site = await started(folder, port)
  process.stdout.write(values.json ? `${JSON.stringify({ address: site.address })}\n` : `marketlab lab: ${site.address}   (Ctrl-C stops it)\n`)
  if (values.open) open(site.address)
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve)
    process.once("SIGTERM", resolve)
  })
  await site.close()
  return 0
}

async function started(folder: string, port: number | undefined): Promise<Site> {
  try {
    return await (port === undefined ? serve(folder, PORT, MORE) : serve(folder, port))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const found = { EADDRINUSE: "taken", EACCES: "not allowed" }[code ?? ""]
    if (!found) throw error
    throw new InputError(`--port: expected a free port; found ${port ?? `${PORT} to ${PORT + MORE}`} ${found}. Try --port 0, which takes any that is free`)
  }
}

/** Shows an address in the system's browser; where there is none, the printed address is left. */
function open(address: string): void {
  const [command, ...args] = { darwin: ["open"], win32: ["cmd", "/c", "start", ""] }[process.platform as string] ?? ["xdg-open"]
  const child = spawn(command as string, [...args, address], { stdio: "ignore", detached: true })
  child.on("error", () => process.stderr.write(`--open: found no browser to open; the address is ${address}\n`))
  child.unref()
}
