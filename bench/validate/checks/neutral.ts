import { digest, type Intervention, showDigest, type World } from "../../../sim/index.ts"
import { type Check, type Comparison, never } from "../check.ts"
import { lively } from "../lively.ts"
import { after, quietly, quietMedia, quietSegment } from "../quiet.ts"

const TICKS = 20

export const neutral: Check = {
  name: "neutral",
  about: "What is without effect changes nothing, bit for bit; the same firm on the same luck differs from itself by nothing",
  source: "identity",
  run(seed) {
    const run = (world: World, spend?: number, intervention?: Intervention) => {
      const market = quietly(world, seed)
      if (!intervention) return showDigest(digest(after(market, TICKS, spend)))
      for (let t = 0; t < TICKS; t++) market.step({}, intervention)
      return showDigest(digest(market))
    }
    const same = (what: string, a: string, b: string): Comparison => never(what, a === b ? 0 : 1)
    const silent = (change: object) => lively({ history: { spend: 0, shares: { social: 0.5, search: 0.5 } }, ...change })
    const base = run(lively())
    const quietWorld = (match: number, styleNoise: number) =>
      lively({ tastes: [[1, 0.5]], creative: { cost: 100, latency: "0 days", quality: { sigma: 0 }, halfLife: 1e6, match, styleNoise } })
    const rivals = (reaction: object) =>
      lively({
        segments: [{ ...quietSegment, needRate: { mean: 0.3, shape: 2 }, usage: { social: 2 } }],
        brands: [1, 2].map((k) => ({ name: `brand${k}`, price: 10, attraction: 0.5, ...(k > 1 ? { spend: { social: 9000 }, reaction } : {}) })),
        channels: [
          { ...quietMedia, gain: 0.3, reference: 10 },
          { name: "mail", kind: "owned" },
        ],
        history: { spend: 3000, shares: { social: 1 } },
      })
    return [
      same("A/A", run(lively()), base),
      same("no money, planned or not", run(silent({}), 0), run(silent({}))),
      same("an intervention that forces nothing", run(lively(), undefined, { media: 1, price: 1, muted: [], removed: [] }), base),
      same("style without weight", run(quietWorld(0, 3), 60), run(quietWorld(0, 0), 60)),
      same("a reaction of strength 0", run(rivals({ kind: "shareOfVoice", strength: 0, delay: "5 days" }), 90), run(rivals({ kind: "none" }), 90)),
    ]
  },
}
