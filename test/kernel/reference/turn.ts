import type { Customer } from "./customer.ts"
import type { Entry } from "./entry.ts"
import type { Luck } from "./luck.ts"
import type { Cell, Market, Treatment } from "./parameters.ts"

/** One customer's turn in the choice pass: parameters, state and luck, and where its counts go. */
export interface Turn {
  market: Market
  cell: Cell
  /** Index in the cell. */
  index: number
  customer: Customer
  entry: Entry
  /** The message that waits, number 0 for none. */
  treatment: Treatment
  luck: Luck
  /** Adds to a total of the cell. */
  count: (total: number, by: number) => void
}
