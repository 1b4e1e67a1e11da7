// One customer at a time, for engines without SIMD: the operations of lanes.simd.ts with equal bits.

export type F = f32
export type I = i32
export const LANES = 1

@inline export function fload(p: usize): F { return load<f32>(p) }
@inline export function fstore(p: usize, v: F): void { store<f32>(p, v) }
@inline export function fsplat(x: f32): F { return x }
@inline export function floadSplat(p: usize): F { return load<f32>(p) }
@inline export function fadd(a: F, b: F): F { return a + b }
@inline export function fsub(a: F, b: F): F { return a - b }
@inline export function fmul(a: F, b: F): F { return a * b }
@inline export function fdiv(a: F, b: F): F { return a / b }
@inline export function fmax(a: F, b: F): F { return a < b ? b : a }
@inline export function fmin(a: F, b: F): F { return b < a ? b : a }
@inline export function flt(a: F, b: F): I { return a < b ? -1 : 0 }
@inline export function fne(a: F, b: F): I { return a != b ? -1 : 0 }
@inline export function bits(a: F): I { return reinterpret<i32>(a) }
@inline export function float(a: I): F { return reinterpret<f32>(a) }
@inline export function toFloat(a: I): F { return <f32>a }

@inline export function iload(p: usize): I { return load<i32>(p) }
@inline export function istore(p: usize, v: I): void { store<i32>(p, v) }
@inline export function isplat(x: i32): I { return x }
@inline export function iloadSplat(p: usize): I { return load<i32>(p) }
@inline export function count(first: i32): I { return first }
@inline export function iadd(a: I, b: I): I { return a + b }
@inline export function isub(a: I, b: I): I { return a - b }
@inline export function iand(a: I, b: I): I { return a & b }
@inline export function ior(a: I, b: I): I { return a | b }
@inline export function ixor(a: I, b: I): I { return a ^ b }
@inline export function shl(a: I, k: i32): I { return a << k }
@inline export function shr(a: I, k: i32): I { return <i32>(<u32>a >>> k) }
@inline export function igt(a: I, b: I): I { return a > b ? -1 : 0 }
@inline export function mask(a: I): i32 { return a & 1 }
@inline export function bytesSet(p: usize): i32 { return load<u8>(p) != 0 ? 1 : 0 }
/** The greater of two doubles, without a branch where there is SIMD: which of two it is cannot be foreseen. */
@inline export function greater(a: f64, b: f64): f64 { return a < b ? b : a }
