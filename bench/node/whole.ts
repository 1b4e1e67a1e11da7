import { accessSync, closeSync, constants, existsSync, fsyncSync, openSync, renameSync, statSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { InputError } from "../../scenarios/errors.ts"

/**
 * Where a file will be written whole, asked before the work whose outcome it holds.
 * @param option how messages name what asked for it
 * @throws InputError when nothing could be written there
 */
export function openWhole(option: string, file: string): (data: Uint8Array | string) => void {
  const folder = dirname(file)
  if (!existsSync(folder)) throw new InputError(`${option}: ${file}: expected a file in a folder; found no folder ${folder}`)
  try {
    if (!statSync(folder).isDirectory()) throw new InputError(`${option}: ${file}: expected a file in a folder; found that ${folder} is none`)
    accessSync(folder, constants.W_OK)
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new InputError(`${option}: ${file}: expected a file; found a folder`)
  } catch (error) {
    if (error instanceof InputError) throw error
    throw new InputError(`${option}: ${file}: expected a file that can be written; found ${(error as Error).message}`)
  }
  return (data) => writeWhole(folder, basename(file), data)
}

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
