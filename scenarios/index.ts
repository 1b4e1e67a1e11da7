export { InputError } from "./errors.ts"
export { load } from "./load.ts"
export { scenarioSchema } from "./schema.ts"
