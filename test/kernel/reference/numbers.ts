/**
 * The arithmetic of the law in basic IEEE operations, each rounded where the kernel rounds it: `f32` marks a result in single
 * precision, everything else is double. Coefficients are those of the sources named; the order of operations is part of the law.
 */

/** Rounds to single precision. */
export const f32: (x: number) => number = Math.fround

const bytes = new DataView(new ArrayBuffer(8))

/** 2^k for k in [−1022, 1023], from the format: no library's power is asked. */
function power2(k: number): number {
  bytes.setUint32(0, (1023 + k) << 20)
  bytes.setUint32(4, 0)
  return bytes.getFloat64(0)
}

/** y·2^k; two steps where 2^k alone would leave the normal range. */
function scale(y: number, k: number): number {
  if (k > 1000) return y * power2(1000) * power2(k - 1000)
  if (k < -1000) return y * power2(-1000) * power2(k + 1000)
  return y * power2(k)
}

/** Nearest integer, ties to even, of |x| < 2^51: adding 1.5·2^52 leaves no room for a fraction. */
function nearest(x: number): number {
  return x + 6755399441055744 - 6755399441055744
}

const LN2_HI = 0.6931471803691238
const LN2_LO = 1.9082149292705877e-10

/** e^x. FreeBSD's e_exp.c: x = k ln 2 + r, and a rational function of r. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY
  if (x < -745.1332191019411) return 0
  const k = nearest(x * 1.4426950408889634)
  const hi = x - k * LN2_HI
  const lo = k * LN2_LO
  const r = hi - lo
  const t = r * r
  const tail = (((4.1381367970572385e-8 * t - 0.0000016533902205465252) * t + 0.00006613756321437934) * t - 0.0027777777777015593) * t
  const c = r - t * (tail + 0.16666666666666602)
  return scale(1 - (lo - (r * c) / (2 - c) - hi), k)
}

/** ln x. FreeBSD's e_log.c: x = 2^k m with m in [√½, √2), and a polynomial of s = f/(2 + f), f = m − 1. */
export function log(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x
  if (x <= 0) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  const subnormal = x < 2.2250738585072014e-308
  bytes.setFloat64(0, subnormal ? x * 18014398509481984 : x)
  const high = bytes.getUint32(0)
  const significand = high & 0xfffff
  const upper = (significand + 0x95f64) & 0x100000 // set where m would be √2 or more
  const k = (high >>> 20) - 1023 + (upper >>> 20) - (subnormal ? 54 : 0)
  bytes.setUint32(0, significand | (upper ^ 0x3ff00000))
  const f = bytes.getFloat64(0) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * ((0.15313837699209373 * w + 0.22222198432149784) * w + 0.3999999999940942)
  const odd = z * (((0.14798198605106586 * w + 0.1818357216161805) * w + 0.2857142874366239) * w + 0.6666666666666735)
  const half = 0.5 * f * f
  return k * LN2_HI - (half - (s * (half + (even + odd)) + k * LN2_LO) - f)
}

/** Polynomial, the highest coefficient first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, c) => sum * x + c)
}

const centre = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  below: [5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579, 42.31333070160091, 1],
}
const nearTail = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045, 5.769497221460691, 4.630337846156546,
    1.4234371107496835,
  ],
  below: [1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851, 1.6763848301838038, 2.053191626637759, 1],
}
const farTail = {
  above: [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487, 1.7848265399172913, 5.463784911164114,
    6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615, 0.1369298809227358, 0.599832206555888,
    1,
  ],
}

/** Standard normal quantile of p in (0, 1). Wichura, algorithm AS 241 (1988), PPND16. */
export function normalQuantile(p: number): number {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * polynomial(centre.above, r)) / polynomial(centre.below, r)
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const z =
    r <= 5 ? polynomial(nearTail.above, r - 1.6) / polynomial(nearTail.below, r - 1.6) : polynomial(farTail.above, r - 5) / polynomial(farTail.below, r - 5)
  return q < 0 ? -z : z
}

/** Half a step of the grid of uniforms: added before an inversion, since u = 0 would count without end. */
export const HALF_GRID = 2 ** -25

/** Poisson count by inversion of one u in [0, 1): the number of k ≥ 1 with u < P(X ≥ k), 63 at the most. */
export function poissonCount(mean: number, u: number): number {
  if (u >= mean) return 0 // P(X ≥ 1) = 1 − e^−mean < mean
  const rate = Math.min(mean, 600) // 63 is certain long before
  let chance = exp(-rate) // P(X = k)
  let atLeastNext = 1 - chance // P(X ≥ k + 1)
  let k = 0
  while (u < atLeastNext && k < 63) {
    k++
    chance = (chance * rate) / k
    atLeastNext -= chance
  }
  return k
}

/** A word as a uniform in the open interval (0, 1). */
export function uniform(word: number): number {
  return (word + 0.5) * 2 ** -32
}

/** A word as a uniform in [0, 1) on a grid of 2^-24, which single precision holds exactly. */
export function gridUniform(word: number): number {
  return (word >>> 8) * 2 ** -24
}

function floatOfBits(bits: number): number {
  bytes.setInt32(0, bits)
  return bytes.getFloat32(0)
}

function bitsOfFloat(x: number): number {
  bytes.setFloat32(0, x)
  return bytes.getInt32(0)
}

const expTerms = [0.000198756915, 0.0013981999507, 0.0083334519073, 0.041665795894, 0.16666665459, 0.50000001201].map(f32) as [
  number,
  number,
  number,
  number,
  number,
  number,
]

/** e^x of x ≤ 0 in single precision, x held above −87. Cephes' expf, its polynomial in Estrin's order. */
export function exp32(x: number): number {
  const y = Math.max(x, -87)
  const n = f32(f32(f32(y * f32(1.44269504)) + 12582912) - 12582912) // nearest integer of y / ln 2
  const r = f32(f32(y - f32(n * 0.693359375)) - f32(n * f32(-0.00021219444)))
  const r2 = f32(r * r)
  const high = f32(f32(expTerms[0] * r) + expTerms[1])
  const middle = f32(f32(expTerms[2] * r) + expTerms[3])
  const low = f32(f32(expTerms[4] * r) + expTerms[5])
  const polynomial = f32(f32(f32(f32(f32(f32(high * r2) + middle) * r2) + low) * r2) + f32(r + 1))
  return f32(polynomial * power2(n))
}

/** ln x of a positive normal x in single precision. FreeBSD's e_logf.c. */
export function log32(x: number): number {
  const shifted = bitsOfFloat(x) + 0x4afb0d // so that the significand's split falls at √½
  const k = (shifted >>> 23) - 127
  const f = f32(floatOfBits((shifted & 0x7fffff) + 0x3f3504f3) - 1)
  const s = f32(f / f32(2 + f))
  const z = f32(s * s)
  const w = f32(z * z)
  const even = f32(w * f32(f32(0.40000972152) + f32(w * f32(0.24279078841))))
  const odd = f32(z * f32(f32(0.66666662693) + f32(w * f32(0.28498786688))))
  const half = f32(f32(0.5 * f) * f)
  const tail = f32(f32(s * f32(half + f32(even + odd))) + f32(k * f32(0.0000090580006145)))
  return f32(f32(f32(tail - half) + f) + f32(k * f32(0.69313812256)))
}

/** Standard Gumbel noise −ln(−ln u) of a word's upper 23 bits, u strictly between 0 and 1. */
export function gumbel(word: number): number {
  const u = f32(((word >>> 9) + 0.5) * 2 ** -23)
  return 0 - log32(0 - log32(u))
}
