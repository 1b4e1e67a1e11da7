import { describe, expect, test } from "vitest"
import { load } from "../../scenarios/index.ts"
import { everyday, market, refusal, sources } from "./everyday.ts"

/** The message for everyday.yaml with one passage replaced. */
function changed(from: string | RegExp, to: string): string {
  const text = everyday.replace(from, to)
  expect(text).not.toBe(everyday)
  return refusal(text)
}

test("the shipped market loads", () => expect(refusal(everyday)).toBe("taken"))

describe("a misspelled key names its place and the nearest key", () => {
  test.each([
    ["budget:", "bugdet:", 'mine.yaml: bugdet: expected a known key; found "bugdet". Did you mean budget?'],
    ["  season:", "  sesson:", 'mine.yaml: demand.sesson: expected a known key; found "sesson". Did you mean season?'],
    ["needRate: { mean", "needRate: { meen", 'mine.yaml: segments.families.needRate.meen: expected a known key; found "meen". Did you mean mean?'],
    ["captures: true, price", "captures: true, pirce", 'mine.yaml: channels.search.pirce: expected a known key; found "pirce". Did you mean price?'],
    ["kind: owned", "knid: owned", 'mine.yaml: channels.mail.knid: expected a known key; found "knid". Did you mean kind?'],
    [
      "shareOfVoice, strength",
      "shareOfVoice, strenght",
      'mine.yaml: brands.north.reaction.strenght: expected a known key; found "strenght". Did you mean strength?',
    ],
    [/costPerMessage: [\d.]+/, "qqqqqqq: 1", 'mine.yaml: channels.mail.qqqqqqq: expected one of name, kind, costPerMessage; found "qqqqqqq"'],
  ])("%s → %s", (from, to, message) => expect(changed(from, to)).toBe(message))
})

describe("a kind that is not one", () => {
  test.each([
    [
      /kind: auction, captures/,
      "kind: auctoin, captures",
      'channels.search.kind: expected one of auction, broadcast, commission, owned, human, agent, store, earned; found "auctoin". Did you mean auction?',
    ],
    [/kind: owned, /, "", "channels.mail.kind: expected one of auction, broadcast, commission, owned, human, agent, store, earned; found nothing"],
    [
      /kind: owned, costPerMessage: [\d.]+/,
      "kind: commission, payment: { per: sael, rate: 8 %, reference: 100 }, click: 1 %, gain: 0.01",
      'channels.mail.payment.per: expected one of sale, post; found "sael". Did you mean sale?',
    ],
    [
      /kind: priceWar/,
      "kind: priceWat",
      'brands.harvest.reaction.kind: expected one of none, shareOfVoice, priceWar, retaliate, learned; found "priceWat". Did you mean priceWar?',
    ],
    [
      /kind: leading/,
      "kind: leeding",
      'demand.indicators.searchInterest.kind: expected one of leading, spurious, breaking; found "leeding". Did you mean leading?',
    ],
    [
      /reaction: \{ kind: priceWar.*\}/,
      "reaction: priceWar",
      'brands.harvest.reaction: expected a reaction of kind none, shareOfVoice, priceWar, retaliate or learned; found "priceWar"',
    ],
  ])("%s → %s", (from, to, message) => expect(changed(from, to)).toBe(`mine.yaml: ${message}`))
})

describe("a quantity in the wrong unit or out of range", () => {
  const every = "history.newsletter.every: expected a duration of 0 to 365 days, such as 6 hours, 30 days or 2 weeks; found"
  test.each([
    [/every: \d+ days/, "every: 30 kg", `${every} "30 kg"`],
    [/every: \d+ days/, "every: 5", `${every} 5`],
    [/every: \d+ days/, "every: 14 dyas", `${every} "14 dyas". Did you mean 14 days?`],
    [/every: \d+ days/, "every: -1 day", `${every} "-1 day"`],
    [/spend: [\d,]+ CNY/, "spend: 12 USD", 'history.spend: expected an amount from 0 to 1e13 in CNY; found "12 USD"'],
    [/budget: [\d,]+ CNY/, "budget: -18,000,000 CNY", 'budget: expected an amount from 0 to 1e13 in CNY; found "-18,000,000 CNY"'],
    [/budget: [\d,]+ CNY/, "budget: -5", "budget: expected an amount from 0 to 1e13 in CNY; found -5"],
    [/budget: [\d,]+ CNY/, "budget: 12,5", 'budget: expected an amount from 0 to 1e13 in CNY; found "12,5"'],
    [/budget: [\d,]+ CNY/, "budget: .inf", "budget: expected an amount from 0 to 1e13 in CNY; found Infinity"],
    [/customers: \d+/, "customers: .nan", "customers: expected a whole number from 16 to 10,000,000; found NaN"],
    [/share: \d+ %/, "share: 130 %", 'segments.families.share: expected a share from 0 to 1, such as 0.15 or 15 %; found "130 %"'],
    ["currency: CNY", "currency: yuan", 'currency: expected a currency code such as CNY; found "yuan"'],
    ["name: everyday", "name: 2020-01-01", 'name: expected a name: a letter, then at most 39 letters, digits, - or _; found "2020-01-01"'],
  ])("%s → %s", (from, to, message) => expect(changed(from, to)).toBe(`mine.yaml: ${message}`))
})

describe("what must fit together", () => {
  test.each([
    [/(share: \d+) %/, "$1.5 %", "segments: expected shares that sum to 1; found a sum of 1.005"],
    [/tastes: \[0\.[^\]]*\]/, "tastes: [0.6, 0.2, 0.3]", "segments.families.tastes: expected shares that sum to 1; found a sum of 1.1"],
    [/tastes: \[0\.[^\]]*\]/, "tastes: [0.6, 0.4]", "segments.families.tastes: expected 3 shares, one a taste; found 2"],
    ["[0, 1, 0]", "[0, 1e-200, 0]", "tastes[1]: expected a vector that is not 0; found [0,1e-200,0]"],
    ["[0, 1, 0]", "[0, 1]", "tastes[1]: expected 3 numbers, as in the first; found 2"],
    [/shares: \{[^}]*\}/, "shares: { search: 30 %, social: 30 %, video: 30 % }", "history.shares: expected shares that sum to 1; found a sum of 0.9"],
    [
      "usage: { search:",
      "usage: { serach:",
      'segments.families.usage.serach: expected one of search, retail, social, video, display, tv, affiliates, talk; found "serach". Did you mean search?',
    ],
    [
      "usage: { search:",
      "usage: { constructor:",
      'segments.families.usage.constructor: expected one of search, retail, social, video, display, tv, affiliates, talk; found "constructor"',
    ],
    [
      /shares: \{[^}]*\}/,
      "shares: { search: 60 %, mail: 40 % }",
      'history.shares.mail: expected one of search, retail, social, video, display, tv, affiliates, shelf; found "mail"',
    ],
    ["treatment: news", "treatment: nwes", 'history.newsletter.treatment: expected one of news, reminder, offer; found "nwes". Did you mean news?'],
    ["name: news, channel: mail", "name: news, channel: search", 'treatments.news.channel: expected mail; found "search"'],
    ["name: young", "name: families", 'segments: expected distinct names; found "families" twice'],
    [/, discountCap: \d+/, "", "treatments.offer.discountCap: expected an amount above 0, the most that the discount takes off; found 0"],
    [
      /(name: ours.*) \}/,
      "$1, spend: { search: 1 } }",
      'brands.ours.spend: expected none, for the first brand is ours and strategies decide its spend; found {"search":1}',
    ],
  ])("%s → %s", (from, to, message) => expect(changed(from, to)).toBe(`mine.yaml: ${message}`))
})

describe("a text that is no scenario", () => {
  const keys = "expected keys (name, about, currency, customers, weight, budget, smallestEffect, clock, demand, tastes, segments, brands, ...)"
  const laughs = [..."bcdefghij"].map((c, i) => `${c}: &${c} [${Array(10).fill(`*${"abcdefghi"[i]}`).join(", ")}]`)
  test.each([
    ["nothing", "", `${keys}; found nothing`],
    ["only comments", "# a\n# b\n", `${keys}; found nothing`],
    ["a scalar", "42", `${keys}; found 42`],
    ["a list", "[1]", `${keys}; found [1]`],
    ["a NUL", "a: \0", "expected YAML in UTF-8; found binary data"],
    ["bytes that are no UTF-8", "a: \ufffd", "expected YAML in UTF-8; found binary data"],
    ["a long text", "a".repeat(1_000_000), "expected at most 100000 characters; found 1000000"],
    ["an anchor inside itself", "a: &a [*a]", "line 1, column 8: expected an alias of something complete; found *a inside itself"],
    ["a root inside itself", "&a\nb: *a", "line 2, column 4: expected an alias of something complete; found *a inside itself"],
    ["an alias of nothing", "a: *b", "line 1, column 4: expected an anchor before its alias; found *b"],
    ["a billion laughs", `a: &a [x, x, x, x]\n${laughs.join("\n")}`, "expected at most 20000 values, aliases written out; found more"],
    ["a key twice", "name: a\nweight: 1\nname: b", 'line 3, column 1: expected each key once; found "name" twice'],
    ["two documents", "name: a\n---\nname: b", "line 2, column 1: expected one document; found several"],
    ["a tab", "clock:\n\tdays: 3", "line 2, column 1: expected YAML; found Tabs are not allowed as indentation"],
    ["__proto__", "__proto__: { name: a }", 'line 1, column 1: expected a known key; found "__proto__"'],
    ["a list as key", "[a]: 1", 'line 1, column 1: expected a name as key; found ["a"]'],
    ["deep brackets", "[".repeat(90_000), "line 1, column 41: expected nesting of at most 40 levels; found more"],
    ["deep dashes", "- ".repeat(45_000), "line 1, column 80: expected nesting of at most 40 levels; found more"],
  ])("%s", (_, text, message) => expect(refusal(text)).toBe(`mine.yaml: ${message}`))

  test("a message stays on one line whatever the text quotes", () => {
    expect(refusal('? "a\\nb"\n: 1')).not.toContain("\n")
    expect(refusal(`"a\\u0007b${"c".repeat(5000)}": 1`).length).toBeLessThan(400)
  })
})

test("tagged values and YAML 1.1 give the same text as YAML 1.2: no dates, no binary, no yes for true", () => {
  const old = `%YAML 1.1\n---\n${everyday}`
  expect(load("a", old, sources)).toEqual(load("a", everyday, sources))
  expect(refusal(old.replace("captures: true", "captures: yes"))).toContain('channels.search.captures: expected true or false; found "yes"')
  expect(changed(/weight: \d+/, "weight: !!binary aGk=")).toContain('weight: expected a whole number from 1 to 1,000,000; found "aGk="')
})

test("an alias is a copy: setting one does not change the other", () => {
  const text = everyday.replace(/usage: (\{.*\})/, "usage: &u $1").replace(/usage: \{.*\}/, "usage: *u")
  const before = load("a", text, sources).segments.map((s) => s.usage[0])
  const after = load("a", text, sources, ["segments.young.usage.search=0.5"]).segments.map((s) => s.usage[0])
  expect(before[1]).toBe(before[0])
  expect(after).toEqual([before[0], 0.5, ...before.slice(2)])
})

describe("an expression off the allow-list", () => {
  const names = "only the names day, week, weekday, pi, e, not"
  const functions = "only the functions sin, cos, exp, log, sqrt, abs, floor, min, max, not"
  const arithmetic = "arithmetic of numbers, names and functions only, not"
  test.each([
    ["import('fs')", `${functions} import`],
    ["sen(day)", `${functions} sen (did you mean sin?)`],
    ["constructor(1)", `${functions} constructor`],
    ["sin.constructor(1)", `${functions} a computed one`],
    ["x = 1", `${arithmetic} an assignment`],
    ["f(x) = x", `${arithmetic} a function definition`],
    ["day.constructor", `${arithmetic} a property`],
    ['day["constructor"]', `${arithmetic} a property`],
    ["weekdy", `${names} weekdy (did you mean weekday?)`],
    ["toString", `${names} toString`],
    ["5 kg", `${names} kg`],
    ['"text"', `${arithmetic} a text, a truth value or an infinite number`],
    ["true", `${arithmetic} a text, a truth value or an infinite number`],
    ["1e999", `${arithmetic} a text, a truth value or an infinite number`],
    ["[1, 2]", `${arithmetic} a matrix`],
    ["{ a: 1 }", `${arithmetic} an object`],
    ["1:3", `${arithmetic} a range`],
    ["1 < day < 3", `${arithmetic} a chain of comparisons`],
    ["1; 2", `${arithmetic} several expressions`],
    ["day!", `${arithmetic} the operator !`],
    ["sin()", "sin of one number, not of 0"],
    ["log(8, 2)", "log of one number, not of 2"],
    ["1 +", "an arithmetic expression such as 1 + 0.3*sin(2*pi*day/365)"],
    ["-1", "values from 0 to 1e6, not -1 on day -365"],
    ["0/0", "values from 0 to 1e6, not NaN on day -365"],
    ["1/0", "values from 0 to 1e6, not Infinity on day -365"],
    ["max(0, day - 9999)", "a mean above 1e-6 over the horizon"],
  ])("%s", (text, expected) => {
    const message = refusal(everyday, [`demand.season=${JSON.stringify(text)}`])
    expect(message).toBe(`mine.yaml: demand.season: expected ${expected}; found ${JSON.stringify(text)}`)
  })

  test("too long, too deep, too small where it counts", () => {
    const nested = `${"(".repeat(150)}1${")".repeat(150)}`
    expect(refusal(everyday, [`demand.season="${nested}"`])).toContain("demand.season: expected an expression nested at most 40 deep; found")
    expect(refusal(everyday, [`demand.season=1${"+1".repeat(300)}`])).toContain("demand.season: expected an expression of at most 400 characters; found")
    const early = JSON.stringify("day < 0 ? 1 : 1e-5")
    expect(refusal(everyday, [`demand.season=${early}`, `demand.trend=${early}`])).toContain("demand: expected of season × trend a mean above 1e-6")
  })
})

describe("--set", () => {
  test("reaches items of lists by name and by number, and makes mappings on the way", () => {
    const world = market("channels.video.click=0.5", "tastes[0][1]=1", "clock.days=30", "demand.season=2", "budget=1,000 CNY")
    expect(world.channels[3]).toMatchObject({ name: "video", click: 0.5 })
    expect(world.tastes[0]).toEqual([Math.SQRT1_2, Math.SQRT1_2, 0].map((x) => expect.closeTo(x, 15)))
    expect(world).toMatchObject({ clock: { horizon: 30 }, budget: 1000 })
  })

  test.each([
    ["", '--set: expected path=value; found ""'],
    ["budget", '--set: expected path=value; found "budget"'],
    ["=1", '--set: expected path=value; found "=1"'],
    ["a..b=1", '--set: expected path=value; found "a..b=1"'],
    ["__proto__.polluted=1", '--set: expected path=value; found "__proto__.polluted=1"'],
    ["clock.__proto__.polluted=1", '--set clock.__proto__.polluted: expected a known key; found "__proto__"'],
    ["constructor.prototype.polluted=1", '--set constructor.prototype.polluted: expected a known key; found "constructor"'],
    ["toString=1", "mine.yaml: toString: expected one of name, about"],
    ["budget=", "--set budget: expected a value; found nothing"],
    ["budget= # none", "--set budget: expected a value; found nothing"],
    ["budget=[1", "--set budget: line 1, column 3: expected YAML; found Flow sequence must end with a ]"],
    ["name.x=1", '--set name.x: expected keys or a list at name; found "everyday"'],
    [
      "channels.serach.price=1",
      '--set channels.serach.price: expected one of search, retail, social, video, display, tv, affiliates, shelf, talk, mail; found "serach". Did you mean search?',
    ],
    ["channels[10].price=1", '--set channels[10].price: expected one of search, retail, social, video, display, tv, affiliates, shelf, talk, mail; found "10"'],
    ["tastes[3]=[1,0,0]", '--set tastes[3]: expected a number below 3; found "3"'],
    ["clock.dys=30", 'mine.yaml: clock.dys: expected a known key; found "dys". Did you mean days?'],
    ["budget=-1", "mine.yaml: budget: expected an amount from 0 to 1e13 in CNY; found -1"],
    ["segments.young.share=99 %", "mine.yaml: segments: expected shares that sum to 1; found a sum of 1."],
  ])("%s", (setting, message) => {
    expect(refusal(everyday, [setting])).toContain(message)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})

test("errors of the sources' file name that file", () => {
  const wrong = (from: string, to: string) => refusal(everyday, [], sources.replace(from, to))
  expect(wrong("family: behaviour", "family: behavior")).toBe(
    'sources.yaml: sources.mailTool.family: expected one of behaviour, transactions, social, competitors, thirdParty; found "behavior". Did you mean behaviour?',
  )
  expect(wrong("delay: 4 hours", "delay: 2 days")).toBe("sources.yaml: sources.web.delay: expected at most the refresh of 1 days; found 2 days")
  expect(wrong("[segment]", "[segmnt]")).toContain("sources.yaml: sources.crm.columns[0]: expected one of segment, purchases")
  expect(wrong("name: shop\n", "name: crm\n")).toBe('sources.yaml: sources: expected distinct names; found "crm" twice')
})

test("a channel may have the name of something that every object has", () => {
  const world = load("a", everyday.replaceAll(/\bvideo\b/g, "constructor").replace(/, constructor: [\d.]+,/, ","), sources)
  expect(world.segments[0]?.usage[3]).toBe(0)
})
