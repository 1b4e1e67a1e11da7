import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** Writes a file aside and renames it: a reader finds the whole file or none, also after a power cut. */
export function writeWhole(folder: string, name: string, data: Uint8Array | string): void {
  const aside = join(folder, `${name}.${process.pid}.tmp`)
  const file = openSync(aside, "w")
  try {
    writeFileSync(file, data)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(aside, join(folder, name))
  if (process.platform === "win32") return // has no folder to sync
  const entry = openSync(folder, "r")
  fsyncSync(entry)
  closeSync(entry)
}
