export * from "./policies/index.ts"
export { InputError, load } from "./scenarios/index.ts"
export * from "./sim/index.ts"
