/** What a PNG says of itself: one iTXt chunk, uncompressed UTF-8 (PNG 3rd edition, W3C 2025, 11.3.3.4), behind the header. */

const HEADER_END = 33 // signature 8, IHDR 4 + 4 + 13 + 4
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]

/** The same picture with a text under a keyword of 1 to 79 Latin letters. */
export function withText(png: Uint8Array, keyword: string, text: string): Uint8Array<ArrayBuffer> {
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`)
  const chunk = new Uint8Array(body.length + 8)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, body.length - 4)
  chunk.set(body, 4)
  view.setUint32(4 + body.length, crc(body))
  const whole = new Uint8Array(png.length + chunk.length)
  whole.set(png.subarray(0, HEADER_END))
  whole.set(chunk, HEADER_END)
  whole.set(png.subarray(HEADER_END), HEADER_END + chunk.length)
  return whole
}

/** The text that a picture holds under a keyword; undefined: none, or no PNG. */
export function textIn(png: Uint8Array, keyword: string): string | undefined {
  if (!SIGNATURE.every((byte, k) => png[k] === byte)) return undefined
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  const start = `iTXt${keyword}\0\0\0\0\0`
  for (let at = 8; at + 12 <= png.length; ) {
    const length = view.getUint32(at)
    const body = new TextDecoder().decode(png.subarray(at + 4, at + 8 + length))
    if (body.startsWith(start)) return body.slice(start.length)
    at += length + 12
  }
  return undefined
}

/** CRC-32 of ISO 3309, reflected, bit by bit: a chunk of text is short. */
function crc(bytes: Uint8Array): number {
  let c = 0xffffffff
  for (const byte of bytes) {
    c ^= byte
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
  }
  return (c ^ 0xffffffff) >>> 0
}
