import { type Mean, mean } from "../../bench/statistics/mean.ts"
import { groups, type Twin } from "./twins.ts"

/** One group of twins summed up. */
export interface GroupSummary {
  /** In both languages, a line each. */
  name: string
  en: string
  zh: string
  people: number
  /** Share who bought without any message. */
  bought: number
  /** Orders that 1,000 messages caused, and the standard error of that. */
  caused: number
  error: number
  /** Margin after the discount, money for a message. */
  margin: Mean
}

export function summarise(twins: readonly Twin[]): GroupSummary[] {
  return groups.map(({ en, zh }, g) => {
    const mine = twins.filter(({ group }) => group === g)
    const orders = mean(mine.map(({ orders }) => orders)) as Mean
    return {
      name: `${en}\n${zh}`,
      en,
      zh,
      people: mine.length,
      bought: mine.filter(({ bought }) => bought).length / mine.length,
      caused: 1000 * orders.mean,
      error: 1000 * (orders.mcse ?? 0),
      margin: mean(mine.map(({ margin }) => margin)) as Mean,
    }
  })
}
