/**
 * Where things lie in the market's memory: one list of numbers read by the kernel (AssemblyScript), by sim/memory.ts and by the
 * C of bench/limit (as a generated header). Slots are counted in units of their array's element.
 */

/** Rounds of Threefry4x32 (docs/randomness.md says why): every evaluation reads this one number. */
export const THREEFRY_ROUNDS = 13

/** Byte address of the header, an array of i32 slots. */
export const HEADER = 1024
/** Byte address of the four words last drawn for one counter. */
export const WORDS = 1536
/** Byte addresses of an occasion's sixteen words (word w of counter l at 64 w + 4 l), of its alternatives' Gumbel noise (f32), and of its
 * four counters' purposes. */
export const OCCASION = 1600
export const OCCASION_NOISE = 1920
/** Byte addresses of an occasion's utilities (f32, none first) and of e to them, less the greatest. */
export const OCCASION_UTILITY = 1984
export const OCCASION_ODDS = 2048
export const OCCASION_PURPOSES = 2240
/** Byte address of the vectors that Threefry adds between rounds: ten, each word in all four lanes. */
export const KEYS = 2304
/** First byte that sim/memory.ts may allocate: below lie the header and the kernel's constants. */
export const HEAP = 65536

// Header slots (i32)
export const KEY = 0 // four words, made by key of sim/random.ts
export const TICK = 4
export const CELLS = 5
export const BRANDS = 6
export const PUSH_CHANNELS = 7
export const QUERY_CHANNELS = 8
export const CELL_INT_PTR = 9
export const CELL_WIDE_PTR = 10
export const CELL_RARE_PTR = 11
export const PUSH_PTR = 12
export const THRESHOLD_PTR = 13
export const QUERY_PTR = 14
export const BRAND_PTR = 15
export const CELL_BRAND_PTR = 16
export const TREATMENT_PTR = 17
export const GLOBAL_PTR = 18
export const TOTAL_PTR = 19
export const LIST_PTR = 20
export const LIST_LENGTH = 21
export const EVENT_PTR = 22
export const EVENT_LENGTH = 23
export const EVENT_CAPACITY = 24
export const SCRATCH_PTR = 25
export const SCRATCH_WORDS = 1664
export const PUSH_SOURCE = 26 // source number of each push channel, eight slots
export const QUERY_SOURCE = 34 // source number of each query channel, four slots
export const COLUMN = 40 // byte address of each column
export const HEADER_SLOTS = 96

// Columns, in the order of COLUMN. Four-byte floats first, then integers.
export const NEED_RATE = 0
export const PRICE_SENSITIVITY = 1
export const DEFECTION = 2
export const GOODWILL = 3
export const IRRITATION = 4
export const INTENT = 5
export const STOCK = 6
export const SATISFACTION = 7
export const EXPECTATION = 8
export const PAGE_VIEWS = 9
export const TRUST = 10 // against the segment's base, as of the last contact
export const LAST_PURCHASE = 11 // i32 tick
export const LAST_VISIT = 12 // i32 tick
export const LAST_CONTACT = 13 // i32 tick
export const PURCHASES = 14 // i32, of our brand
export const SPEND = 15 // i32 cents, at our brand
export const LAST_STORE_PURCHASE = 16 // i32 tick, of our brand in a store
export const LAST_ONLINE_PURCHASE = 17 // i32 tick
export const STORE_PURCHASES = 18 // i32, of PURCHASES
export const STORE_SPEND = 19 // i32 cents, of SPEND
export const TOUCHES = 20 // eight u16: source << 12 | day & 4095; 0 = none
export const TOUCH_HEAD = 21 // u8, next slot of the ring
export const OWNER = 22 // u8, brand last bought, 255 none
export const FLAGS = 23 // u8
export const TREATMENT = 24 // u8, 0 none
export const LAPSED = 25 // u8, one bit a brand
export const CONSENT = 26 // u8, one bit a family of sources
export const ATTRACTION = 27 // f32 × (brands + 1): ln A of each brand, then of none
export const COLUMNS = 28

export const SUBSCRIBED = 1
export const LEAD = 2
export const EVENT = 4 // something observable happened since the last extract
export const EXTRACTED = 8 // an extract on its way holds it
export const NEWS = 16 // the firm has seen it and not decided since
export const PROSPECT = 32 // a lead from before the horizon; the kernel knows nothing of it
export const NO_BRAND = 255
export const NEVER = -1000000 // tick of something that never happened

// Cell, i32 slots
export const CELL_START = 0
export const CELL_COUNT = 1
export const CELL_INT_SLOTS = 2

// Cell, f32 slots: what the wide pass reads
export const NEED_SCALE = 0
export const PANTRY = 1
export const CONSUMPTION = 2
export const GOODWILL_DECAY = 3
export const GOODWILL_MAX = 4
export const IRRITATION_DECAY = 5
export const IRRITATION_EFFECT = 6
export const INTENT_DECAY = 7
export const PAGE_DECAY = 8
export const DIRECT_VISITS = 9
export const CELL_WIDE_SLOTS = 12

// Cell, f64 slots: what the rare path reads
export const NONE_UTILITY = 0
export const UNITS_MU = 1
export const UNITS_SIGMA = 2
export const MESSAGE_EFFECT = 3
export const UNITS_MEAN = 4
export const STORE_SHARE = 5 // of the needs, met in a store
export const TRUST_BASE = 6
export const CELL_RARE_SLOTS = 8

// Push channel in a cell, f32 slots; thresholds are u32, MAX_COUNT a push channel and cell
export const PUSH_GAIN = 0
export const PUSH_IRRITATION = 1
export const PUSH_CLICK = 2
export const PUSH_THRESHOLDS = 3 // how many thresholds, an i32
export const PUSH_SLOTS = 4
export const MAX_COUNT = 64
/** Thresholds that every customer is compared with; the rest only where one of four has reached them all. */
export const USUAL_COUNT = 4

// Query channel in a cell, f64 slots
export const QUERY_BASE = 0
export const QUERY_NEED = 1
export const QUERY_BRAND = 2
export const QUERY_WIN = 3
export const QUERY_GAIN = 4
export const QUERY_CLICK = 5
export const QUERY_IRRITATION = 6
export const QUERY_LIMIT = 7 // an i32: no query where the word, its sign bit flipped, is not below it
export const QUERY_SLOTS = 8

// Brand, f64 slots
export const LOG_PRICE = 0 // before the tick's price switch
export const LOG_PRICE_AFTER = 1
export const PRICE_CENTS = 2
export const PRICE_CENTS_AFTER = 3
export const QUALITY = 4
export const BRAND_SLOTS = 6

// Brand in a cell, f64 slots
export const GOODWILL_UTILITY = 0 // of a rival; ours is the customer's own
export const CONSIDERED = 1 // chance that a rival is considered
export const STORE_UTILITY = 2 // of displays, on occasions in a store
export const CELL_BRAND_SLOTS = 4

// Treatment, f64 slots
export const SEND_AT = 0 // as a share of the tick
export const OPEN = 1
export const TREATMENT_VISITS = 2
export const TREATMENT_GAIN = 3
export const TREATMENT_IRRITATION = 4
export const UNSUBSCRIBE = 5
export const DISCOUNT = 6
export const DISCOUNT_CAP = 7 // cents
export const ACCELERATION = 8
export const TREATMENT_INTENT = 9
export const TREATMENT_SOURCE = 10
export const PERSONAL = 11 // how personal it is, 0 to 1
export const DISCLOSURE = 12 // how openly it says what we know, 0 to 1
export const CONSENT_VALUE = 13 // chance that a fully trusting customer gives what consent is missing
export const TALKS = 14 // 1: a conversation, by an agent or a person
export const SKILL_INTENT = 15
export const SKILL_MOOD = 16
export const HARM = 17
export const SOOTHE = 18
export const TREATMENT_SLOTS = 20
export const MAX_TREATMENTS = 16

// The whole market, f64 slots
export const GOODWILL_REF = 0
export const GAMMA = 1
export const INERTIA = 2
export const OMEGA = 3
export const PSI = 4
export const CONSIDERATION = 5
export const RECONSIDER = 6
export const VISIT_INTENT = 7
export const INTENT_MAX = 8
export const LEAD_THRESHOLD = 9
export const PAGES_PER_VISIT = 10
export const SATISFACTION_LEARNING = 11
export const EXPECTATION_LEARNING = 12
export const EXPERIENCE_NOISE = 13
export const DEFECTION_SCALE = 14
export const DEFECTS_FROM_CATEGORY = 15 // 1 or 0
export const PRICE_SWITCH = 16 // share of the tick
export const UNIT_COST_CENTS = 17
export const NEW_AFTER = 18 // ticks
export const DAY = 19
export const LOG_PRICE_FLOOR = 20
export const UNSUBSCRIBE_IRRITATION = 21
export const SHELF_EMPTY = 22 // share of the tick from which we are out of stock; 2: not today
export const WAIT = 23 // utility lost by waiting for us
export const LATE = 24 // experience lost by it
export const ONCE = 25 // 1: a durable, bought once
export const ADVOCACY = 26 // satisfaction from which a customer speaks for the brand
export const TRUST_UTILITY = 27
export const TRUST_RESPONSE = 28
export const TRUST_RECOVERY = 29 // a tick
export const INTRUSION = 30
export const TRUST_IRRITATION = 31
export const BREACH = 32
export const ALARM = 33
export const REASSURES = 34
export const REPELS = 35
export const WITHDRAWS = 36
export const SUBSCRIBES = 37
export const GLOBAL_SLOTS = 40

// Totals of a tick in a cell, f64 slots, all integer-valued but BRAND_NEEDS, UNITS and what is expected
export const NEEDS = 0
export const BRAND_NEEDS = 1
export const LEADS = 2
export const UNSUBSCRIBED = 3
export const OPENS = 4
export const EXPOSURES = 8 // by source number, 16
export const VISITS = 24 // by source number, 16
export const ORDERS = 40 // by brand, 8
export const CENTS = 48 // paid, by brand, 8
export const ADVOCATES = 56 // how many more speak for a brand, by brand, 8
export const EXPECTED_ORDERS = 64 // Σ chance of ours over the occasions
export const EXPECTED_CENTS = 65 // paid, at mean units
export const EXPECTED_GOODS = 66
export const UNITS = 67 // of ours, sold
export const LATE_ORDERS = 68
export const STORE_ORDERS = 69 // of ours
export const RESUBSCRIBED = 70
export const CONSENTS = 71 // families of sources that consent was given for, less those it was taken from
export const TOTAL_SLOTS = 72

// Entry of the list, 64 bytes (byte offsets)
export const ENTRY_ID = 0
export const ENTRY_CELL = 4
export const ENTRY_NEEDS = 8
export const ENTRY_NEED_RATE = 12
export const ENTRY_VISIT_RATE = 16
export const ENTRY_VISIT = 20
export const ENTRY_RESPONSE = 24
// What the choice pass leaves there, for who watches (sim/witness.ts): query channels that showed and brands that were bought, one bit each
export const ENTRY_SHOWN = 28 // u8
export const ENTRY_BOUGHT = 29 // u8
export const ENTRY_MESSAGE = 30 // u8, the treatment that was sent
export const ENTRY_QUERY = 32 // four f32
export const ENTRY_EXPOSURES = 48 // eight u8
export const ENTRY_BYTES = 64

// Event: an order of ours, i32 slots
export const EVENT_ID = 0
export const EVENT_LIST_CENTS = 1
export const EVENT_DISCOUNT_CENTS = 2
export const EVENT_COST_CENTS = 3
export const EVENT_NEW = 4
export const EVENT_TREATMENT = 5
export const EVENT_STORE = 6 // 1: in a store
export const EVENT_LATE = 7 // 1: we were out of stock, the customer waits
export const EVENT_SLOTS = 8

// Purposes: the fourth word of a counter. Wide purposes share a counter between four customers; own purposes belong to one.
export const DRAW_NEED = 0
export const DRAW_VISIT = 1
export const DRAW_QUERY = 2 // + query channel
export const DRAW_PUSH = 8 // + push channel
export const DRAW_MESSAGE = 16
export const DRAW_SOURCE = 17 // + 256 × block of four visits
/** + 256 × (4 × occasion + counter): words 0 and 1 of the four counters are the noise of alternatives 0–3 and 4–7, words 2 the
 * purchase's time, units, experience and defection, words 3 what brands 0 and 1 are considered by. */
export const DRAW_OCCASION = 18
export const DRAW_CONSIDER = 19 // + 256 × (4 × occasion + pair of brands), for the second pair and later ones
export const DRAW_POPULATION = 32
export const DRAW_ECONOMY = 33
export const DRAW_RIVAL = 34
export const DRAW_CREATIVE = 35
export const DRAW_SOURCE_NOISE = 36
export const DRAW_COVERAGE = 37
export const DRAW_NUMBERING = 38
export const DRAW_FORK = 39
export const DRAW_ORGANISATION = 40
export const DRAW_REACTION = 41 // of a rival
export const DRAW_MATCH = 42
export const DRAW_SURVEY = 43
export const DRAW_EXPERIMENT = 44
export const DRAW_CONVERSATION = 45
export const DRAW_CONSENT = 46
export const DRAW_SUBSCRIBE = 47 // + 256 × occasion
export const DRAW_TOPIC = 48
export const DRAW_EVENT = 49
