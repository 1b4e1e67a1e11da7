import { test } from "@fast-check/vitest"
import { describe, expect } from "vitest"
import { inside, open } from "../../sim/index.ts"
import * as L from "../../sim/kernel/layout.ts"
import { threefry } from "../../sim/random.ts"
import { newWitness, witness } from "../../sim/witness.ts"
import { isContact, pushChannels } from "../../sim/world.ts"
import { build, copy, recipes } from "../kernel/randomMarket.ts"
import { decide, whims } from "./decisions.ts"
import { digestOf, firmAt, lucks, total, worlds } from "./worlds.ts"

describe("who watches a market", () => {
  test.prop([worlds, lucks, whims], { seed: 77, numRuns: 10 })(
    "sees whom channels reached and what was bought, and changes nothing",
    (world, luck, behaviour) => {
      const market = open(world, firmAt(24, 5), luck)
      const unseen = market.fork("same")
      const play = inside(market)
      const { memory, cells } = play
      const { columns } = memory
      const seen = newWitness(play)
      const words = new Uint32Array(4)
      behaviour.slice(0, world.clock.horizon).forEach((whim) => {
        const before = { purchases: columns.purchases.slice(), owner: columns.owner.slice() }
        for (const each of [market, unseen]) each.step(decide(world, each.look(), whim))
        const { tick } = play.state
        const surprises: string[] = []
        const contacted = world.channels.map(() => 0)
        witness(play, seen)
        for (const place of play.state.places) {
          const [reached, bought] = [seen.seen[place] as number, seen.bought[place] as number]
          world.channels.forEach((channel, c) => {
            if ((reached >> c) & 1) contacted[c] = (contacted[c] as number) + 1
            if (channel.kind === "store" && (reached >> c) & 1) surprises.push(`store ${place}`)
          })
          // a message was sent where the last contact is this tick's
          if (world.channels.some((channel, c) => isContact(channel) && (reached >> c) & 1) !== (columns.lastContact[place] === tick - 1))
            surprises.push(`message ${place}`)
          if (((bought & 1) === 1) !== (columns.purchases[place] !== before.purchases[place])) surprises.push(`purchase ${place}`)
          const owner = columns.owner[place] as number
          if (owner !== before.owner[place] && (bought === 0 || (owner !== L.NO_BRAND && ((bought >> owner) & 1) === 0))) surprises.push(`owner ${place}`)
        }
        world.brands.forEach((_, b) => {
          const buyers = play.state.places.reduce((sum, place) => sum + (((seen.bought[place] as number) >> b) & 1), 0)
          const orders = total(market, L.ORDERS + b)
          expect(buyers).toBeLessThanOrEqual(orders)
          expect(buyers > 0).toBe(orders > 0)
        })
        world.channels.forEach((channel, c) => {
          const exposures = total(market, L.EXPOSURES + c + 1)
          expect(contacted[c]).toBeLessThanOrEqual(exposures)
          expect((contacted[c] as number) > 0).toBe(exposures > 0)
          if (isContact(channel)) expect(contacted[c]).toBe(exposures)
        })
        // push media by the plain law: the customer's own word over the first threshold
        cells.forEach(({ start, count }, cell) => {
          pushChannels(world).forEach((c, p) => {
            const at = cell * pushChannels(world).length + p
            const steps = new Int32Array(memory.push.buffer, memory.push.byteOffset + (at * L.PUSH_SLOTS + L.PUSH_THRESHOLDS) * 4, 1)[0] as number
            for (let a = 0; a < count; a += 7) {
              threefry(play.state.key, (a >> 6) * 16 + (a & 15), cell, tick - 1, L.DRAW_PUSH + p, words)
              const reached = steps > 0 && ((words[(a >> 4) & 3] as number) ^ 0x80000000) > (memory.thresholds[at * L.MAX_COUNT] as number)
              if (((((seen.seen[start + a] as number) >> c) & 1) === 1) !== reached) surprises.push(`exposure ${start + a}`)
            }
          })
        })
        expect(surprises).toEqual([])
        expect(digestOf(market)).toBe(digestOf(unseen))
      })
    },
  )

  test.prop([recipes], { seed: 78, numRuns: 20 })("sees the same without SIMD", (recipe) => {
    const both = [build(recipe)].flatMap((memory) => [memory, copy(memory, "scalar")])
    const [four, one] = both.map((memory) => {
      memory.header[L.TICK] = recipe.tick
      memory.kernel.wide()
      memory.kernel.exposed()
      const cells = Array.from({ length: memory.header[L.CELLS] as number }, (_, cell) =>
        memory.cellInt.subarray(cell * L.CELL_INT_SLOTS, (cell + 1) * L.CELL_INT_SLOTS),
      )
      return cells.flatMap(([start = 0, count = 0]) => Array.from(new Uint8Array(memory.list.buffer, memory.list.byteOffset + start, count)))
    })
    expect(one).toEqual(four)
  })
})
