import type { Books, Observation } from "../../sim/observation.ts"
import { type Bits, bitCount, bitsOf, bitsWhere, lowest } from "./bits.ts"
import { type Sheet, sheetOf } from "./blocks.ts"
import { type Cap, conditionOf, type Rule } from "./rule.ts"
import type { Sent } from "./sent.ts"

/** What became of a rule: customers for whom its condition holds, by what became of them. */
export interface Tally {
  matches: number
  /** Another rule decided before. */
  taken: number
  /** Their last message is too fresh: of any kind, or of this rule. */
  resting: number
  /** They had as many messages as they may. */
  capped: number
  sends: number
}

/** What stopped a rule. */
export const stops = ["resting", "capped"] as const

export interface Choice {
  /** As `engage` has it. */
  treatment: Uint8Array
  /** Place of the rule that decided from 1, in the order of `rules`; 0: none. */
  rule: Uint8Array
  /** Place of the first rule whose condition holds, from 1. */
  first: Uint8Array
  /** What stopped that one: 1 + its place in `stops`; 0: nothing, or another rule. */
  stopped: Uint8Array
  /** In the order in which they decide, with what came of each; undefined where the market has no such treatment. */
  rules: readonly (Rule & { tally: Tally | undefined })[]
}

export interface Limits {
  /** Days since the last message that is observed, at least. */
  coolDownDays: number
  /** Of all messages to one customer. */
  cap?: Cap | undefined
}

interface Ready {
  rules: readonly Rule[]
  sheet: Sheet
}

const ready = new WeakMap<readonly Rule[], Ready>()

/** Rules in the order in which they decide, with their conditions compiled: once for a list. */
function prepared(rules: readonly Rule[]): Ready {
  const found = ready.get(rules)
  if (found) return found
  const ordered = rules.toSorted((a, b) => (b.priority ?? 0) - (a.priority ?? 0))
  const made = { rules: ordered, sheet: sheetOf(ordered.map(conditionOf)) }
  ready.set(rules, made)
  return made
}

/** Rules in the order in which they decide. */
export const inOrder = (rules: readonly Rule[]): readonly Rule[] => prepared(rules).rules

/**
 * What rules send to each row: the first whose condition certainly holds, whose treatment the market has and whose limits allow it.
 * @param sent what is remembered to have been sent, for caps and the cool-downs of single rules, which without it are not kept
 */
export function choose(rules: readonly Rule[], limits: Limits, now: Now & { books: Books }, sent?: Sent): Choice {
  const { customers, books } = now
  const { rules: ordered, sheet } = prepared(rules)
  const rows = customers.rows.length
  const all = stopsForAll(limits, now, sent)
  const live = ordered.map((of, k) => {
    const number = books.treatments.findIndex(({ name }) => name === of.treatment) + 1
    const tally = number === 0 ? undefined : { matches: 0, taken: 0, resting: 0, capped: 0, sends: 0 }
    return { number, tally, stops: (tally && sent && stopsOfOne(of, k, sent, now)) || all }
  })
  const [treatment, rule, first, stopped] = [new Uint8Array(rows), new Uint8Array(rows), new Uint8Array(rows), new Uint8Array(rows)]
  const [decided, held] = [bitsOf(rows), bitsOf(rows)]
  const out = { treatment, rule, first, stopped, decided, held }
  sheet.over(rows, customers.column, (from, words, holds) => {
    live.forEach(({ number, tally, stops }, k) => {
      if (tally) settle(holds[k] as Bits, all, stops, out, { from, words, place: k + 1, number, tally })
    })
  })
  return { treatment, rule, first, stopped, rules: ordered.map((of, k) => ({ ...of, tally: live[k]?.tally })) }
}

interface Out {
  treatment: Uint8Array
  rule: Uint8Array
  first: Uint8Array
  stopped: Uint8Array
  /** Rows that a rule has decided about, and rows for which a rule's condition held. */
  decided: Bits
  held: Bits
}

/** One rule's turn in a block. Hot: 32 rows at a time, and single ones only where something is written, which is once a row. */
function settle(
  holds: Bits,
  all: Stops,
  own: Stops,
  { treatment, rule, first, stopped, decided, held }: Out,
  { from, words, place, number, tally }: { from: number; words: number; place: number; number: number; tally: Tally },
): void {
  let matches = 0
  let untaken = 0
  let resting = 0
  let capped = 0
  for (let w = 0, at = from >> 5; w < words; w++, at++) {
    const here = holds[w] as number
    if (here === 0) continue
    matches += bitCount(here)
    const open = here & ~(decided[at] as number)
    if (open === 0) continue
    untaken += bitCount(open)
    const rests = open & ((all.resting[at] as number) | (own.resting[at] as number))
    const full = open & ~rests & ((all.capped[at] as number) | (own.capped[at] as number))
    const send = open ^ rests ^ full
    const earliest = open & ~(held[at] as number)
    held[at] = (held[at] as number) | earliest
    decided[at] = (decided[at] as number) | send
    for (let left = earliest; left !== 0; left &= left - 1) {
      const b = lowest(left)
      first[32 * at + b] = place
      stopped[32 * at + b] = ((rests >>> b) & 1) | (((full >>> b) & 1) << 1)
    }
    for (let left = send; left !== 0; left &= left - 1) {
      const r = 32 * at + lowest(left)
      rule[r] = place
      treatment[r] = number
    }
    resting += bitCount(rests)
    capped += bitCount(full)
  }
  tally.matches += matches
  tally.taken += matches - untaken
  tally.resting += resting
  tally.capped += capped
  tally.sends += untaken - resting - capped
}

type Now = Pick<Observation, "tick" | "hoursPerTick" | "customers">

/** What keeps each row from a message: 1 where it does. */
interface Stops {
  resting: Bits
  capped: Bits
}

/** What keeps a customer from any message: a contact that is seen to be too fresh, the cap. */
function stopsForAll({ coolDownDays, cap }: Limits, now: Now, sent: Sent | undefined): Stops {
  const { tick, hoursPerTick, customers } = now
  const rows = customers.rows.length
  const contact = customers.column("daysSinceContact")
  const resting = contact ? bitsWhere(rows, (r) => (contact[r] as number) < coolDownDays) : bitsOf(rows)
  if (!cap || !sent) return { resting, capped: bitsOf(rows) }
  // A contact that is seen counts too, if it came before all that are remembered: another's, or one of before.
  const { count, first } = sent.since(tick - cap.days * (24 / hoursPerTick), customers.rows)
  const age = customers.age("daysSinceContact") / 24
  const capped = bitsWhere(rows, (r) => {
    const ago = contact ? (contact[r] as number) + age : Number.NaN
    const other = ago < cap.days && !(tick - ago * (24 / hoursPerTick) >= (first[r] as number))
    return (count[r] as number) + (other ? 1 : 0) >= cap.messages
  })
  return { resting, capped }
}

/** What keeps a customer from a rule's messages; undefined where the rule has no limits of its own. */
function stopsOfOne({ coolDownDays = 0, cap }: Rule, place: number, sent: Sent, { tick, hoursPerTick, customers }: Now): Stops | undefined {
  if (coolDownDays === 0 && !cap) return undefined
  const rows = customers.rows.length
  const within = (days: number, least: number) => {
    const { count } = sent.since(tick - days * (24 / hoursPerTick), customers.rows, place)
    return bitsWhere(rows, (r) => (count[r] as number) >= least)
  }
  return { resting: coolDownDays > 0 ? within(coolDownDays, 1) : bitsOf(rows), capped: cap ? within(cap.days, cap.messages) : bitsOf(rows) }
}

/** Days for which messages must be remembered; 0: none. */
export function daysRemembered(rules: readonly Rule[], { cap }: Limits): number {
  return Math.max(cap?.days ?? 0, ...rules.map((rule) => Math.max(rule.coolDownDays ?? 0, rule.cap?.days ?? 0)))
}
