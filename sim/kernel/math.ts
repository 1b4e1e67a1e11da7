// Elementary functions in double precision from basic IEEE operations only, so that every engine gives the same bits.

import { F, I, LANES, bits, fadd, fdiv, float, fload, floadSplat, fmax, fmul, fsplat, fstore, fsub, iadd, iand, iload, iloadSplat, isub, shl, shr,
  toFloat } from "./lanes"

// Constants are read from memory: an engine builds a literal anew, in two or three instructions, wherever one stands; here that
// is a tenth of the choice pass.
const DOUBLES: usize = memory.data<f64>([1, 0.5, 2.3283064365386962890625e-10, 6755399441055744.0, 1.44269504088896338700, 6.93147180369123816490e-1,
  1.90821492927058770002e-10])
const ONE = 0, HALF = 1, WORD = 2, ROUND = 3, LOG2_E = 4, LN2_HI = 5, LN2_LO = 6 // ROUND is 1.5·2^52: adding it rounds to an integer, left in the low bits
const EXP: usize = memory.data<f64>([4.13813679705723846039e-8, -1.65339022054652515390e-6, 6.61375632143793436117e-5, -2.77777777770155933842e-3,
  1.66666666666666019037e-1])
const LOG: usize = memory.data<f64>([1.531383769920937332e-1, 2.222219843214978396e-1, 3.999999999940941908e-1, 1.479819860510658591e-1,
  1.818357216161805012e-1, 2.857142874366239149e-1, 6.666666666666735130e-1])

@inline function double(k: i32): f64 {
  return load<f64>(DOUBLES + (<usize>k << 3))
}
@inline function term(p: usize, k: i32): f64 {
  return load<f64>(p + (<usize>k << 3))
}

/** A word as a uniform in the open interval (0, 1). */
@inline export function uniform(word: u32): f64 {
  return (<f64>word + double(HALF)) * double(WORD)
}

/** e^x (after FreeBSD's e_exp.c: Cody–Waite reduction, Remez rational). Below −745 it is 0, above 709.78 infinite. */
export function exp(x: f64): f64 {
  if (x != x) return x
  if (x > 709.782712893383973096) return Infinity
  if (x < -745.13321910194110842) return 0
  const shifted = x * double(LOG2_E) + double(ROUND)
  const k = shifted - double(ROUND)
  return scale(reduced(x, k), <i32>k)
}

/** exp for |x| < 700, where neither overflow nor underflow can happen: the same bits without the questions. */
@inline export function expWithin(x: f64): f64 {
  const shifted = x * double(LOG2_E) + double(ROUND)
  return reduced(x, shifted - double(ROUND)) * reinterpret<f64>((reinterpret<u64>(shifted) + 1023) << 52)
}

/** e^(x − k ln 2). */
@inline function reduced(x: f64, k: f64): f64 {
  const hi = x - k * double(LN2_HI)
  const lo = k * double(LN2_LO)
  const r = hi - lo
  const t = r * r
  const c = r - t * ((((term(EXP, 0) * t + term(EXP, 1)) * t + term(EXP, 2)) * t + term(EXP, 3)) * t + term(EXP, 4))
  return double(ONE) - (lo - (r * c) / (2.0 - c) - hi)
}

@inline function power2(k: i32): f64 {
  return reinterpret<f64>(<u64>(1023 + k) << 52)
}

/** y·2^k for y in [½, 2]; two steps where 2^k alone would leave the normal range. */
function scale(y: f64, k: i32): f64 {
  if (k > 1000) return y * power2(1000) * power2(k - 1000)
  if (k < -1000) return y * power2(-1000) * power2(k + 1000)
  return y * power2(k)
}

/** Natural logarithm (after FreeBSD's e_log.c). log(0) is −∞, of a negative NaN. */
export function log(x: f64): f64 {
  if (x != x || x == Infinity) return x
  if (x <= 0) return x == 0 ? -Infinity : NaN
  let k: i32 = 0
  if (x < 2.2250738585072014e-308) {
    x *= 18014398509481984.0 // 2^54
    k = -54
  }
  return logOf(x, k)
}

/** Logarithm of a positive normal number: the same bits without the questions. */
@inline export function logWithin(x: f64): f64 {
  return logOf(x, 0)
}

/** ln(x · 2^k), x positive and normal. */
@inline function logOf(x: f64, power: i32): f64 {
  const bits = reinterpret<u64>(x)
  let high = <i32>(bits >> 32)
  let k = power + (high >> 20) - 1023
  high &= 0x000fffff
  const shift = (high + 0x95f64) & 0x100000 // to [√½, √2)
  k += shift >> 20
  const m = reinterpret<f64>((<u64>(high | (shift ^ 0x3ff00000)) << 32) | (bits & 0xffffffff))
  const f = m - double(ONE)
  const s = f / (2.0 + f)
  const z = s * s
  const w = z * z
  const t1 = w * ((term(LOG, 0) * w + term(LOG, 1)) * w + term(LOG, 2))
  const t2 = z * (((term(LOG, 3) * w + term(LOG, 4)) * w + term(LOG, 5)) * w + term(LOG, 6))
  const half = double(HALF) * f * f
  const dk = <f64>k
  return dk * double(LN2_HI) - (half - (s * (half + (t1 + t2)) + dk * double(LN2_LO)) - f)
}

/** x^y, sin and cos: the standard library's ports of musl, compiled with the kernel and so the same everywhere. */
export function pow(x: f64, y: f64): f64 {
  return NativeMath.pow(x, y)
}
export function sin(x: f64): f64 {
  return NativeMath.sin(x)
}
export function cos(x: f64): f64 {
  return NativeMath.cos(x)
}

// Constants of fln and gumbel4, in memory for the reason given in wide.ts
const FLOATS: usize = memory.data<f32>([1, 2, 0.40000972152, 0.24279078841, 0.66666662693, 0.28498786688, 0.5, 9.0580006145e-6, 6.9313812256e-1,
  1.1920928955078125e-7])
const INTEGERS: usize = memory.data<u32>([0x4afb0d, 127, 0x007fffff, 0x3f3504f3]) // the first is 1 − √½ in bits

@inline function constant(k: i32): F {
  return floadSplat(FLOATS + (<usize>k << 2))
}
@inline function integer(k: i32): I {
  return iloadSplat(INTEGERS + (<usize>k << 2))
}

/** Natural logarithm of positive normal numbers in single precision (after FreeBSD's e_logf.c). */
@inline function fln(x: F): F {
  const shifted = iadd(bits(x), integer(0)) // to [√½, √2)
  const k = toFloat(isub(shr(shifted, 23), integer(1)))
  const f = fsub(float(iadd(iand(shifted, integer(2)), integer(3))), constant(0))
  const s = fdiv(f, fadd(constant(1), f))
  const z = fmul(s, s)
  const w = fmul(z, z)
  const t1 = fmul(w, fadd(constant(2), fmul(w, constant(3))))
  const t2 = fmul(z, fadd(constant(4), fmul(w, constant(5))))
  const half = fmul(fmul(constant(6), f), f)
  const tail = fadd(fmul(s, fadd(half, fadd(t1, t2))), fmul(k, constant(7)))
  return fadd(fadd(fsub(tail, half), f), fmul(k, constant(8)))
}

const EXPONENTIAL: usize = memory.data<f32>([-87, 1.44269504, 12582912, 0.693359375, -2.12194440e-4, 1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3,
  4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1])
const LEAST = 0, LOG2E = 1, NEAREST = 2, HI = 3, LO = 4, COEFFICIENT = 5, UNIT = 11

@inline function part(k: i32): F {
  return floadSplat(EXPONENTIAL + (<usize>k << 2))
}

/** e^x for x ≤ 0 in single precision (after Cephes' expf; x is held above −87). */
@inline export function fexp(x: F): F {
  const y = fmax(x, part(LEAST))
  const shifted = fadd(fmul(y, part(LOG2E)), part(NEAREST)) // 1.5·2^23: the low bits hold the nearest integer
  const n = fsub(shifted, part(NEAREST))
  const r = fsub(fsub(y, fmul(n, part(HI))), fmul(n, part(LO)))
  const r2 = fmul(r, r)
  const high = fadd(fmul(part(COEFFICIENT), r), part(COEFFICIENT + 1)) // Estrin's scheme: a short chain of dependent steps
  const middle = fadd(fmul(part(COEFFICIENT + 2), r), part(COEFFICIENT + 3))
  const low = fadd(fmul(part(COEFFICIENT + 4), r), part(COEFFICIENT + 5))
  const p = fadd(fmul(fadd(fmul(fadd(fmul(high, r2), middle), r2), low), r2), fadd(r, part(UNIT)))
  return fmul(p, float(iadd(shl(bits(shifted), 23), bits(part(UNIT)))))
}

/** Standard Gumbel noise −ln(−ln u) of four words, as f32. u has 23 bits and lies strictly between 0 and 1. */
@inline export function gumbel4(words: usize, out: usize): void {
  for (let c: usize = 0; c < 16; c += LANES << 2) {
    const u = fmul(fadd(toFloat(shr(iload(words + c), 9)), constant(6)), constant(9))
    const e = fsub(fsplat(0), fln(u))
    fstore(out + c, fsub(fsplat(0), fln(e)))
  }
}

/** e^(u − greatest) of `count` utilities in single precision, at most eight; both places hold whole vectors of four. */
@inline export function odds(utilities: usize, out: usize, count: i32, greatest: f32): void {
  const m = fsplat(greatest)
  for (let c: usize = 0; c < <usize>(count << 2); c += LANES << 2) fstore(out + c, fexp(fsub(fload(utilities + c), m)))
}

/** Standard normal distribution function. Hart (1968) as given by West, "Better approximations to cumulative normal functions" (2005). */
export function normalCdf(x: f64): f64 {
  const z = Math.abs(x)
  let tail: f64
  if (x != x) return x
  if (z > 37) tail = 0
  else {
    const e = exp(-0.5 * z * z)
    if (z < 7.07106781186547) {
      const n = (((((3.52624965998911e-2 * z + 0.700383064443688) * z + 6.37396220353165) * z + 33.912866078383) * z + 112.079291497871) * z +
        221.213596169931) * z + 220.206867912376
      const d = ((((((8.83883476483184e-2 * z + 1.75566716318264) * z + 16.064177579207) * z + 86.7807322029461) * z + 296.564248779674) * z +
        637.333633378831) * z + 793.826512519948) * z + 440.413735824752
      tail = (e * n) / d
    } else tail = e / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / 2.506628274631
  }
  return x > 0 ? 1 - tail : tail
}

// Numerators and denominators of AS 241: the centre, the near tail, the far tail
const A: usize = memory.data<f64>([2.5090809287301226727e3, 3.3430575583588128105e4, 6.7265770927008700853e4, 4.5921953931549871457e4,
  1.3731693765509461125e4, 1.9715909503065514427e3, 1.3314166789178437745e2, 3.3871328727963666080])
const B: usize = memory.data<f64>([5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4, 2.1213794301586595867e4,
  5.3941960214247511077e3, 6.8718700749205790830e2, 4.2313330701600911252e1, 1])
const C: usize = memory.data<f64>([7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1, 1.27045825245236838258,
  3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734])
const D: usize = memory.data<f64>([1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2, 1.48103976427480074590e-1,
  6.89767334985100004550e-1, 1.67638483018380384940, 2.05319162663775882187, 1])
const E: usize = memory.data<f64>([2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
  2.96560571828504891230e-1, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720])
const G: usize = memory.data<f64>([2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
  1.48753612908506148525e-2, 1.36929880922735805310e-1, 5.99832206555887937690e-1, 1])

/** Polynomial of degree 7, the highest coefficient first. */
@inline function horner(p: usize, r: f64): f64 {
  return ((((((term(p, 0) * r + term(p, 1)) * r + term(p, 2)) * r + term(p, 3)) * r + term(p, 4)) * r + term(p, 5)) * r + term(p, 6)) * r + term(p, 7)
}

/** Standard normal quantile, p in (0, 1). Wichura, algorithm AS 241 (1988), PPND16. */
export function normalQuantile(p: f64): f64 {
  const q = p - double(HALF)
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * horner(A, r)) / horner(B, r)
  }
  const r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  const z = r <= 5 ? horner(C, r - 1.6) / horner(D, r - 1.6) : horner(E, r - 5) / horner(G, r - 5)
  return q < 0 ? -z : z
}

/** Half a step of the 24-bit grid of uniforms: added before an inversion, since u = 0 would count without end. */
export const HALF_GRID: f64 = 2.98023223876953125e-8

/** Poisson count by inversion of one uniform u in [0, 1): the number of k ≥ 1 with u < P(X ≥ k), 63 at the most. */
@inline export function poissonCount(rate: f64, u: f64): i32 {
  if (u >= rate) return 0 // P(X ≥ 1) = 1 − e^−rate < rate
  return poissonSteps(rate, u)
}

function poissonSteps(mean: f64, u: f64): i32 {
  const rate = mean < 600 ? mean : 600 // 63 is certain long before
  let p = expWithin(-rate)
  let tail = double(ONE) - p
  if (u >= tail) return 0
  p *= rate
  tail -= p
  let k = 1
  while (u < tail && k < 63) {
    k++
    p = (p * rate) / <f64>k
    tail -= p
  }
  return k
}
