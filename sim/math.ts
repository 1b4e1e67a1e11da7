import { instantiate } from "./kernel.ts"

/**
 * Elementary functions with the same bits in every engine (engines' own differ: Math.pow even between versions of one).
 * exp and log are within 1 ulp; normalCdf and normalQuantile within 1e-15 relative in the body. Source: sim/kernel/math.ts.
 */
export const { exp, log, pow, sin, cos, normalCdf, normalQuantile, poissonCount } = instantiate(new WebAssembly.Memory({ initial: 1 }))
