/** A number for each customer; NaN where it is unknown. */
export type Quantity =
  | { readonly kind: "column"; readonly name: string }
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "apply"; readonly to: Arithmetic; readonly args: readonly Quantity[] }
  /** 1 where a condition is true, 0 where it is false. */
  | { readonly kind: "truth"; readonly of: Condition }

/** True, false or unknown for each customer. */
export type Condition =
  | { readonly kind: "always"; readonly value: boolean }
  | { readonly kind: "compare"; readonly by: Comparison; readonly args: readonly [Quantity, Quantity] }
  | { readonly kind: "unknown"; readonly of: Quantity }
  | { readonly kind: "and" | "or"; readonly args: readonly [Condition, Condition] }
  | { readonly kind: "not"; readonly of: Condition }

export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!="
export type Arithmetic = "+" | "-" | "*" | "/" | "^" | "min" | "max" | "abs" | "log" | "exp" | "sqrt" | "floor"

/** Columns that a condition reads, each once. */
export function columnsIn(of: Condition | Quantity): string[] {
  if (of.kind === "column") return [of.name]
  const within: readonly (Condition | Quantity)[] = "args" in of ? of.args : "of" in of ? [of.of] : []
  return [...new Set(within.flatMap(columnsIn))]
}
