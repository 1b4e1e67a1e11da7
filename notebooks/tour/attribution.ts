import { removalEffects } from "../../sim/attribution/markov.ts"
import { rules } from "../../sim/attribution/models.ts"
import { MOST_TOUCHES, type Path } from "../../sim/attribution/path.ts"
import { type Check, exactCheck } from "../check.ts"

export const channels = ["video", "social", "search"] as const
type Channel = (typeof channels)[number]

export interface AttributionOptions {
  /** Touches by search at the path's end, after one of video and one of social. */
  searches: number
  /** Days between touches. */
  gap: number
}

/** A path to an order on the day of its last touch. */
function pathOf({ searches, gap }: AttributionOptions): Path {
  const length = 2 + searches
  const path = { length, channel: new Uint8Array(MOST_TOUCHES), age: new Uint16Array(MOST_TOUCHES) }
  for (let k = 0; k < length; k++) {
    path.channel[k] = Math.min(k, 2)
    path.age[k] = gap * (length - 1 - k)
  }
  return path
}

/** Shapley values by their definition: each channel's mean contribution over all orders in which channels may join, an order being worth 1 once all of its path are there. */
function shapleyByDefinition(inPath: readonly Channel[]): Record<Channel, number> {
  const orders = (left: readonly Channel[]): Channel[][] =>
    left.length === 0 ? [[]] : left.flatMap((c) => orders(left.filter((x) => x !== c)).map((rest) => [c, ...rest]))
  const credit = { video: 0, social: 0, search: 0 }
  const all = orders(channels)
  for (const order of all) {
    const met = new Set<Channel>()
    for (const channel of order) {
      const before = inPath.every((c) => met.has(c))
      met.add(channel)
      if (!before && inPath.every((c) => met.has(c))) credit[channel] += 1 / all.length
    }
  }
  return credit
}

/** How each model shares the credit for one order (docs/model.md 7.21). */
export function attributionOf(options: AttributionOptions) {
  const path = pathOf(options)
  const credit = Object.entries(rules).flatMap(([model, rule]) => {
    const out = new Float64Array(MOST_TOUCHES)
    rule(path, out)
    return channels.map((channel, c) => ({
      model,
      channel,
      credit: out.slice(0, path.length).reduce((sum, share, k) => sum + (path.channel[k] === c ? share : 0), 0),
    }))
  })
  const given = (model: string, channel: Channel) => credit.find((x) => x.model === model && x.channel === channel)?.credit as number
  const { searches, gap } = options
  const left = (k: number) => 2 ** ((-gap * k) / 7)
  const ages = Array.from({ length: path.length }, (_, k) => left(k)).reduce((sum, x) => sum + x, 0)
  const checks: Check[] = [
    exactCheck(
      { en: "Shapley's credit of search, by its definition", zh: "按定义算的搜索沙普利值" },
      given("shapley", "search"),
      shapleyByDefinition(channels).search,
    ),
    exactCheck(
      { en: "Time decay's credit of video, 2^(−age/7)", zh: "时间衰减给视频的份额 2^（−天数/7）" },
      given("timeDecay", "video"),
      left(path.length - 1) / ages,
    ),
    exactCheck({ en: "Linear's credit of search, its share of touches", zh: "线性归因给搜索的份额" }, given("linear", "search"), searches / path.length),
    exactCheck(
      { en: "All credit of all models, in orders", zh: "各模型的份额合计" },
      credit.reduce((sum, x) => sum + x.credit, 0),
      Object.keys(rules).length,
    ),
  ]
  return { credit, checks }
}

export interface JourneyOptions {
  /** Share of paths that begin with video; the others begin with search. */
  videoFirst: number
  /** Share of those that go on to search. */
  onward: number
}

/** Shares of visits that end in an order: from video at once, and from search. */
const [VIDEO_SELLS, SEARCH_SELLS] = [0.02, 0.2]

/** Markov's removal effects in a chain of two channels: what is lost when all steps to a channel lead to nothing (Anderl et al. 2016). */
export function journeysOf({ videoFirst, onward }: JourneyOptions) {
  const paths = 1000
  const [viaVideo, direct] = [paths * videoFirst, paths * (1 - videoFirst)]
  const toSearch = viaVideo * onward
  const searching = direct + toSearch
  // rows: video, search, start; columns: video, search, order, none
  const steps = [
    [0, toSearch, viaVideo * VIDEO_SELLS, viaVideo * (1 - onward - VIDEO_SELLS)],
    [0, 0, searching * SEARCH_SELLS, searching * (1 - SEARCH_SELLS)],
    [viaVideo, direct, 0, 0],
  ].flat()
  const [video, search] = removalEffects(2, steps) as unknown as [number, number]
  const orders = videoFirst * VIDEO_SELLS + (videoFirst * onward + 1 - videoFirst) * SEARCH_SELLS
  const lost = {
    video: videoFirst * (VIDEO_SELLS + onward * SEARCH_SELLS),
    search: (videoFirst * onward + 1 - videoFirst) * SEARCH_SELLS,
  }
  const lastClick = { video: (videoFirst * VIDEO_SELLS) / orders, search: lost.search / orders }
  return {
    bars: [
      { model: "last click 末次点击", channel: "video", credit: lastClick.video },
      { model: "last click 末次点击", channel: "search", credit: lastClick.search },
      { model: "Markov 马尔可夫", channel: "video", credit: video / (video + search) },
      { model: "Markov 马尔可夫", channel: "search", credit: search / (video + search) },
    ],
    checks: [
      exactCheck({ en: "Orders lost without video", zh: "去掉视频损失的订单比例" }, video, lost.video / orders),
      exactCheck({ en: "Orders lost without search", zh: "去掉搜索损失的订单比例" }, search, lost.search / orders),
    ] satisfies Check[],
  }
}
