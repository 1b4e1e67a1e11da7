// Four customers at a time: 128-bit SIMD. lanes.scalar.ts holds the same operations for one; the build chooses.

export type F = v128
export type I = v128
export const LANES = 4

@inline export function fload(p: usize): F { return v128.load(p) }
@inline export function fstore(p: usize, v: F): void { v128.store(p, v) }
@inline export function fsplat(x: f32): F { return f32x4.splat(x) }
@inline export function floadSplat(p: usize): F { return v128.load_splat<f32>(p) }
@inline export function fadd(a: F, b: F): F { return f32x4.add(a, b) }
@inline export function fsub(a: F, b: F): F { return f32x4.sub(a, b) }
@inline export function fmul(a: F, b: F): F { return f32x4.mul(a, b) }
@inline export function fdiv(a: F, b: F): F { return f32x4.div(a, b) }
@inline export function fmax(a: F, b: F): F { return f32x4.pmax(a, b) }
@inline export function fmin(a: F, b: F): F { return f32x4.pmin(a, b) }
@inline export function flt(a: F, b: F): I { return f32x4.lt(a, b) }
@inline export function fne(a: F, b: F): I { return f32x4.ne(a, b) }
@inline export function bits(a: F): I { return a }
@inline export function float(a: I): F { return a }
@inline export function toFloat(a: I): F { return f32x4.convert_i32x4_s(a) }

@inline export function iload(p: usize): I { return v128.load(p) }
@inline export function istore(p: usize, v: I): void { v128.store(p, v) }
@inline export function isplat(x: i32): I { return i32x4.splat(x) }
@inline export function iloadSplat(p: usize): I { return v128.load_splat<i32>(p) }
@inline export function count(first: i32): I { return i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)) }
@inline export function iadd(a: I, b: I): I { return i32x4.add(a, b) }
@inline export function isub(a: I, b: I): I { return i32x4.sub(a, b) }
@inline export function iand(a: I, b: I): I { return v128.and(a, b) }
@inline export function ior(a: I, b: I): I { return v128.or(a, b) }
@inline export function ixor(a: I, b: I): I { return v128.xor(a, b) }
@inline export function shl(a: I, k: i32): I { return i32x4.shl(a, k) }
@inline export function shr(a: I, k: i32): I { return i32x4.shr_u(a, k) }
@inline export function igt(a: I, b: I): I { return i32x4.gt_s(a, b) }
/** One bit a lane, from a mask. */
@inline export function mask(a: I): i32 { return i32x4.bitmask(a) }
/** One bit a lane whose byte is not zero. */
@inline export function bytesSet(p: usize): i32 {
  const four = load<u32>(p)
  if (four == 0) return 0
  return i32x4.bitmask(i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(i32x4(four, 0, 0, 0))), i32x4.splat(0)))
}
/** The greater of two doubles, without a branch where there is SIMD: which of two it is cannot be foreseen. */
@inline export function greater(a: f64, b: f64): f64 { return f64x2.extract_lane(f64x2.pmax(f64x2.splat(a), f64x2.splat(b)), 0) }
