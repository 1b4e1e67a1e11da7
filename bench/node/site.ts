import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import sirv from "sirv"

export interface Site {
  /** Where it is, such as http://127.0.0.1:4173/ */
  address: string
  close(): Promise<void>
}

/**
 * Serves a folder to this machine alone.
 * @param port 0: any free one
 * @param most further ports that are tried, one after the other, where one is taken
 * @throws the system's error, with its code: EADDRINUSE where no port is free, EACCES where one is not allowed
 */
export async function serve(folder: string, port: number, most = 0): Promise<Site> {
  const files = sirv(folder, { etag: true })
  const server = createServer((request, response) =>
    files(request, response, () => {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n")
    }),
  )
  for (let tried = 0; ; tried++) {
    const fault = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once("error", resolve)
      server.listen(port + tried, "127.0.0.1", () => {
        server.off("error", resolve)
        resolve(undefined)
      })
    })
    if (!fault) break
    if (fault.code !== "EADDRINUSE" || tried >= most || port + tried >= 65_535) throw fault
  }
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
