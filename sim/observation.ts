/** What a policy meets: observations in, decisions out, feedback later. All arrays are copies in buffers of their own. */

/** Decisions that a strategy takes. `test` holds its default (no experiments). */
export const seats = ["plan", "create", "engage", "respond", "bid"] as const
export type Seat = (typeof seats)[number]

export interface Observation {
  /** Ticks since the horizon began (negative in the burn-in). */
  readonly tick: number
  readonly hoursPerTick: number
  readonly books: Books
  readonly customers: Table
  /** A series from a connected source, one value a tick from the burn-in's start to the last closed tick; undefined without a source. */
  series(name: string): Float64Array | undefined
}

/** What the firm knows without any source: its own money and its own creatives. */
export interface Books {
  /** Money left of the authorised budget, after what is reserved for people, tools, sources and open discounts. */
  readonly available: number
  readonly budget: number
  /** Ticks left of the horizon. */
  readonly remaining: number
  /** Booked so far in the horizon: contribution margin after discounts, before marketing cost. */
  readonly margin: number
  readonly channels: readonly string[]
  /** Paid channels, in the order of a plan's shares. */
  readonly paid: readonly string[]
  /** Money laid down with partners for commissions to come, by paid channel: no longer available, not yet spent. */
  readonly deposits: Float64Array
  /** Paid channels that take bids, in the order of bids. */
  readonly auctions: readonly string[]
  /** No bid above this in each auction, money for an exposure. */
  readonly bidCaps: Float64Array
  /** The last tick's bids by auction channel × segment, our own or the autobidder's; NaN before the first. */
  readonly bids: Float32Array
  readonly segments: readonly string[]
  /** Names of the other brands. */
  readonly rivals: readonly string[]
  readonly treatments: readonly TreatmentCard[]
  /** Creatives that exist: `ready` is the tick from which one can be used. */
  readonly creatives: readonly { number: number; segment: number; ready: number; topical: boolean }[]
  readonly creativeCost: number
  /** The creative in use, by channel × segment. */
  readonly match: Uint16Array
  readonly pricing: Pricing
}

/** Our own price: list price and cost, money a unit; as shares, the standing price of the list price, the promotion off it, and the lowest price of the list price that our guardrail lets pass (0: none). */
export interface Pricing {
  readonly list: number
  readonly unitCost: number
  readonly price: number
  readonly promotion: number
  readonly floor: number
}

/** What the firm knows of its own treatments. */
export interface TreatmentCard {
  readonly name: string
  /** Share off one order. */
  readonly discount: number
  /** Money for each contact, in the scenario's currency, all the real people of a customer together. */
  readonly cost: number
  /** The channel that carries it, and how many real people it can reach a day: infinite but where people make the contacts. */
  readonly channel: string
  readonly capacityPerDay: number
}

/** Customer columns that sources may reveal; sim/sources/columns.ts says what each is. `column@source` asks one source. */
export const customerColumns = [
  "segment",
  "purchases",
  "spend",
  "daysSincePurchase",
  "basket",
  "marginSoFar",
  "ordersAYear",
  "active",
  "lastBrand",
  "boughtRival",
  "pageViews7d",
  "daysSinceVisit",
  "daysSinceContact",
  "touches30d",
  "paidVisits30d",
  "searchVisits30d",
  "mailVisits30d",
  "channels30d",
  "lastChannel",
  "firstChannel",
  "daysSinceClick",
  "subscribed",
  "lead",
  "cartActivity",
  "siteSearches",
  "inMarket",
  "appEngagement",
  "brandEngagement",
  "satisfactionScore",
  "sentimentScore",
  "complaintLevel",
  "adFatigue",
  "pantryLevel",
  "incomeBand",
  "dealProneness",
  "categoryUse",
  "churnRisk",
  "brandAffinity",
  "rivalAffinity",
  "lookalike",
  "interest",
  "lifeStage",
  "areaIndex",
  "homeOwner",
  "vehicleIndex",
  "deviceAge",
  "creditScore",
  "influence",
  "politeness",
  "scrollDepth",
] as const

export interface Table {
  /** Numbers of the customers due for a decision, ascending. Numbers are in no relation to the market's order. */
  readonly rows: Uint32Array
  /** One value a row; NaN unknown. Undefined: no connected source reveals it, or the strategy did not ask for it. */
  column(name: string): Float32Array | undefined
  /** Hours since the extract that a column comes from; NaN without one. */
  age(name: string): number
}

export type Actions = {
  /** Shares of paid media, summing to 1, and media money a day. */
  plan: { shares: Float64Array; spend: number }
  /**
   * Creatives to commission for each segment, and where `topical` is 1, on the topic that trends when they are commissioned; creative in use by
   * channel × segment.
   */
  create: { make: Int32Array; topical?: Uint8Array; match: Uint16Array }
  /** Treatment of each due customer, aligned with rows: 0 none, else 1 + its place in the treatments. */
  engage: { treatment: Uint8Array }
  /** Our price as a share of the list price (0.5 to 2), and a promotion's depth off it (0 to 0.9). Both stand until changed. */
  respond: { price: number; promotion: number }
  /** Money for an exposure by auction channel × segment: NaN leaves it to the autobidder, 0 does not buy, above the cap is the cap. */
  bid: { bids: Float32Array }
}

export interface Decision<S extends Seat> {
  action: Actions[S]
  /** Chance with which each row's (or the one) action was taken; wherever a policy randomises. */
  propensity?: Float32Array
  reason?: string
  /** The same as data, for who tells it in other words. */
  because?: Because
}

/** Why: the kind of reason, and the figures that it rests on by name. */
export interface Because {
  kind: string
  figures: Readonly<Record<string, number>>
}

export type Decisions = { [S in Seat]: Decision<S> }

export type Feedback<S extends Seat = Seat> = { [K in S]: FeedbackOf[K] }[S]

type FeedbackOf = {
  plan: {
    seat: "plan"
    /** Money spent and money that could not be delivered since the last decision, by paid channel. */
    spent: Float64Array
    undelivered: Float64Array
    /** Contribution margin less marketing cost booked since the last decision, money. */
    margin: number
  }
  create: {
    seat: "create"
    /** Each creative since the last decision, by channel and segment: counts of simulated customers, each of whom stands for `weight`. */
    shown: readonly { creative: number; channel: number; segment: number; impressions: number; clicks: number }[]
    made: number
  }
  engage: {
    seat: "engage"
    /** An earlier decision whose window has closed. */
    decidedAt: number
    rows: Uint32Array
    /** What was sent: 0 also where the money or the customer's consent was gone. */
    treatment: Uint8Array
    /** Contribution margin (money) of each row within the window, after its discounts; NaN where no connected source tells its orders. */
    outcome: Float32Array
    closed: true
  }
  respond: {
    seat: "respond"
    /** Revenue, and contribution margin less marketing cost, booked since the last decision, money. Rivals' prices are told by series alone. */
    revenue: number
    margin: number
  }
  bid: {
    seat: "bid"
    /**
     * Since the last decision, by auction channel × segment: impressions and clicks of all real people (NaN where no connected source tells the
     * channel's), money spent, and the share of the opportunities that was won, pacing included (NaN where there was none or no source tells).
     */
    impressions: Float64Array
    clicks: Float64Array
    spent: Float64Array
    winRate: Float64Array
  }
}

export interface Step {
  observation: Observation
  /** Booked contribution margin of the tick less its marketing cost: what the firm can see, never the ledger's truth. */
  reward: number
  feedback: readonly Feedback[]
  /** The budget is spent and nothing can be decided any more: never before the horizon's end. */
  terminated: boolean
  /** The horizon is over. */
  truncated: boolean
  info: { due: readonly Seat[] }
}
