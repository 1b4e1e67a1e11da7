/**
 * Tile coding: a point is seen through several grids, each shifted against the others, and lies in one tile of each. Points near one another share
 * tiles, and so what is learned. Grid t is shifted by t/n of a tile × (1, 3, 5, …), so that tiles generalise alike in all directions.
 * Sutton & Barto, 2nd ed., §9.5.4; Miller & Glanz 1996 for the shifts. Tiles are hashed to a table of fixed size; two of them may share a place.
 */
export interface TileCoding {
  /** How many grids; a power of two, at least four times the dimensions, spreads the shifts evenly. */
  tilings: number
  /** Places of the table. */
  size: number
}

/**
 * The places of the tiles that a point lies in, one of each grid.
 * @param point in units of a tile's width in each dimension
 * @param apart a whole number whose tiles share nothing with another's: an action, a channel
 */
export function activeTiles({ tilings, size }: TileCoding, point: ArrayLike<number>, apart = 0): Int32Array {
  const places = new Int32Array(tilings)
  for (let t = 0; t < tilings; t++) {
    let hash = mixed(mixed(0x9e3779b9, t), apart)
    for (let d = 0; d < point.length; d++) hash = mixed(hash, Math.floor((point[d] as number) + (t * (2 * d + 1)) / tilings) | 0)
    places[t] = (finished(hash) >>> 0) % size
  }
  return places
}

/** Takes a word into a hash: MurmurHash3's body (Appleby 2011, public domain). */
function mixed(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finished(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
