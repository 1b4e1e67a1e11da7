// Elementary functions in double precision from basic IEEE operations only, so that every engine gives the same bits.

const LN2_HI = 6.93147180369123816490e-1
const LN2_LO = 1.90821492927058770002e-10
const LOG2_E = 1.44269504088896338700

/** e^x (after FreeBSD's e_exp.c: Cody–Waite reduction, Remez rational). Below −745 it is 0, above 709.78 infinite. */
export function exp(x: f64): f64 {
  if (x != x) return x
  if (x > 709.782712893383973096) return Infinity
  if (x < -745.13321910194110842) return 0
  const k = Math.floor(x * LOG2_E + 0.5)
  const hi = x - k * LN2_HI
  const lo = k * LN2_LO
  const r = hi - lo
  const t = r * r
  const c = r - t * (1.66666666666666019037e-1 + t * (-2.77777777770155933842e-3 + t * (6.61375632143793436117e-5 +
    t * (-1.65339022054652515390e-6 + t * 4.13813679705723846039e-8))))
  const y = 1.0 - (lo - (r * c) / (2.0 - c) - hi)
  return scale(y, <i32>k)
}

// @ts-ignore: decorator
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
  const bits = reinterpret<u64>(x)
  let high = <i32>(bits >> 32)
  k += (high >> 20) - 1023
  high &= 0x000fffff
  const shift = (high + 0x95f64) & 0x100000 // to [√½, √2)
  k += shift >> 20
  const m = reinterpret<f64>((<u64>(high | (shift ^ 0x3ff00000)) << 32) | (bits & 0xffffffff))
  const f = m - 1.0
  const s = f / (2.0 + f)
  const z = s * s
  const w = z * z
  const t1 = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1))
  const t2 = z * (6.666666666666735130e-1 + w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)))
  const half = 0.5 * f * f
  const dk = <f64>k
  return dk * LN2_HI - (half - (s * (half + (t1 + t2)) + dk * LN2_LO) - f)
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

/** Standard normal quantile, p in (0, 1). Wichura, algorithm AS 241 (1988), PPND16. */
export function normalQuantile(p: f64): f64 {
  const q = p - 0.5
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q
    return (q * (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r + 4.5921953931549871457e4) * r +
      1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r + 1.3314166789178437745e2) * r + 3.3871328727963666080)) /
      (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r + 2.1213794301586595867e4) * r +
      5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r + 4.2313330701600911252e1) * r + 1.0)
  }
  let r = Math.sqrt(-log(q < 0 ? p : 1 - p))
  let z: f64
  if (r <= 5) {
    r -= 1.6
    z = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258) * r +
      3.64784832476320460504) * r + 5.76949722146069140550) * r + 4.63033784615654529590) * r + 1.42343711074968357734) /
      (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1) * r +
      6.89767334985100004550e-1) * r + 1.67638483018380384940) * r + 2.05319162663775882187) * r + 1.0)
  } else {
    r -= 5
    z = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2) * r +
      2.96560571828504891230e-1) * r + 1.78482653991729133580) * r + 5.46378491116411436990) * r + 6.65790464350110377720) /
      (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4) * r +
      1.48753612908506148525e-2) * r + 1.36929880922735805310e-1) * r + 5.99832206555887937690e-1) * r + 1.0)
  }
  return q < 0 ? -z : z
}

/** Poisson count by inversion of one uniform u in [0, 1): the number of k ≥ 1 with u < P(X ≥ k), 63 at the most. */
export function poissonCount(rate: f64, u: f64): i32 {
  let p = exp(-rate)
  let tail = 1.0 - p
  let k = 0
  while (u < tail && k < 63) {
    k++
    p = (p * rate) / <f64>k
    tail -= p
  }
  return k
}
