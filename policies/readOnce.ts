import type { Table } from "../sim/observation.ts"

/** The same table, each of its columns made once however often a policy asks: making one costs more than most of what is done with it. */
export function readOnce({ rows, column, age }: Table): Table {
  const made = new Map<string, Float32Array | undefined>()
  return {
    rows,
    age,
    column(name) {
      if (!made.has(name)) made.set(name, column(name))
      return made.get(name)
    },
  }
}
