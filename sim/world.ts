import type { Learned } from "./reactions/learned.ts"
import type { PriceWar } from "./reactions/priceWar.ts"
import type { Retaliate } from "./reactions/retaliate.ts"
import type { ShareOfVoice } from "./reactions/shareOfVoice.ts"

/**
 * A market's parameters, as plain data: scenarios/load.ts makes it from a scenario file and nothing changes it afterwards.
 * Rates are per day, durations in days unless a name says hours, money in the scenario's currency unless a name says cents.
 */
export interface World {
  name: string
  about: string
  currency: string
  clock: Clock
  /** Simulated customers, and how many real ones each of them stands for. */
  customers: number
  weight: number
  /** Authorised for the whole horizon; media, messages, discounts, production, people, tools and sources come out of it. */
  budget: number
  demand: Demand
  segments: readonly Segment[]
  /** Style vectors of the hidden taste clusters, unit length. */
  tastes: readonly (readonly number[])[]
  /** Ours first. */
  brands: readonly Brand[]
  channels: readonly Channel[]
  treatments: readonly Treatment[]
  creative: CreativeLaw
  customer: CustomerLaw
  choice: ChoiceLaw
  supply?: Supply
  sources: readonly Source[]
  survey: Survey
  history: History
  /** What is to happen, whoever plays; none where it is left out. */
  events?: readonly MarketEvent[]
  /** Smallest effect worth acting on, as a share of the baseline's mean. */
  smallestEffect: number
}

/** Something that happens on a day of the horizon (its first is 0), for some days; `brand` and `channel` are numbers. */
export type MarketEvent =
  | { kind: "rivalPromotion"; day: number; days: number; brand: number; depth: number }
  | { kind: "rivalSpend"; day: number; days: number; brand: number; factor: number }
  | { kind: "demand"; day: number; days: number; factor: number }
  /** Of one channel, or of all. */
  | { kind: "mediaPrices"; day: number; days: number; channel?: number; factor: number }
  /** A share of the customers takes a consent back at once. */
  | { kind: "consentLost"; day: number; family: Family; share: number }

export interface Clock {
  hoursPerTick: number
  /** Ticks before the horizon, of it, and after it without own marketing. */
  burnIn: number
  horizon: number
  runOut: number
}

export interface Demand {
  /** Season × trend at each tick from the burn-in's start, 1 on average. */
  level: readonly number[]
  /** AR(1) of log demand: stationary standard deviation and persistence a day. */
  shock: { sd: number; persistence: number }
  /** θ: how far need follows the category's inclusive value (promotions accelerate purchases). */
  acceleration: number
  /** Bass (1969): need is the hazard of adoption, (p + q F) a year, F the share that has bought. Without it need is steady. */
  diffusion?: { innovation: number; imitation: number }
  indicators: readonly Indicator[]
}

/** An observable series: `leading` shows demand `lead` days ahead, `spurious` only noise, `breaking` leads until it breaks. */
export interface Indicator {
  name: string
  kind: "leading" | "spurious" | "breaking"
  lead: number
  noise: number
  /** Day of the horizon on which a breaking indicator turns to noise. */
  breaks: number
}

export interface Segment {
  name: string
  share: number
  /** Share of each taste cluster in the segment. */
  tastes: readonly number[]
  /** λ ~ Gamma(shape, mean needs a day). */
  needRate: { mean: number; shape: number }
  /** β ~ lognormal. */
  priceSensitivity: { mean: number; sigma: number }
  /** Chance to defect after a purchase ~ Beta(a, b). */
  defection: { a: number; b: number }
  /** Units an order ~ lognormal. */
  units: { mean: number; sigma: number }
  /** ν: added to ln of none's attraction. */
  none: number
  /** Visits to our site a day that nothing brought. */
  directVisits: number
  /**
   * Of each channel in turn: exposures offered a day (push auctions, partners paid per sale), queries a day (query), or how much
   * more of the channel the segment sees than the average (broadcast, posts: 1).
   */
  usage: readonly number[]
  /** Share that accepts messages at the start. */
  subscribed: number
  /** Share of the needs that are met in a store, not online. */
  stores: number
  /** Trust that contacts move and that recovers to this, 0 to 1. */
  trust: number
  /** Share that consents to the use of data at the start, by family of sources. */
  consent: readonly number[]
  /** Share of the people heard who are of the own segment, beyond its share of all. */
  homophily: number
}

export interface Brand {
  name: string
  price: number
  /** Experience of a purchase, against the category's mean of 0. */
  quality: number
  /** Share of the Dirichlet's attraction. */
  attraction: number
  /** Of a rival: media spend a year at the start of the run, by channel. Empty for ours. */
  spend: readonly number[]
  promotion: { perYear: number; depth: number; days: number }
  reaction: Reaction
}

/** What a rival answers to: nothing, our voice, the lowest price, our promotions, or its own trials. */
export type Reaction = { kind: "none" } | ShareOfVoice | PriceWar | Retaliate | Learned

export type Channel = PaidChannel | ContactChannel | EarnedChannel
/** Channels that a plan has shares for. */
export type PaidChannel = AuctionChannel | BroadcastChannel | CommissionChannel | StoreChannel
/** Channels whose exposures come to people without their asking. */
export type PushChannel = AuctionChannel | BroadcastChannel | CommissionChannel | EarnedChannel
/** Channels that carry treatments to single customers. */
export type ContactChannel = OwnedChannel | HumanChannel | AgentChannel

/** What an exposure of average content does. */
export interface Exposure {
  /** Visits to our site. */
  click: number
  /** Goodwill. */
  gain: number
  irritation: number
  /** What it counts for in wearing a creative out. */
  wear: number
}

/** How others' money makes a channel dearer: by (1 + their spend a day / reference)^elasticity. */
export interface Crowding {
  elasticity: number
  reference: number
}

export interface AuctionChannel extends Exposure {
  name: string
  kind: "auction"
  /** Exposures come from queries (search) or from time spent (social, video). */
  captures: boolean
  /** ln of the highest rival bid for one exposure ~ Normal(mu + elasticity · ln(1 + rival spend a day / reference), sigma). */
  bids: { mu: number; sigma: number; elasticity: number; reference: number }
  /** No bid above this, per exposure. */
  bidCap: number
  /** Of query channels: queries on a need, and on a need when the brand is known. */
  needQueries: number
  brandQueries: number
}

/** Television, radio, posters: bought by the point (GRP), an exposure for each hundredth of all people. */
export interface BroadcastChannel extends Exposure, Crowding {
  name: string
  kind: "broadcast"
  /** Money for a point where nobody else buys. */
  costPerPoint: number
  /** Points a day that are for sale to one brand. */
  mostPoints: number
  /** Days from booking, when it is paid, to broadcast. */
  lead: number
}

/** Affiliates, creators, livestreams: others show us, for a share of what they sell or for a fee. */
export interface CommissionChannel extends Exposure {
  name: string
  kind: "commission"
  payment: PaymentPerSale | PaymentPerPost
}

export interface PaymentPerSale {
  per: "sale"
  /** Share of the revenue of an order whose last click they brought. */
  rate: number
  /** The rate at which half of the partners join us while no rival spends on them, and how sharply they follow rates. */
  usualRate: number
  response: number
  /** Rival spend a day that is worth as much to partners as the usual rate. */
  reference: number
}

export interface PaymentPerPost extends Crowding {
  per: "post"
  /** Money for a post where nobody else buys. */
  fee: number
  /** Exposures of a person by a post, where affinity is 1. */
  reach: number
  /** Posts a day that are for sale to one brand. */
  mostPosts: number
}

/** Displays in stores, bought from retailers: what is shown moves those who choose in a store. */
export interface StoreChannel {
  name: string
  kind: "store"
  /** Utility where all that can be shown is ours. */
  effect: number
  /** Money a day of all brands at which half of it is taken. */
  reference: number
}

/** Word of mouth: satisfied owners of a brand recommend it. It costs nothing and cannot be bought. */
export interface EarnedChannel extends Exposure {
  name: string
  kind: "earned"
  /** Recommendations a person hears a day where everybody else speaks for the brand. */
  volume: number
}

/** Mail, push messages, app: to those who accept them. */
export interface OwnedChannel {
  name: string
  kind: "owned"
  costPerContact: number
}

/** How well a conversation reads the other: who errs harms. */
export interface Skill {
  /** Chance to tell who is ready to buy from who wants to know more. */
  intent: number
  /** Chance to sense the other's mood, and the share of irritation that this soothes. */
  mood: number
  soothe: number
  /** Irritation of selling to one who is not ready, and of misreading a mood, a unit of irritation. */
  harm: number
}

/** Sales, call centre, shop staff: people, so many contacts a day and no more. */
export interface HumanChannel {
  name: string
  kind: "human"
  costPerContact: number
  /** Contacts with real people a day. */
  capacityPerDay: number
  skill: Skill
}

/** A conversation agent: talks to those who accept messages and those who visited lately, as many as there are. */
export interface AgentChannel {
  name: string
  kind: "agent"
  costPerContact: number
  /** Days after a visit in which it can still address the visitor. */
  withinDays: number
  skill: Skill
}

export interface Treatment {
  name: string
  channel: number
  open: number
  visits: number
  gain: number
  intent: number
  irritation: number
  unsubscribe: number
  /** Share off the list price of one order on the day, at most `discountCap` of money. */
  discount: number
  discountCap: number
  /** Further need on the day, as a share of the customer's rate, when opened. */
  acceleration: number
  /** How personal it is, and how openly it says what we know of the customer, 0 to 1. */
  personal: number
  disclosure: number
  /** Chance that a fully trusting reader gives each consent that is missing: the value offered for it. */
  consentValue: number
}

export interface CreativeLaw {
  cost: number
  /** Hours from commission to use. */
  latencyHours: number
  quality: { sigma: number }
  /** Noise of style around the briefed segment's mean taste. */
  styleNoise: number
  /** κ: what a match of style and taste is worth. */
  match: number
  /** Exposures a person at which a creative's effect is halved. */
  halfLifeExposures: number
  /** Days of rest in which half of the exposures are forgotten; 0: never. */
  rest: number
  topics?: TopicLaw
}

/** Trends: a creative made on one gains while it lasts and is stale when it is over. */
export interface TopicLaw {
  perYear: number
  /** Days in which a topic's heat halves. */
  halfLife: number
  /** Standard deviation of the logarithm of a topic's first heat, whose mean is 1. */
  spread: number
  boost: number
  stale: number
}

export interface CustomerLaw {
  goodwill: { halfLife: number; max: number; reference: number; elasticity: number }
  irritation: { halfLife: number; effect: number; unsubscribe: number }
  intent: { halfLife: number; perVisit: number; max: number; leadThreshold: number; effect: number }
  pageViews: { halfLife: number; perVisit: number }
  /** η and the consumption of stock, in units for each unit of need. */
  pantry: { effect: number; consumption: number }
  satisfaction: { learning: number; expectationLearning: number; noise: number; effect: number }
  /** What a defection leaves: the brand or the whole category; how dissatisfaction scales it; chance to be taken up again an occasion. */
  defection: { from: "brand" | "category"; scale: number; reconsider: number }
  trust: TrustLaw
  /** Satisfaction from which a customer speaks for the brand. */
  advocacy: number
  /** Chance that an online buyer who does not accept messages accepts them with the order. */
  subscribing: number
  /** A durable: everybody buys once. */
  once: boolean
  /** Days without an order after which a buyer counts as new. */
  newAfter: number
}

/** How trust moves and what it is worth; every number 0 leaves it at the segment's base and without effect. */
export interface TrustLaw {
  halfLife: number
  /** Utility, and rise of the chance to open, of a unit above the base. */
  utility: number
  response: number
  /** Lost by fully personal content at no trust; a unit of irritation; a contact that nobody agreed to. */
  intrusion: number
  irritation: number
  breach: number
  /** Full disclosure alarms with chance alarm · (1 − trust): it repels, or else reassures in proportion to 1 − trust. */
  alarm: number
  reassures: number
  repels: number
  /** Chance, at a contact, that a fully distrusting customer takes back each consent. */
  withdraws: number
}

/** Our stock: ordered up to what lead and cover days sell, at each review. Without it we never run out. */
export interface Supply {
  leadDays: number
  coverDays: number
  reviewDays: number
  /** Days over which sales are averaged to a forecast. */
  smoothing: number
  /** Utility and experience lost by one who must wait for us. */
  wait: number
  late: number
}

export interface ChoiceLaw {
  /** S: total shape of the Dirichlet's attractions, and none's share of brands' total. */
  dirichlet: number
  none: number
  inertia: number
  priceReference: number
  priceFloor: number
  unitCost: number
  /** Goodwill under which a brand is not considered, unless owned. */
  consideration: number
}

export interface Source {
  name: string
  about: string
  family: Family
  columns: readonly string[]
  series: readonly string[]
  /** Share of the customers of whom it has a record. */
  coverage: number
  /** Share of its records that are joined to a customer, and of these, to a wrong one. */
  match: number
  falseMerge: number
  /** Which of our orders it knows. */
  venue: "online" | "store" | "all"
  /** Relative standard deviation of its numbers. */
  noise: number
  /** Correlation of its scores with what they are about. */
  reliability: number
  /** Consent without which it tells nothing of a customer. */
  consent: Family | "none"
  refreshHours: number
  delayHours: number
  costPerDay: number
}

/** The brand-health survey: a wave every so many days, of so many people, with response noise. */
export interface Survey {
  every: number
  respondents: number
  /** Chance that a yes or no is answered wrongly. */
  misreport: number
  /** Standard deviation of an answer on a scale from 0 to 10. */
  noise: number
}

/** What our brand did before the horizon. */
export interface History {
  /** Media money a day, by channel shares; shares wander by a lognormal of this sigma, redrawn at this period. */
  spendPerDay: number
  shares: readonly number[]
  wander: number
  period: number
  /** A message to every subscriber each so many days, and which. */
  newsletter: { days: number; treatment: number }
}

/** Families of sources, in the order of a customer's consent bits. */
export const families = ["behaviour", "transactions", "social", "competitors", "thirdParty"] as const
export type Family = (typeof families)[number]

/** Does a channel carry treatments to single customers? */
export function isContact(channel: Channel): channel is ContactChannel {
  return channel.kind === "owned" || channel.kind === "human" || channel.kind === "agent"
}

interface Kinds {
  paid: readonly number[]
  auction: readonly number[]
  push: readonly number[]
  query: readonly number[]
}

const kinds = new WeakMap<World, Kinds>()

function kindsOf(world: World): Kinds {
  const known = kinds.get(world)
  if (known) return known
  const numbers = (is: (channel: Channel) => boolean) => world.channels.flatMap((channel, number) => (is(channel) ? [number] : []))
  const captures = (channel: Channel) => channel.kind === "auction" && channel.captures
  const found = {
    paid: numbers((channel) => !isContact(channel) && channel.kind !== "earned"),
    auction: numbers((channel) => channel.kind === "auction"),
    push: numbers((channel) => !isContact(channel) && channel.kind !== "store" && !captures(channel)),
    query: numbers(captures),
  }
  kinds.set(world, found)
  return found
}

/** Numbers of the paid channels, in order: the ones a plan has shares for. */
export function paidChannels(world: World): readonly number[] {
  return kindsOf(world).paid
}

/** Numbers of the channels that take bids, in order. */
export function auctionChannels(world: World): readonly number[] {
  return kindsOf(world).auction
}

/** Numbers of the channels whose exposures come to people: from time spent, broadcasts, partners, word of mouth. */
export function pushChannels(world: World): readonly number[] {
  return kindsOf(world).push
}

/** Numbers of the channels whose exposures come from queries. */
export function queryChannels(world: World): readonly number[] {
  return kindsOf(world).query
}

/** Days in a tick. */
export function days(world: World): number {
  return world.clock.hoursPerTick / 24
}
