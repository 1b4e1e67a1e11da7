import { load } from "../../scenarios/load.ts"
import scenario from "../../scenarios/markets/everyday.yaml?raw"
import sources from "../../scenarios/sources.yaml?raw"
import type { AuctionChannel } from "../../sim/world.ts"

/** The default market of everyday goods. */
export const everyday = load("everyday.yaml", scenario, sources)

/** One of its auction channels. */
export function auctionChannel(name: string): AuctionChannel {
  const found = everyday.channels.find((channel) => channel.name === name)
  if (found?.kind !== "auction") throw new RangeError(`auctionChannel: expected an auction channel of everyday; found ${name}`)
  return found
}
