import * as L from "../../../dist/sim/kernel/layout.js"
import { normalCdf } from "../../../dist/sim/math.js"
import { key, MARKET_STREAM, POLICY_STREAM } from "../../../dist/sim/random.js"

/** Pairs that are drawn at once. */
const BATCH = 1 << 14

/** A luck as a key without `key`, to show what that would be. */
const bare = ({ seed, replication }, stream) => [seed, 0, replication, stream]
const luck = { seed: 1, replication: 0 }
const nextSeed = { seed: 2, replication: 0 }
const nextReplication = { seed: 1, replication: 1 }

/**
 * Pairs of draws that differ in one thing by one: [key, counter] of each, where the counter is a function of (block, cell, tick, purpose).
 * In "…, against" the counter goes down where the key goes up, so that their sum, from which the rounds begin, is the same.
 */
export const neighbours = [
  { what: "customers", a: [key(luck, MARKET_STREAM), same], b: [key(luck, MARKET_STREAM), (c0, c1, c2, c3) => [c0 + 1, c1, c2, c3]] },
  { what: "cells", a: [key(luck, MARKET_STREAM), same], b: [key(luck, MARKET_STREAM), (c0, c1, c2, c3) => [c0, c1 + 1, c2, c3]] },
  { what: "ticks", a: [key(luck, MARKET_STREAM), same], b: [key(luck, MARKET_STREAM), (c0, c1, c2, c3) => [c0, c1, c2 + 1, c3]] },
  { what: "purposes", a: [key(luck, MARKET_STREAM), same], b: [key(luck, MARKET_STREAM), (c0, c1, c2, c3) => [c0, c1, c2, c3 + 1]] },
  { what: "occasions", a: [key(luck, MARKET_STREAM), same], b: [key(luck, MARKET_STREAM), (c0, c1, c2, c3) => [c0, c1, c2, c3 + 1024]] },
  ...keys("", key),
  ...keys("bare keys: ", bare),
]

function same(...counter) {
  return counter
}

function keys(prefix, keyOf) {
  const against =
    (word) =>
    (...counter) =>
      counter.map((c, w) => (w === word ? c + 1 : c))
  return [
    { what: `${prefix}seeds`, a: [keyOf(luck, MARKET_STREAM), same], b: [keyOf(nextSeed, MARKET_STREAM), same] },
    { what: `${prefix}replications`, a: [keyOf(luck, MARKET_STREAM), same], b: [keyOf(nextReplication, MARKET_STREAM), same] },
    { what: `${prefix}seeds, customers against`, a: [keyOf(luck, MARKET_STREAM), against(0)], b: [keyOf(nextSeed, MARKET_STREAM), same] },
    { what: `${prefix}replications, ticks against`, a: [keyOf(luck, MARKET_STREAM), against(2)], b: [keyOf(nextReplication, MARKET_STREAM), same] },
    { what: `${prefix}market and policies, purposes against`, a: [keyOf(luck, MARKET_STREAM), against(3)], b: [keyOf(luck, POLICY_STREAM), same] },
  ]
}

/**
 * Holds the differences of neighbouring draws against uniform ones.
 * @param pairs counters, a multiple of 16; each gives 128 bits
 * @returns z of the bit that is furthest from being set in half of the differences, with the p-value of so far a bit among 128, and the
 * p-value of χ² over the differences' sixteen bytes (16 · 255 degrees of freedom)
 */
export function avalanche({ memory, words64, setKey }, { a, b }, pairs) {
  const words = new Uint32Array(memory.buffer)
  const first = L.HEAP
  const second = L.HEAP + BATCH * 16
  const counts = Array.from({ length: 16 }, () => new Float64Array(256))
  for (let n = 0; n < pairs; n += BATCH) {
    const size = Math.min(BATCH, pairs - n)
    for (const [[key, counter], to] of [
      [a, first],
      [b, second],
    ]) {
      setKey(key)
      for (let k = n / 16; k < (n + size) / 16; k++) {
        const block = k % 128
        const cell = Math.floor(k / 128) % 12
        const tick = Math.floor(k / 1536) % 1024
        const purpose = Math.floor(k / 1572864)
        words64(...counter(block * 16, cell, tick, purpose), to + (k - n / 16) * 256)
      }
    }
    const apart = (second - first) >> 2
    for (let k = 0, at = first >> 2; k < size * 4; k++, at++) {
      const x = words[at] ^ words[at + apart]
      const byte = ((k >> 4) & 3) << 2
      counts[byte][x & 255]++
      counts[byte + 1][(x >> 8) & 255]++
      counts[byte + 2][(x >> 16) & 255]++
      counts[byte + 3][x >>> 24]++
    }
  }
  let furthest = 0
  let chi2 = 0
  for (const count of counts) {
    for (let value = 0; value < 256; value++) chi2 += (count[value] - pairs / 256) ** 2 / (pairs / 256)
    for (let bit = 0; bit < 8; bit++) {
      let set = 0
      for (let value = 0; value < 256; value++) if ((value >> bit) & 1) set += count[value]
      const z = (2 * set - pairs) / Math.sqrt(pairs)
      if (Math.abs(z) > Math.abs(furthest)) furthest = z
    }
  }
  const degrees = 16 * 255
  const spread = 2 / (9 * degrees)
  return {
    z: furthest,
    pBit: 1 - (1 - 2 * normalCdf(-Math.abs(furthest))) ** 128,
    pBytes: normalCdf(-(Math.cbrt(chi2 / degrees) - (1 - spread)) / Math.sqrt(spread)), // Wilson & Hilferty 1931
  }
}
