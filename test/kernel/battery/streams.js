import * as L from "../../../dist/sim/kernel/layout.js"
import { key, MARKET_STREAM } from "../../../dist/sim/random.js"

/** Cells and blocks of 64 customers a cell: about 100,000 customers, as in a large market. */
const CELLS = 12
const BLOCKS = 128
const WIDE = [L.DRAW_NEED, L.DRAW_VISIT, L.DRAW_QUERY, L.DRAW_QUERY + 1, L.DRAW_PUSH, L.DRAW_PUSH + 1, L.DRAW_PUSH + 2]

/** Bytes of a stream's chunk at most, at L.HEAP of its memory; what is turned about first is laid out behind it. */
export const ROOM = 1 << 20

const luck = { seed: 1, replication: 0 }

/** Turns rows of 64 words (one a customer) about: all rows' words of the first customer, of the second, … */
function byCustomer(memory, rows) {
  const words = new Uint32Array(memory.buffer)
  const to = L.HEAP >> 2
  const from = (L.HEAP + ROOM) >> 2
  for (let a = 0; a < 64; a++) for (let row = 0; row < rows; row++) words[to + a * rows + row] = words[from + row * 64 + a]
}

/** Streams of raw words in the market's memory; each generator yields how many bytes of the chunk are new, without end. */
export const streams = {
  wide: {
    what: "the wide pass, in its order: by tick, cell, block of 64 customers, purpose",
    *words({ words64, setKey }) {
      setKey(key(luck, MARKET_STREAM))
      for (let tick = 0; ; tick++)
        for (let cell = 0; cell < CELLS; cell++) {
          let at = L.HEAP
          for (let block = 0; block < BLOCKS; block++)
            for (const purpose of WIDE) {
              words64(block * 16, cell, tick, purpose, at)
              at += 256
            }
          yield at - L.HEAP
        }
    },
  },
  life: {
    what: "the wide pass, by customer: each one's words in the order of time",
    *words({ memory, words64, setKey }) {
      setKey(key(luck, MARKET_STREAM))
      const ticks = 64
      for (let tick = 0; ; tick += ticks)
        for (let cell = 0; cell < CELLS; cell++)
          for (let block = 0; block < BLOCKS; block++) {
            let row = 0
            for (let t = tick; t < tick + ticks; t++) for (const purpose of WIDE) words64(block * 16, cell, t, purpose, L.HEAP + ROOM + 256 * row++)
            byCustomer(memory, row)
            yield row * 256
          }
    },
  },
  own: {
    what: "own counters: two occasions, the message, sources of visits and what is considered, of each customer",
    *words({ memory, words4, setKey }) {
      setKey(key(luck, MARKET_STREAM))
      const purposes = new Int32Array(memory.buffer, L.OCCASION_PURPOSES, 4)
      const occasion = (n) => [0, 1, 2, 3].map((l) => L.DRAW_OCCASION + 256 * (4 * n + l))
      const sets = [occasion(0), occasion(1), [L.DRAW_MESSAGE, L.DRAW_SOURCE, L.DRAW_SOURCE + 256, L.DRAW_CONSIDER + 256]]
      // words4 lays word w of the four counters at 64 w bytes: four sets of customers, one behind the other, fill the gaps
      for (let tick = 0; ; tick++)
        for (let cell = 0; cell < CELLS; cell++)
          for (let from = 0; from < BLOCKS * 64; from += 1024) {
            for (let s = 0; s < sets.length; s++) {
              purposes.set(sets[s])
              for (let own = 0; own < 1024; own++)
                words4(from + own, cell, tick, L.OCCASION_PURPOSES, L.HEAP + s * 65536 + ((own >> 2) << 8) + ((own & 3) << 4))
            }
            yield sets.length * 65536
          }
    },
  },
  keys: {
    what: "the wide pass under 64 keys at once, word by word: seeds 0 to 7, replications 0 to 7",
    *words({ memory, words64, setKey }) {
      const keys = Array.from({ length: 64 }, (_, k) => key({ seed: k >> 3, replication: k & 7 }, MARKET_STREAM))
      const rows = 64 * WIDE.length
      for (let tick = 0; ; tick++)
        for (let cell = 0; cell < CELLS; cell++)
          for (let block = 0; block < BLOCKS; block++) {
            for (let k = 0; k < 64; k++) {
              setKey(keys[k])
              for (let p = 0; p < WIDE.length; p++) words64(block * 16, cell, tick, WIDE[p], L.HEAP + ROOM + 256 * (p * 64 + k))
            }
            byCustomer(memory, rows)
            yield rows * 256
          }
    },
  },
}
