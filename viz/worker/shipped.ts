import beauty from "../../scenarios/markets/beauty.yaml?raw"
import electricCars from "../../scenarios/markets/electric-cars.yaml?raw"
import everyday from "../../scenarios/markets/everyday.yaml?raw"
import saas from "../../scenarios/markets/saas.yaml?raw"
import travel from "../../scenarios/markets/travel.yaml?raw"
import sources from "../../scenarios/sources.yaml?raw"

/** Texts of the scenarios that ship, by name, and of the sources. */
export const shippedScenarios: Readonly<Record<string, string>> = { everyday, beauty, saas, travel, "electric-cars": electricCars }
export { sources as shippedSources }
