import type { ChildProcess } from "node:child_process"
import { readFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { lab } from "../../../bench/cli/lab.ts"
import { root } from "../../../bench/node/files.ts"
import { serve } from "../../../bench/node/site.ts"
import { commandIn } from "./command.ts"

const marketlab = commandIn(tmpdir())

/** The first line that a process says. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => child.stdout?.once("data", (data) => resolve(String(data))))
}

test("marketlab lab serves the built lab, to this machine alone, until it is stopped", async () => {
  const visited = { page: "", type: "", missing: 0 }
  const { code, err } = await marketlab(["lab", "--port", "0", "--json"], async (child) => {
    try {
      const { address } = JSON.parse(await firstLine(child))
      const page = await fetch(address)
      visited.page = await page.text()
      visited.missing = (await fetch(`${address}nothing.js`)).status
      const script = /src="\.\/([^"]+)"/.exec(visited.page)?.[1]
      visited.type = (await fetch(address + script)).headers.get("content-type") ?? ""
    } finally {
      child.kill("SIGINT")
    }
  })
  expect(err).toBe("")
  expect(code).toBe(0)
  expect(visited.page).toBe(readFileSync(join(root, "dist/lab/index.html"), "utf8"))
  expect(visited).toMatchObject({ missing: 404, type: expect.stringMatching(/javascript/) })
})

test("a port that is taken is passed over, or told where it was asked for", async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => other.listen(0, "127.0.0.1", () => resolve((other.address() as AddressInfo).port)))
  try {
    const site = await serve(join(root, "dist/lab"), port, 20)
    expect(Number(new URL(site.address).port)).toBeGreaterThan(port)
    await site.close()
    await expect(lab(["--port", String(port)])).rejects.toThrow(`--port: expected a free port; found ${port} taken. Try --port 0`)
  } finally {
    other.close()
  }
})

test.each([
  [["--port", "many"], '--port: expected a whole number from 0 to 65535; found "many"'],
  [["--port", "70000"], '--port: expected a whole number from 0 to 65535; found "70000"'],
  [["--prot", "1"], "--prot: no such option. Did you mean --port?"],
])("bad input %j is told in one line", async (argv, message) => {
  await expect(lab(argv)).rejects.toThrow(message)
})
