import { fc } from "@fast-check/vitest"
import { type Organisation, seats } from "../../sim/index.ts"
import { stages } from "../../sim/organisation.ts"

type Ways = Omit<Organisation, "cadence" | "costPerDay">

const chance = (most: number) => fc.oneof(fc.constantFrom(0, most), fc.double({ min: 0, max: most, noNaN: true }))
const perSeat = <T>(value: fc.Arbitrary<T>) => fc.record(Object.fromEntries(seats.map((seat) => [seat, value])), { requiredKeys: [] })
const hours = fc.constantFrom(0, 0.25, 2, 12, 30, 100)
const latency = fc.oneof(hours, fc.record(Object.fromEntries(stages.map((stage) => [stage, hours])), { requiredKeys: [] }))

/** Ways to work, from orderly to hopeless: any teams, latencies, faults and guardrails. */
export const ways: fc.Arbitrary<Ways> = fc.record(
  {
    latency: perSeat(latency),
    teams: fc.array(
      fc.record(
        {
          name: fc.constant("team"),
          seats: fc.subarray([...seats]),
          stages: fc.subarray([...stages]),
          people: fc.constantFrom(1, 3),
          capacityPerDay: fc.constantFrom(0.1, 1, 3, 1000),
        },
        { requiredKeys: ["name", "seats"] },
      ),
      { maxLength: 3 },
    ),
    handOver: hours,
    spread: chance(3),
    automated: perSeat(chance(1)),
    rework: chance(0.95),
    faults: fc.record({ people: fc.record({ fails: chance(0.5), twice: chance(0.5) }), automated: fc.record({ fails: chance(0.5), twice: chance(0.5) }) }),
    guardrails: fc.record(
      {
        contactsPerWeek: fc.constantFrom(1, 2, 5),
        shareStep: fc.constantFrom(0.01, 0.2, 1),
        bidStep: fc.constantFrom(0.05, 2),
        priceFloor: fc.constantFrom(0, 0.7, 1),
      },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: ["latency"] },
) as fc.Arbitrary<Ways>
