import { instantiate } from "./kernel.ts"

/**
 * Elementary functions with the same bits in every engine (engines' own differ: Math.pow even between versions of one).
 * exp and log are within 1 ulp, normalCdf within 2e-16 absolute (1e-13 relative at −4), normalQuantile within 5e-16. Source: sim/kernel/math.ts.
 */
export const { exp, log, pow, sin, cos, normalCdf, normalQuantile, poissonCount } = instantiate(new WebAssembly.Memory({ initial: 1 }))
