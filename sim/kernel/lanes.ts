// The build reads lanes.simd.ts or lanes.scalar.ts in this file's place; editors see the SIMD one.
export * from "./lanes.simd"
