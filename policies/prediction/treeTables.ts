import { type Boosted, binsOf } from "./boostedTrees.ts"
import type { Rows } from "./linear.ts"

/** A sum of functions of pairs of features, each a table over their bins. */
export interface TreeTables {
  readonly start: number
  readonly edges: Boosted["edges"]
  readonly pairs: readonly { readonly first: number; readonly second: number; readonly columns: number; readonly table: Float64Array }[]
}

/**
 * Boosted trees of depth 2 or less, distilled without loss: a leaf knows two features at most, so their sum is a table for each pair of features, and
 * scoring a row costs the same whether there were ten trees or a thousand. The pairs are those of Lou, Caruana, Gehrke & Hooker, "Accurate Intelligible
 * Models with Pairwise Interactions" (KDD 2013).
 * @throws RangeError for deeper trees
 */
export function distil({ start, depth, edges, trees }: Boosted): TreeTables {
  if (depth > 2) throw new RangeError(`trees: expected a depth of at most 2; found ${depth}`)
  const bins = (feature: number) => (edges[feature]?.length ?? 0) + 2
  const tables = new Map<string, TreeTables["pairs"][number]>()
  const tableOf = (a: number, b: number) => {
    const [first, second] = a <= b ? [a, b] : [b, a]
    const key = `${first}/${second}`
    const made = tables.get(key) ?? { first, second, columns: bins(second), table: new Float64Array(bins(first) * bins(second)) }
    tables.set(key, made)
    return made
  }
  const inner = (1 << depth) - 1
  for (const { features, bins: cuts, leaves } of trees)
    for (let leaf = 0; leaf < leaves.length; leaf++) {
      // the way to the leaf: which values of which features lead there
      const way: { feature: number; least: number; most: number }[] = []
      let open = true
      for (let node = leaf + inner; node > 0; ) {
        const right = node % 2 === 0
        node = (node - 1) >> 1
        const feature = features[node] as number
        const cut = cuts[node] as number
        if (feature < 0) open &&= !right
        else way.push({ feature, least: right ? cut + 1 : 0, most: right ? bins(feature) - 1 : cut })
      }
      if (!open) continue
      const a = way[0]?.feature ?? 0
      const b = way.find((step) => step.feature !== a)?.feature ?? a
      const { first, second, columns, table } = tableOf(a, b)
      const inside = (feature: number, bin: number) => way.every((step) => step.feature !== feature || (bin >= step.least && bin <= step.most))
      for (let i = 0; i < bins(first); i++)
        for (let j = 0; j < columns; j++) {
          if (!inside(first, i) || !inside(second, j)) continue
          table[i * columns + j] = (table[i * columns + j] as number) + (leaves[leaf] as number)
        }
    }
  return { start, edges, pairs: [...tables.values()] }
}

/** Each row's prediction, as `predictBoosted` gives it. */
export function predictTables({ start, edges, pairs }: TreeTables, rows: Rows, out = new Float64Array(rows.x.length / rows.width)): Float64Array {
  const binned = binsOf(edges, rows)
  out.fill(start)
  for (const { first, second, columns, table } of pairs)
    for (let r = 0, at = 0; r < out.length; r++, at += rows.width)
      out[r] = (out[r] as number) + (table[(binned[at + first] as number) * columns + (binned[at + second] as number)] as number)
  return out
}
