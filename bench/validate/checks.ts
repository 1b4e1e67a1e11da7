import type { Check } from "./check.ts"
import { auction } from "./checks/auction.ts"
import { bass } from "./checks/bass.ts"
import { bgnbd } from "./checks/bgnbd.ts"
import { carryover } from "./checks/carryover.ts"
import { dirichlet } from "./checks/dirichlet.ts"
import { duopoly } from "./checks/duopoly.ts"
import { exposures } from "./checks/exposures.ts"
import { ledger } from "./checks/ledger.ts"
import { logit } from "./checks/logit.ts"
import { nbd } from "./checks/nbd.ts"
import { neutral } from "./checks/neutral.ts"
import { ticks } from "./checks/ticks.ts"

/** Every exact check, in the order of the report. */
export const checks: readonly Check[] = [auction, exposures, ledger, nbd, bgnbd, dirichlet, logit, duopoly, bass, carryover, ticks, neutral]
