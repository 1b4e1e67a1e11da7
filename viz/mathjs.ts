import { create, type FactoryFunctionMap, parseDependencies } from "mathjs/number"

/** What the lab takes of mathjs in the place of all of it: the parser, which knows numbers alone. A fifth of the size. */
export default { parse: create({ parseDependencies: parseDependencies as FactoryFunctionMap }).parse }
