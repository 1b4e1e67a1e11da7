import type { Books, Observation } from "../../sim/observation.ts"
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

/** A byte a row, also as words of four rows. */
interface Bits {
  bytes: Uint8Array
  words: Int32Array
}

function bytesOf(rows: number): Bits {
  const words = new Int32Array((rows + 3) >> 2)
  return { bytes: new Uint8Array(words.buffer, 0, rows), words }
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
  const out = { treatment: bytesOf(rows), rule: bytesOf(rows), first: bytesOf(rows), stopped: bytesOf(rows) }
  sheet.over(rows, customers.column, (from, words, holds) => {
    live.forEach(({ number, tally, stops }, k) => {
      if (tally) settle(holds[k] as Int32Array, all, stops, out, { from: from >> 2, words, place: k + 1, number, tally })
    })
  })
  const { treatment, rule, first, stopped } = out
  return {
    treatment: treatment.bytes,
    rule: rule.bytes,
    first: first.bytes,
    stopped: stopped.bytes,
    rules: ordered.map((of, k) => ({ ...of, tally: live[k]?.tally })),
  }
}

/**
 * One rule's turn in a block. Hot: a byte a row, 0 or 1, four rows a word and no branch; a word of such bytes times a number below 256 has that
 * number where they are 1, and times 0x01010101 their sum in its highest byte.
 */
function settle(
  held: Int32Array,
  all: Stops,
  own: Stops,
  out: { [out in "treatment" | "rule" | "first" | "stopped"]: Bits },
  { from, words, place, number, tally }: { from: number; words: number; place: number; number: number; tally: Tally },
): void {
  const [treatment, rule, first, stopped] = [out.treatment.words, out.rule.words, out.first.words, out.stopped.words]
  const [allRest, ownRest, allFull, ownFull] = [all.resting.words, own.resting.words, all.capped.words, own.capped.words]
  let matches = 0
  let untaken = 0
  let resting = 0
  let capped = 0
  for (let w = 0, at = from; w < words; w++, at++) {
    const holds = held[w] as number
    if (holds === 0) continue
    matches += sum(holds)
    const open = holds & ones(~filled(rule[at] as number))
    if (open === 0) continue
    untaken += sum(open)
    const rests = open & ((allRest[at] as number) | (ownRest[at] as number))
    const full = open & ~rests & ((allFull[at] as number) | (ownFull[at] as number))
    const send = open ^ rests ^ full
    const earliest = open & ones(~filled(first[at] as number))
    first[at] = (first[at] as number) | Math.imul(earliest, place)
    stopped[at] = (stopped[at] as number) | (earliest & rests) | ((earliest & full) << 1)
    rule[at] = (rule[at] as number) | Math.imul(send, place)
    treatment[at] = (treatment[at] as number) | Math.imul(send, number)
    resting += sum(rests)
    capped += sum(full)
  }
  tally.matches += matches
  tally.taken += matches - untaken
  tally.resting += resting
  tally.capped += capped
  tally.sends += untaken - resting - capped
}

const ONES = 0x01010101
const ones = (word: number) => word & ONES
const sum = (word: number) => Math.imul(word, ONES) >>> 24

/** 1 in the lowest bit of each byte that is not 0. */
function filled(word: number): number {
  const a = word | (word >>> 4)
  const b = a | (a >>> 2)
  return b | (b >>> 1)
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
  const [resting, capped] = [bytesOf(rows), bytesOf(rows)]
  if (contact) for (let r = 0; r < rows; r++) resting.bytes[r] = +((contact[r] as number) < coolDownDays)
  if (!cap || !sent) return { resting, capped }
  // A contact that is seen counts too, if it came before all that are remembered: another's, or one of before.
  const { count, first } = sent.since(tick - cap.days * (24 / hoursPerTick), customers.rows)
  const age = customers.age("daysSinceContact") / 24
  for (let r = 0; r < rows; r++) {
    const ago = contact ? (contact[r] as number) + age : Number.NaN
    const other = ago < cap.days && !(tick - ago * (24 / hoursPerTick) >= (first[r] as number))
    capped.bytes[r] = +((count[r] as number) + (other ? 1 : 0) >= cap.messages)
  }
  return { resting, capped }
}

/** What keeps a customer from a rule's messages; undefined where the rule has no limits of its own. */
function stopsOfOne({ coolDownDays = 0, cap }: Rule, place: number, sent: Sent, { tick, hoursPerTick, customers }: Now): Stops | undefined {
  if (coolDownDays === 0 && !cap) return undefined
  const rows = customers.rows.length
  const [resting, capped] = [bytesOf(rows), bytesOf(rows)]
  const within = (days: number) => sent.since(tick - days * (24 / hoursPerTick), customers.rows, place).count
  if (coolDownDays > 0) within(coolDownDays).forEach((count, r) => (resting.bytes[r] = +(count > 0)))
  if (cap) within(cap.days).forEach((count, r) => (capped.bytes[r] = +(count >= cap.messages)))
  return { resting, capped }
}

/** Days for which messages must be remembered; 0: none. */
export function daysRemembered(rules: readonly Rule[], { cap }: Limits): number {
  return Math.max(cap?.days ?? 0, ...rules.map((rule) => Math.max(rule.coolDownDays ?? 0, rule.cap?.days ?? 0)))
}
