import type { Observation } from "../../../sim/observation.ts"
import { dict } from "../spaces/dict.ts"
import { multiBinary } from "../spaces/multiBinary.ts"
import { multiDiscrete } from "../spaces/multiDiscrete.ts"
import { BOUND, type Feature, ratio } from "./features.ts"
import type { ViewOf } from "./view.ts"

/**
 * How many creatives to commission for each segment and whether on the topic that trends; and by channel × segment the creative to use: 0 keeps the one in use, k takes
 * the k-th newest of the segment that is ready, and keeps the one in use where there are fewer.
 */
export const createView: ViewOf<"create"> = ({ channels, segments }, _, { mostMade, candidates }) => {
  const slots = channels.length * segments.length
  /** Creatives of a segment that are ready, newest first. */
  const ready = ({ books, tick }: Observation, g: number) =>
    books.creatives
      .filter((c) => c.segment === g && c.ready <= tick)
      .slice(-candidates)
      .reverse()
  return {
    actionSpace: dict({
      make: multiDiscrete(segments.map(() => mostMade + 1)),
      topical: multiBinary(segments.length),
      match: multiDiscrete(new Array<number>(slots).fill(candidates + 1)),
    }),
    features: [
      ...segments.flatMap((segment, g): Feature<"create">[] => [
        {
          name: `ready.${segment}`,
          about: "creatives that are ready, of those that can be put to use",
          value: ({ observation }) => ready(observation, g).length / candidates,
        },
        {
          name: `ordered.${segment}`,
          about: "creatives commissioned and not ready",
          value: ({ observation: { books, tick } }) => books.creatives.filter((c) => c.segment === g && c.ready > tick).length,
        },
        {
          name: `age.${segment}`,
          about: "months of 28 days since the newest was ready",
          value({ observation }) {
            const [newest] = ready(observation, g)
            return newest ? Math.min(BOUND, ((observation.tick - newest.ready) * observation.hoursPerTick) / 672) : Number.NaN
          },
        },
      ]),
      ...channels.flatMap((channel, c) =>
        segments.map(
          (segment, g): Feature<"create"> => ({
            name: `clicks.${channel}.${segment}`,
            about: "clicks in a hundred impressions of the creative in use since the last decision",
            value({ observation: { books }, feedback }) {
              const inUse = books.match[c * segments.length + g]
              const shown = feedback?.shown.find((s) => s.channel === c && s.segment === g && s.creative === inUse)
              return shown ? ratio(100 * shown.clicks, shown.impressions) : Number.NaN
            },
          }),
        ),
      ),
    ],
    decide: ({ make, topical, match }, observation) => ({
      make: make.slice(),
      topical: topical.slice(),
      match: observation.books.match.map((inUse, k) => {
        const choice = match[k] as number
        return choice === 0 ? inUse : (ready(observation, k % segments.length)[choice - 1]?.number ?? inUse)
      }),
    }),
    encode: ({ make, topical, match }, observation) => ({
      make: make.slice(),
      topical: topical?.slice() ?? new Uint8Array(segments.length),
      match: Int32Array.from(match, (number, k) => {
        if (number === observation.books.match[k]) return 0
        const place = ready(observation, k % segments.length).findIndex((c) => c.number === number)
        return place < 0 ? -1 : place + 1
      }),
    }),
  }
}
