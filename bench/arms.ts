import type { Policy } from "../policies/policy.ts"
import type { Actions, Books, Decision, Feedback, Observation, Seat } from "../sim/observation.ts"

/** What differs by seat: what is shown, and how a decision and its feedback are carried over. */
interface Lens<S extends Seat> {
  show(o: Observation): Observation
  /** Of the arms shown, folded onto the market's own. @throws RangeError where it is no decision about the arms shown */
  fold(action: Actions[S], shown: Books, real: Books): Actions[S]
  tell(feedback: Feedback<S>, real: Books): Feedback<S>
}

const same = <T>(x: T): T => x

/** Twins of what the market has are marked so. */
const TWIN = /~\d+$/
const twins = (names: readonly string[], n: number) =>
  Array.from({ length: n }, (_, k) => (k < names.length ? (names[k] as string) : `${names[k % names.length]}~${k}`))

function wide<T extends Float64Array | Float32Array>(values: T, n: number): T {
  return Float64Array.from({ length: n }, (_, k) => values[k % values.length] as number) as T
}

function expectLength(what: string, found: { length: number } | undefined, length: number): void {
  if (found?.length !== length) throw new RangeError(`${what}: expected ${length}, one an arm; found ${found?.length}`)
}

const untwinned =
  ({ series }: Observation): Observation["series"] =>
  (name) =>
    series(name.replace(TWIN, ""))

function plan(n: number): Lens<"plan"> {
  return {
    show(o) {
      const paid = twins(o.books.paid, n)
      const others = o.books.channels.filter((channel) => !o.books.paid.includes(channel))
      return { ...o, series: untwinned(o), books: { ...o.books, paid, channels: [...paid, ...others], deposits: wide(o.books.deposits, n) } }
    },
    fold({ shares, spend }, shown, real) {
      expectLength("plan.shares", shares, shown.paid.length)
      const folded = new Float64Array(real.paid.length)
      shares.forEach((share, k) => {
        if (!(share >= 0)) throw new RangeError(`plan.shares[${k}]: expected a share in [0, 1]; found ${share}`)
        folded[k % folded.length] = (folded[k % folded.length] as number) + share
      })
      return { shares: folded, spend }
    },
    tell: (f) => ({ ...f, spent: wide(f.spent, n), undelivered: wide(f.undelivered, n) }),
  }
}

function bid(n: number): Lens<"bid"> {
  const shape = ({ auctions, segments }: Books) => {
    const groups = n === 1 ? segments.slice(0, 1) : segments
    return { auctions: twins(auctions, Math.ceil(n / groups.length)), segments: groups, cells: Math.ceil(n / groups.length) * groups.length }
  }
  return {
    show(o) {
      if (o.books.auctions.length === 0) return o
      const { auctions, segments, cells } = shape(o.books)
      const { bidCaps, bids } = o.books
      return { ...o, series: untwinned(o), books: { ...o.books, auctions, segments, bidCaps: wide(bidCaps, auctions.length), bids: wide(bids, cells) } }
    },
    fold({ bids }, shown, real) {
      expectLength("bid.bids", bids, shown.auctions.length * shown.segments.length)
      return { bids: Float32Array.from({ length: real.auctions.length * real.segments.length }, (_, k) => bids[k] ?? Number.NaN) }
    },
    tell(f, real) {
      if (real.auctions.length === 0) return f
      const { cells } = shape(real)
      return { ...f, impressions: wide(f.impressions, cells), clicks: wide(f.clicks, cells), spent: wide(f.spent, cells), winRate: wide(f.winRate, cells) }
    },
  }
}

/** A treatment is told by a byte: no more than this many can be. */
const MOST_TREATMENTS = 255

function engage(n: number): Lens<"engage"> {
  const most = Math.min(n, MOST_TREATMENTS)
  return {
    show(o) {
      const { treatments } = o.books
      const names = twins(
        treatments.map(({ name }) => name),
        most,
      )
      return {
        ...o,
        books: { ...o.books, treatments: names.map((name, k) => ({ ...(treatments[k % treatments.length] as Books["treatments"][number]), name })) },
      }
    },
    fold({ treatment }, shown, real) {
      const worst = treatment.find((number) => number > shown.treatments.length)
      if (worst !== undefined) throw new RangeError(`engage.treatment: expected 0 to ${shown.treatments.length}; found ${worst}`)
      return { treatment: treatment.map((number) => (number === 0 ? 0 : ((number - 1) % real.treatments.length) + 1)) }
    },
    tell: same,
  }
}

function create(n: number): Lens<"create"> {
  const slots = ({ channels, segments }: Books) => channels.length * segments.length
  const first = ({ creatives }: Books, segment: number) => creatives.find((creative) => creative.segment === segment)?.number ?? 0
  return {
    show(o) {
      const { creatives, segments } = o.books
      if (n === 1) {
        const match = Uint16Array.from({ length: slots(o.books) }, (_, slot) => first(o.books, slot % segments.length))
        return { ...o, books: { ...o.books, match, creatives: creatives.filter(({ number, segment }) => number === first(o.books, segment)) } }
      }
      const next = 1 + creatives.reduce((most, { number }) => Math.max(most, number), 0)
      const more = Array.from({ length: Math.max(0, n - creatives.length) }, (_, k) => ({
        ...(creatives[k % creatives.length] as Books["creatives"][number]),
        number: next + k,
      }))
      return { ...o, books: { ...o.books, creatives: creatives.length > 0 ? [...creatives, ...more] : creatives } }
    },
    fold({ match, ...rest }, shown, real) {
      expectLength("create.match", match, slots(real))
      const known = new Map(shown.creatives.map(({ number }, k) => [number, k]))
      const folded = match.map((number, slot) => {
        const place = known.get(number)
        if (place === undefined && number !== shown.match[slot])
          throw new RangeError(`create.match[${slot}]: expected a creative that is shown; found ${number}`)
        if (number === shown.match[slot]) return real.match[slot] as number
        return n === 1 || place === undefined ? number : (real.creatives[place % real.creatives.length]?.number ?? number)
      })
      return { ...rest, match: folded }
    },
    tell: same,
  }
}

const lenses: { readonly [S in Seat]?: (n: number) => Lens<S> } = { plan, bid, engage, create }

/**
 * The same mind before so many arms: twins of the market's own, which stand behind them, or the first of them alone. Treatments are at most 255.
 * A seat without arms (`respond`) is left as it is.
 */
export function withArms<S extends Seat>(mind: Policy<S>, seat: S, n: number): Policy<S> {
  const lens = lenses[seat]?.(n) as unknown as Lens<S> | undefined
  if (!lens) return mind
  let real: Books | undefined
  const copy: Policy<S> = Object.create(mind)
  copy.act = (observation, random, foresight): Decision<S> => {
    real = observation.books
    const shown = lens.show(observation)
    const decision = mind.act(shown, random, foresight)
    return { ...decision, action: lens.fold(decision.action, shown.books, observation.books) }
  }
  if (mind.learn) copy.learn = (feedback) => mind.learn?.(real ? lens.tell(feedback, real) : feedback)
  return copy
}
