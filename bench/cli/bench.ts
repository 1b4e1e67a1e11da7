/** `marketlab bench`: speed. @returns the exit code */
export async function bench(_argv: readonly string[]): Promise<number> {
  process.stderr.write("bench: not there yet\n")
  return 1
}
