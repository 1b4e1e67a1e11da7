import { z } from "zod"
import { families } from "../sim/world.ts"
import { count, duration, money, number, share } from "./quantities.ts"

/**
 * The scenario file: every key with its unit, meaning and, where it has a default, the source of the default.
 * A source motivates a value; it is not where the very number was read unless it says so. docs/parameters.md is made from this file.
 */

const says = <T extends z.ZodType>(type: T, meaning: string, source?: string): T =>
  type.meta({ ...type.meta(), description: meaning, ...(source ? { source } : {}) }) as T

const text = (most = 200) =>
  z
    .string({ error: "expected text" })
    .min(1, { error: "expected some text" })
    .max(most, { error: `expected at most ${most} characters` })
    .meta({ unit: "text", most: `${most} characters` })
const name = () =>
  z
    .string({ error: "expected a name" })
    .regex(/^[A-Za-z][\w-]{0,39}$/, { error: "expected a name: a letter, then at most 39 letters, digits, - or _" })
    .meta({ unit: "name" })
const yes = () => z.boolean({ error: "expected true or false" }).meta({ unit: "true or false" })
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `expected one of ${values.join(", ")}` }).meta({ unit: "one of" })
const expression = () =>
  z
    .union([z.string(), z.number()], { error: "expected an expression such as 1 + 0.3*sin(2*pi*day/365)" })
    .transform(String)
    .meta({ unit: "expression over day, week, weekday" })
const ASSUMED = "assumed"
const OFF = "neutral: without effect"
const CONVENTION = "convention of this laboratory"

const BIJMOLT = "Bijmolt, van Heerde & Pieters (2005): mean price elasticity −2.62; set so that the market's own elasticity falls there"
const SETHURAMAN =
  "Sethuraman, Tellis & Briesch (2011): mean advertising elasticity .12 in the short run, .24 in the long; set so that the market's own falls there"
const DIRICHLET = "Goodhardt, Ehrenberg & Chatfield (1984): the Dirichlet model of buying; value assumed"
const BASS = "Bass (1969); Sultan, Farley & Lehmann (1990): mean p .03, q .38 a year"
const PRIVACY = "Martin, Borah & Palmatier (2017): vulnerability lowers trust and purchase, transparency and control mend it; value assumed"
const MAIL = "assumed: order of magnitude of mail vendors' benchmarks (a fifth to a quarter opened, .1 to .3 % unsubscribed)"
const AFFILIATES = "assumed: order of magnitude of affiliate networks' published rates for consumer goods (a few to some fifteen per cent)"
const STEENKAMP = "Steenkamp, Nijs, Hanssens & Dekimpe (2005): rivals mostly do not react to promotions and advertising; value assumed"
const LEEFLANG = "Leeflang & Wittink (1996): where rivals react, they often react too much; value assumed"
const CLICKS = "order of magnitude of media vendors' benchmarks (search 3 to 6 %, social about 1 %, video about .5 %)"

let last: { currency: string; schema: ReturnType<typeof make> } | undefined

/** The scenario file's schema, money in a currency. Making it takes longer than a check, so the last one is kept. */
export function scenarioSchema(currency: string): ReturnType<typeof make> {
  if (last?.currency !== currency) last = { currency, schema: make(currency) }
  return last.schema
}

function make(currency: string) {
  const o = z.strictObject
  const amount = (least = 0, most = 1e13) => money(currency, least, most)

  const clock = o({
    tick: says(oneOf(["hour", "day", "week"]), "length of a tick", CONVENTION).default("day"),
    days: says(count(7, 3650), "length of the horizon, in days", CONVENTION).default(365),
    burnIn: says(count(0, 3650), "days played under the history plan before the horizon", `${CONVENTION}: a year, so that last year's books exist`).default(
      365,
    ),
    runOut: says(count(0, 730), "days played after the horizon without own marketing", `${CONVENTION}: three goodwill half-lives`).default(90),
  })

  const demand = o({
    season: says(expression(), "demand over the year, any scale (season × trend is normalised to a mean of 1)", OFF).default("1"),
    trend: says(expression(), "growth of demand, multiplies the season", OFF).default("1"),
    shock: o({
      sd: says(number("log demand", 0, 1), "stationary standard deviation of log demand's AR(1) shock", ASSUMED).default(0.08),
      persistence: says(share(0, 0.9999), "what is left of a shock after a day", ASSUMED).default(0.9),
    }).prefault({}),
    acceleration: says(
      number("exponent", 0, 3),
      "θ: need follows (inclusive value)^θ, so that promotions accelerate purchases",
      "van Heerde, Gupta & Wittink (2003): about a third of a promotion's bump is brand switching, the rest other sales; value assumed",
    ).default(0.3),
    diffusion: says(
      o({
        innovation: says(number("a year", 0, 50), "p: hazard of adoption without word of mouth", BASS),
        imitation: says(number("a year", 0, 50), "q: its rise when everybody has bought", BASS),
      }),
      "need is the hazard of a first purchase, p + q F with F the share that has bought; the need rate is then each customer's multiple of it",
      OFF,
    ).optional(),
    indicators: says(
      z
        .array(
          o({
            name: says(name(), "name of the series `indicator.<name>`"),
            kind: says(oneOf(["leading", "spurious", "breaking"]), "shows demand ahead; shows noise; leads until it breaks"),
            lead: says(duration(0, 730), "how far ahead it shows", OFF).prefault("0 days"),
            noise: says(number("log demand", 0, 5), "standard deviation of its noise", ASSUMED).default(0.05),
            breaks: says(duration(0, 3650), "when a breaking indicator turns to noise, since the horizon began", ASSUMED).prefault("180 days"),
          }),
        )
        .max(20),
      "observable series",
      OFF,
    ).default([]),
  }).prefault({})

  const segment = o({
    name: says(name(), "name of the segment"),
    share: says(share(), "share of all customers"),
    tastes: says(z.array(share()).min(1).max(16), "share of each taste cluster in the segment"),
    needRate: o({
      mean: says(number("needs a day", 0, 5), "mean of λ ~ gamma across customers"),
      shape: says(
        number("shape", 0.05, 100),
        "shape of λ's gamma",
        "Ehrenberg (1988): gamma-distributed rates make negative binomial purchase counts; value assumed",
      ).default(1),
    }),
    priceSensitivity: o({
      mean: says(number("exponent", 0, 20), "mean of β ~ lognormal across customers", BIJMOLT).default(4.5),
      sigma: says(number("log", 0, 2), "standard deviation of ln β", ASSUMED).default(0.3),
    }).prefault({}),
    defection: o({
      a: says(
        number("shape", 0, 1000),
        "a of the defection chance ~ Beta(a, b) after a purchase; 0 switches defection off",
        "Fader, Hardie & Lee (2005): beta-distributed dropout after a purchase; value assumed",
      ).default(0.5),
      b: says(number("shape", 0.001, 10000), "b of the defection chance", ASSUMED).default(20),
    }).prefault({}),
    units: o({
      mean: says(number("units", 0.01, 1e6), "mean units an order, lognormal", ASSUMED).default(1.5),
      sigma: says(number("log", 0, 3), "standard deviation of ln units", ASSUMED).default(0.5),
    }).prefault({}),
    none: says(number("utility", -1000, 20), "ν: utility of buying nothing on a need", ASSUMED).default(0),
    directVisits: says(number("visits a day", 0, 5), "visits to our site that nothing brought", ASSUMED).default(0.004),
    usage: says(
      z.record(z.string(), number("a day", 0, 100)),
      "by channel: exposures offered a day (auctions by time spent, partners paid per sale), queries without need a day (query channels), or affinity (broadcast, posts: 1 is the average, and the default)",
      OFF,
    ).default({}),
    subscribed: says(share(), "share that accepts messages at the start", ASSUMED).default(0.4),
    stores: says(share(), "share of the needs that are met in a store, not online", OFF).default(0),
    trust: says(share(), "trust to which contacts' effects recover", ASSUMED).default(0.5),
    consent: says(
      z.partialRecord(z.enum(families, { error: `expected one of ${families.join(", ")}` }), share()),
      "share that consents to the use of data at the start, by family of sources; 1 where none is given",
      OFF,
    ).default({}),
    homophily: says(share(), "share of what people hear that comes from their own segment, beyond its share of all", OFF).default(0),
  })

  const levels = (least: number, most: number) =>
    z
      .array(number("share", least, most))
      .min(1)
      .max(7)
  const reaction = z.discriminatedUnion(
    "kind",
    [
      o({ kind: says(z.literal("none"), "reacts to nothing") }),
      o({
        kind: says(z.literal("shareOfVoice"), "its spend follows ours"),
        strength: says(number("exponent", 0, 3), "spend follows (our spend / our usual spend)^strength", STEENKAMP).default(0.3),
        delay: says(duration(0, 365), "smoothing of what it sees", ASSUMED).prefault("14 days"),
      }),
      o({
        kind: says(z.literal("priceWar"), "its price follows the lowest price of all others"),
        strength: says(share(), "share of their cut that it follows", LEEFLANG).default(0.5),
        undercut: says(number("share", 0, 2), "how much deeper than their cut it aims; strength × (1 + undercut) above 1 lets two escalate", OFF).default(0),
        floor: says(share(0.1), "lowest price, as a share of its list price", ASSUMED).default(0.5),
        delay: says(duration(0, 365), "smoothing of a falling price", ASSUMED).prefault("3 days"),
        recovery: says(duration(0, 365), "smoothing of a rising price", ASSUMED).prefault("3 days"),
      }),
      o({
        kind: says(z.literal("retaliate"), "it answers our promotions (and, by `spend`, rises of our spend), tit for tat"),
        strength: says(number("ratio", 0, 3), "its cut as a multiple of ours", LEEFLANG).default(1),
        spend: says(number("ratio", 0, 3), "rise of its spend as a multiple of the rise of ours", OFF).default(0),
        threshold: says(share(), "least cut, or rise of spend, that it answers", ASSUMED).default(0.05),
        chance: says(share(), "chance that it answers", STEENKAMP).default(0.5),
        delay: says(duration(0, 365), "from what it sees to its answer", ASSUMED).prefault("3 days"),
        days: says(duration(0.01, 365), "how long it answers; then it decides again", ASSUMED).prefault("7 days"),
      }),
      o({
        kind: says(z.literal("learned"), "it improves by trial, on its own profit of a period"),
        priceLevels: says(levels(0.3, 3), "prices that it tries, as shares of its list price", ASSUMED).default([0.9, 1, 1.1]),
        spendLevels: says(levels(0, 5), "spends that it tries, as shares of its plan", ASSUMED).default([0.5, 1, 1.5]),
        period: says(duration(1, 365), "how long it tries a pair of both", ASSUMED).prefault("28 days"),
        unitCost: says(share(0, 0.99), "cost of a unit as a share of its list price", ASSUMED).default(0.6),
        exploration: says(
          number("constant", 0, 100),
          "in period n it explores with the chance min(1, exploration × pairs / n)",
          "Auer, Cesa-Bianchi & Fischer (2002): ε_n-greedy of logarithmic regret; value assumed",
        ).default(1),
      }),
    ],
    { error: "expected a reaction of kind none, shareOfVoice, priceWar, retaliate or learned" },
  )

  const brand = o({
    name: says(name(), "name of the brand; ours is the first"),
    price: says(amount(0.01, 1e7), "list price of a unit"),
    quality: says(number("utility", -5, 5), "experience against the category's mean of 0", OFF).default(0),
    attraction: says(number("weight", 0, 1000), "share of the Dirichlet's attraction", DIRICHLET),
    spend: says(z.record(z.string(), amount()), "of a rival: media spend a year, by channel", OFF).default({}),
    promotion: o({
      perYear: says(number("a year", 0, 100), "promotions begun a year (Poisson)", OFF).default(0),
      depth: says(share(0, 0.9), "price cut", ASSUMED).default(0.2),
      days: says(count(1, 365), "length", ASSUMED).default(7),
    }).prefault({}),
    reaction: says(reaction, "what it answers to", OFF).default({ kind: "none" }),
  })

  const response = {
    gain: says(number("goodwill", 0, 10), "goodwill an exposure of average content", SETHURAMAN),
    irritation: says(number("irritation", 0, 10), "irritation an exposure", ASSUMED).default(0.005),
    wear: says(
      number("exposures", 0, 10),
      "exposures that one of these counts for in wearing a creative out: a banner that is barely looked at bores less than a film",
      ASSUMED,
    ).default(1),
  }
  const rise = (what: string) => says(number("exponent", 0, 3), `ε: rise of the ${what} with rival spend`, ASSUMED).default(0.3)
  const reference = says(amount(0.01), "rival spend a day at which that rise sets in")

  const payment = z.discriminatedUnion(
    "per",
    [
      o({
        per: says(z.literal("sale"), "a share of the revenue of orders whose last click, within 30 days, the partners brought"),
        rate: says(share(), "that share"),
        usualRate: says(share(0.0001, 1), "the rate at which half of the partners show us while no rival spends on them", AFFILIATES).default(0.1),
        response: says(number("exponent", 0, 10), "ε: how sharply partners follow the rate", ASSUMED).default(1),
        reference: says(amount(0.01), "rival spend a day that is worth as much to partners as the usual rate"),
      }),
      o({
        per: says(z.literal("post"), "a fee for a post"),
        fee: says(amount(0.01, 1e9), "cost of a post with no rival spend"),
        elasticity: rise("fee"),
        reference,
        reach: says(number("exposures", 0, 24), "exposures of a person by a post, where affinity is 1"),
        mostPosts: says(number("posts a day", 0, 1000), "posts that are for sale to one brand", ASSUMED).default(2),
      }),
    ],
    { error: "expected a payment per sale or per post" },
  )

  const skill = (intent: number, mood: number) =>
    says(
      o({
        intent: says(share(), "chance to tell who is ready to buy from who wants to know more", ASSUMED).default(intent),
        mood: says(share(), "chance to sense the other's mood", ASSUMED).default(mood),
        soothe: says(share(), "share of irritation that being understood soothes", ASSUMED).default(0.5),
        harm: says(number("irritation", 0, 10), "irritation of selling to one who is not ready, and of a misread mood a unit of irritation", ASSUMED).default(
          0.15,
        ),
      }).prefault({}),
      "how well it reads the other",
    )

  const channel = z.discriminatedUnion(
    "kind",
    [
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("auction"), "second-price auction for each exposure"),
        captures: says(yes(), "exposures come from queries (search, retail media) and not from time spent (social, video, display)", CONVENTION).default(false),
        price: says(amount(0.0001, 1e4), "median of the highest rival bid for an exposure with no rival spend"),
        sigma: says(
          number("log", 0.05, 3),
          "standard deviation of the logarithm of that bid",
          "Ostrovsky & Schwarz (2011): lognormal valuations of bidders; value assumed",
        ).default(0.8),
        elasticity: rise("bid"),
        reference,
        bidCap: says(amount(0.0001, 1e5), "no bid above this"),
        needQueries: says(number("queries", 0, 20), "of query channels: queries on a need", ASSUMED).default(0.5),
        brandQueries: says(number("queries", 0, 20), "of query channels: further queries on a need by one who knows us well", ASSUMED).default(0.5),
        click: says(share(), "clicks an exposure of average content", CLICKS),
        ...response,
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("broadcast"), "bought by the point (GRP): an exposure for each hundredth of all people"),
        costPerPoint: says(amount(0.0001), "cost of a point with no rival spend"),
        elasticity: rise("cost"),
        reference,
        mostPoints: says(number("points a day", 0, 2400), "points that are for sale to one brand", ASSUMED).default(100),
        lead: says(duration(0, 365), "from booking, when it is paid, to broadcast", OFF).prefault("0 days"),
        click: says(share(), "visits an exposure of average content", OFF).default(0),
        ...response,
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("commission"), "partners (affiliates, creators, livestreams) show us for a share or a fee"),
        payment: says(payment, "what they are paid for"),
        click: says(share(), "clicks an exposure of average content", CLICKS),
        ...response,
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("owned"), "messages of our own to those who accept them"),
        costPerMessage: says(amount(0, 1000), "cost of one message", ASSUMED).default(0.02),
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("human"), "sales, call centre, shop staff: people talk to those who accept messages and to leads"),
        costPerContact: says(amount(0, 1e6), "cost of one contact"),
        capacity: says(number("contacts a day", 0, 1e9), "contacts with real people a day"),
        skill: skill(0.8, 0.8),
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("agent"), "conversation agent: talks to those who accept messages and to late visitors"),
        costPerContact: says(amount(0, 1e6), "cost of one conversation", ASSUMED).default(0.2),
        within: says(duration(0, 365), "how long after a visit it can still address the visitor", ASSUMED).prefault("2 days"),
        skill: skill(0.65, 0.6),
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("store"), "displays in stores, bought from retailers by all brands"),
        effect: says(
          number("utility", 0, 10),
          "utility where all that can be shown is ours, on occasions in a store",
          "Drèze, Hoch & Purk (1994), Bezawada et al. (2009): display and location in the store move sales; value assumed",
        ).default(1),
        reference,
      }),
      o({
        name: says(name(), "name of the channel"),
        kind: says(z.literal("earned"), "word of mouth: satisfied owners of a brand recommend it"),
        volume: says(
          number("recommendations a day", 0, 24),
          "recommendations that a person hears a day where everybody else speaks for the brand",
          "You, Vadakkepatt & Joshi (2015): mean volume elasticity of electronic word of mouth .236; value set by the scenario",
        ),
        click: says(share(), "visits a recommendation", ASSUMED).default(0.02),
        ...response,
      }),
    ],
    { error: "expected a channel of kind auction, broadcast, commission, owned, human, agent, store or earned" },
  )

  const treatment = o({
    name: says(name(), "name of the treatment"),
    channel: says(name(), "owned, human or agent channel that carries it"),
    open: says(share(), "chance that it is opened, content and mood average", MAIL).default(0.22),
    visits: says(number("visits", 0, 5), "visits that an opened message brings", MAIL).default(0.1),
    gain: says(number("goodwill", 0, 10), "goodwill of an opened message", ASSUMED).default(0.03),
    intent: says(number("intent", 0, 10), "intent of an opened message", OFF).default(0),
    irritation: says(number("irritation", 0, 10), "irritation of a message, opened or not", ASSUMED).default(0.03),
    unsubscribe: says(share(), "chance to unsubscribe on a message", MAIL).default(0.0015),
    discount: says(share(0, 0.9), "share off one order on the day", OFF).default(0),
    discountCap: says(amount(0), "most money off that order; above 0 where there is a discount", OFF).default(0),
    acceleration: says(number("share", 0, 5), "further need on the day when opened, as a share of the customer's rate", OFF).default(0),
    personal: says(share(), "how personal it is", OFF).default(0),
    disclosure: says(share(), "how openly it says what we know of the customer", OFF).default(0),
    consentValue: says(share(), "chance that a fully trusting reader gives each missing consent", OFF).default(0),
  })

  const customer = o({
    goodwill: o({
      halfLife: says(
        duration(0, 3650),
        "half-life of goodwill",
        "Clarke (1976), Leone (1995): most of advertising's effect passes within months, not years; value assumed",
      ).prefault("30 days"),
      max: says(number("goodwill", 0.01, 1e6), "a_max: goodwill that no exposure adds to", ASSUMED).default(5),
      reference: says(number("goodwill", 0.001, 1e6), "a_ref: scale of goodwill in utility", `${CONVENTION}: the unit of goodwill`).default(1),
      elasticity: says(number("exponent", 0, 5), "γ: utility of ln(1 + a/a_ref)", SETHURAMAN).default(1.1),
    }).prefault({}),
    irritation: o({
      halfLife: says(duration(0, 3650), "half-life of irritation", ASSUMED).prefault("14 days"),
      effect: says(number("a unit", 0, 10), "ξ: response is lowered by the factor 1 − ξ f", ASSUMED).default(0.4),
      unsubscribe: says(number("a unit", 0, 100), "rise of the chance to unsubscribe with irritation", ASSUMED).default(6),
    }).prefault({}),
    intent: o({
      halfLife: says(duration(0, 3650), "half-life of intent", ASSUMED).prefault("5 days"),
      perVisit: says(number("intent", 0, 10), "intent that a visit adds", ASSUMED).default(0.5),
      max: says(number("intent", 0, 100), "most intent", ASSUMED).default(2),
      leadThreshold: says(number("intent", 0, 100), "intent at which an identified visitor is a lead", ASSUMED).default(0.8),
      effect: says(number("utility", 0, 10), "ψ: utility of intent", ASSUMED).default(0.5),
    }).prefault({}),
    pageViews: o({
      halfLife: says(duration(0, 3650), "half-life of the observed page-view count", CONVENTION).prefault("7 days"),
      perVisit: says(number("pages", 0, 1000), "pages a visit", ASSUMED).default(3),
    }).prefault({}),
    pantry: o({
      effect: says(
        number("a unit", 0, 100),
        "η: need falls with e^(−η stock)",
        "Ailawadi & Neslin (1998): stock at home in purchase and consumption; value assumed",
      ).default(0.3),
      consumption: says(number("units", 0, 1000), "units used for each unit of need rate", ASSUMED).default(1.5),
    }).prefault({}),
    satisfaction: o({
      learning: says(
        share(),
        "η_q: how far satisfaction follows experience against expectation",
        "Oliver (1980): expectancy disconfirmation; value assumed",
      ).default(0.3),
      expectationLearning: says(share(), "how fast expectation adapts", ASSUMED).default(0.2),
      noise: says(number("utility", 0, 10), "standard deviation of an experience", ASSUMED).default(0.5),
      effect: says(number("utility", 0, 10), "ω: utility of satisfaction with the brand last bought", ASSUMED).default(0.5),
    }).prefault({}),
    defection: o({
      from: says(oneOf(["brand", "category"]), "what a customer defects from", ASSUMED).default("brand"),
      scale: says(number("a unit", 0, 20), "chance to defect is scaled by e^(−scale · satisfaction)", ASSUMED).default(1),
      reconsider: says(share(), "chance, on an occasion, that a brand defected from is taken up again", ASSUMED).default(0.15),
    }).prefault({}),
    trust: o({
      halfLife: says(duration(0, 3650), "half-life of a deviation from the segment's trust", ASSUMED).prefault("90 days"),
      utility: says(number("utility", 0, 10), "utility of a unit of trust above the base", PRIVACY).default(0),
      response: says(number("share", 0, 5), "rise of the chance to open with a unit of trust above the base", PRIVACY).default(0),
      intrusion: says(
        share(),
        "trust lost by fully personal content at no trust, in proportion to 1 − trust",
        "Aguirre et al. (2015), Bleier & Eisenbeiss (2015): personal content repels where trust is low; value assumed",
      ).default(0),
      irritation: says(share(), "trust lost by a contact, a unit of irritation", ASSUMED).default(0),
      breach: says(share(), "trust lost by a contact that the customer has not agreed to", PRIVACY).default(0),
      alarm: says(share(), "chance that full disclosure alarms at no trust, in proportion to 1 − trust", PRIVACY).default(0),
      reassures: says(share(), "trust won by full disclosure that does not alarm, in proportion to 1 − trust", PRIVACY).default(0),
      repels: says(share(), "trust lost by full disclosure that alarms", PRIVACY).default(0),
      withdraws: says(share(), "chance, at a contact, that a fully distrusting customer takes back each consent", OFF).default(0),
    }).prefault({}),
    advocacy: says(number("utility", -10, 10), "satisfaction from which a customer speaks for the brand last bought", ASSUMED).default(0),
    subscribing: says(share(), "chance to accept messages with an online order", OFF).default(0),
    once: says(yes(), "everybody buys once: a durable", OFF).default(false),
    newAfter: says(
      duration(1, 36500),
      "a buyer counts as new after so long without an order",
      "retail media's new-to-brand: no order in twelve months",
    ).prefault("365 days"),
  }).prefault({})

  const choice = o({
    dirichlet: says(number("shape", 0.01, 1000), "S: total shape of the brands' attractions", DIRICHLET).default(4),
    none: says(number("weight", 0, 1000), "weight of buying nothing among the attractions", ASSUMED).default(0.3),
    inertia: says(
      number("utility", 0, 10),
      "ρ: utility of the brand last bought",
      "Dubé, Hitsch & Rossi (2010): choice depends on the last one beyond taste; set together with the elasticities",
    ).default(1),
    priceReference: says(amount(0.01, 1e7), "p_ref: price at which ln(p/p_ref) is 0"),
    priceFloor: says(amount(0.0001, 1e7), "p_min: no lower price is felt"),
    unitCost: says(amount(0, 1e7), "our cost of a unit"),
    consideration: says(number("goodwill", 0, 100), "goodwill under which a brand is not considered, unless owned", ASSUMED).default(0.02),
  })

  const supply = o({
    lead: says(duration(0, 730), "from order to delivery", ASSUMED).prefault("14 days"),
    cover: says(duration(0, 730), "days of sales held beyond the lead", ASSUMED).prefault("14 days"),
    review: says(duration(0.04, 365), "time between orders", CONVENTION).prefault("7 days"),
    smoothing: says(duration(1, 365), "days over which sales are averaged to a forecast", ASSUMED).prefault("28 days"),
    wait: says(number("utility", 0, 1000), "utility lost by one who must wait for us; 1000: nobody waits", ASSUMED).default(2),
    late: says(number("utility", 0, 10), "experience lost by one who waits", ASSUMED).default(0.3),
  })

  const creative = o({
    cost: says(amount(0, 1e9), "production cost of a creative"),
    latency: says(duration(0, 365), "from commission to use", ASSUMED).prefault("5 days"),
    quality: o({
      sigma: says(
        number("log", 0, 2),
        "standard deviation of ln quality (mean 1)",
        "Lodish et al. (1995): more weight alone often sells nothing more, what is said matters; value assumed",
      ).default(0.3),
    }).prefault({}),
    styleNoise: says(number("style", 0, 5), "noise of style around the brief", ASSUMED).default(0.4),
    match: says(number("share", 0, 3), "κ: what a match of style and taste is worth", ASSUMED).default(0.3),
    halfLife: says(
      number("exposures a person", 0.1, 1e6),
      "exposures a person at which effect is halved",
      "Naik, Mantrala & Sawyer (1998): wear-out by repetition; value assumed",
    ).default(30),
    rest: says(
      duration(0, 3650),
      "days of rest in which half of the exposures are forgotten, 0 days for never",
      "Naik, Mantrala & Sawyer (1998): effect recovers while an advertisement rests; off unless set",
    ).prefault("0 days"),
    topics: says(
      o({
        perYear: says(number("a year", 0, 365), "topics that come up a year (Poisson)", ASSUMED).default(26),
        halfLife: says(duration(0.1, 365), "half-life of a topic's heat", ASSUMED).prefault("4 days"),
        spread: says(number("log", 0, 2), "standard deviation of ln heat when a topic comes up (mean 1)", ASSUMED).default(0.5),
        boost: says(number("share", 0, 5), "what a creative on a topic of heat 1 gains", ASSUMED).default(0.5),
        stale: says(share(), "what a creative on a topic loses when it is over", ASSUMED).default(0.3),
      }),
      "trends that creatives can take up",
      OFF,
    ).optional(),
  })

  const survey = o({
    every: says(duration(1, 365), "time between waves of the brand-health survey", "convention of brand trackers: monthly waves").prefault("28 days"),
    respondents: says(count(1, 100_000), "people asked in a wave, drawn at random", "convention of brand trackers: some hundreds a wave").default(500),
    misreport: says(share(0, 0.5), "chance that a yes or no is answered wrongly", ASSUMED).default(0.05),
    noise: says(number("points", 0, 10), "standard deviation of an answer on a scale from 0 to 10", ASSUMED).default(1.5),
  }).prefault({})

  const history = o({
    spend: says(amount(), "media money a year before the horizon"),
    shares: says(z.record(z.string(), share()), "its shares, by paid channel"),
    wander: says(number("log", 0, 2), "standard deviation of ln shares from one period to the next", ASSUMED).default(0.25),
    period: says(duration(1, 365), "how long shares stand", ASSUMED).prefault("28 days"),
    newsletter: o({
      every: says(duration(0, 365), "a message to every subscriber each so often, 0 days for none", ASSUMED).prefault("14 days"),
      treatment: says(name(), "which treatment"),
    }),
  })

  const day = says(count(0, 3649), "day of the horizon on which it begins, the first is 0")
  const lasts = says(count(1, 3650), "how many days it lasts", CONVENTION).default(7)
  const multiple = (of: string) => says(number("multiple", 0.01, 100), `${of}, as a multiple of what it would be`)
  const rival = says(name(), "which rival")
  const event = z.discriminatedUnion(
    "kind",
    [
      o({ kind: says(z.literal("rivalPromotion"), "a rival cuts its price"), day, days: lasts, brand: rival, depth: says(share(0, 0.9), "price cut") }),
      o({ kind: says(z.literal("rivalSpend"), "a rival spends more, or less"), day, days: lasts, brand: rival, factor: multiple("its media spend") }),
      o({ kind: says(z.literal("demand"), "demand rises or falls; no indicator shows it ahead"), day, days: lasts, factor: multiple("demand") }),
      o({
        kind: says(z.literal("mediaPrices"), "media become dearer or cheaper, to every brand"),
        day,
        days: lasts,
        channel: says(name(), "which paid channel; all without it", OFF).optional(),
        factor: multiple("what the same exposures cost"),
      }),
      o({
        kind: says(z.literal("consentLost"), "customers take a consent back, all on one day; who is convinced later gives it again"),
        day,
        family: says(oneOf(families), "family of sources", CONVENTION).default("behaviour"),
        share: says(share(), "share of the customers"),
      }),
    ],
    { error: "expected an event of kind rivalPromotion, rivalSpend, demand, mediaPrices or consentLost" },
  )

  return o({
    name: says(name(), "name of the scenario"),
    about: says(text(400), "what is special in it"),
    currency: says(
      z
        .string({ error: "expected a currency code such as CNY" })
        .regex(/^[A-Z]{3}$/, { error: "expected a currency code such as CNY" })
        .meta({ unit: "ISO 4217" }),
      "currency of all money",
    ),
    customers: says(count(16, 10_000_000), "simulated customers", CONVENTION).default(20_000),
    weight: says(count(1, 1_000_000), "real customers that each stands for", OFF).default(1),
    budget: says(amount(), "authorised for the whole horizon: media, messages, discounts, production, people, tools, sources"),
    smallestEffect: says(share(), "smallest effect worth acting on, as a share of the baseline's mean", CONVENTION).default(0.01),
    clock: clock.prefault({}),
    demand,
    tastes: says(
      z
        .array(
          z
            .array(number("style", -10, 10))
            .min(1)
            .max(8),
        )
        .min(1)
        .max(16),
      "style vector of each taste cluster (normalised)",
    ),
    segments: says(z.array(segment).min(1).max(16), "segments of customers"),
    brands: says(z.array(brand).min(1).max(7), "brands, ours first"),
    channels: says(z.array(channel).min(1).max(12), "channels"),
    treatments: says(z.array(treatment).max(15), "messages that engage can send", OFF).default([]),
    creative,
    customer,
    choice,
    supply: says(supply, "our stock: without it we never run out", OFF).optional(),
    survey,
    sources: says(z.array(name()).max(200), "names of the sources that can be connected in this market; all of sources.yaml without it", OFF).optional(),
    history,
    events: says(z.array(event).max(50), "what happens on a stated day, whoever plays", OFF).default([]),
  })
}

export type ScenarioFile = z.output<ReturnType<typeof scenarioSchema>>

export type SourcesFile = z.output<typeof sourcesSchema>

/** scenarios/sources.yaml: where a firm's observations come from. */
export const sourcesSchema = z.strictObject({
  sources: says(
    z
      .array(
        z.strictObject({
          name: says(name(), "name of the source"),
          about: says(z.string({ error: "expected text" }).max(200).meta({ unit: "text" }), "what it is", OFF).default(""),
          family: says(oneOf(families), "family"),
          columns: says(z.array(name()), "customer columns that it reveals (`marketlab list columns`)", OFF).default([]),
          series: says(z.array(text(80)), "series that it reveals; a trailing * stands for any ending", OFF).default([]),
          coverage: says(share(), "share of customers of whom it has a record", OFF).default(1),
          match: says(share(), "share of its records that are joined to a customer; the others are missing", OFF).default(1),
          falseMerge: says(share(), "share of the joined records that are another customer's", OFF).default(0),
          venue: says(oneOf(["online", "store", "all"]), "which of our orders its customer columns tell of", OFF).default("all"),
          noise: says(number("share", 0, 5), "relative noise of its numbers", OFF).default(0),
          reliability: says(share(0, 0.99), "correlation of its scores with what they are about; of classes, the share known and not guessed", ASSUMED).default(
            0.5,
          ),
          consent: says(oneOf(["none", ...families]), "consent without which it tells nothing of a customer", OFF).default("none"),
          refresh: says(duration(0.01, 365), "time between extracts", CONVENTION).prefault("1 day"),
          delay: says(duration(0, 365), "from extract to delivery, at most the refresh", OFF).prefault("0 days"),
          costPerDay: says(number("money a day", 0, 1e9), "cost of the source", OFF).default(0),
        }),
      )
      .max(200),
    "sources that a firm can connect",
  ),
})
