import { InputError } from "../../scenarios/errors.ts"
import { checkPolicy } from "../conformance.ts"
import { readScenario } from "../node/files.ts"
import { kindNamed } from "../node/strategies.ts"
import { read } from "./arguments.ts"

const help = `marketlab check <policy>   plays a policy, by name or file, in small markets and says which rules for policies it breaks

  --scenario s       name or file                    (everyday)
  --set path=value   changes the scenario; may be given again
  --json             one JSON document on stdout, and nothing else
  --help

Exit code 0: it breaks none; 1: it breaks some.

Examples
  marketlab check ./mine.ts
  marketlab check elasticity --scenario beauty
`

const options = {
  scenario: { type: "string", default: "everyday" },
  set: { type: "string", multiple: true, default: [] as string[] },
  json: { type: "boolean", default: false },
} as const

/** `marketlab check`. @returns the exit code */
export async function check(argv: readonly string[]): Promise<number> {
  const { values, positionals } = read(argv, options, 1)
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  const word = positionals[0]
  if (word === undefined) throw new InputError("check: expected a policy, by name or file; found nothing")
  const { kind, kinds } = await kindNamed(word)
  const { name } = kind.card
  const world = readScenario(values.scenario, ["customers=300", "clock.days=84", "clock.burnIn=60", "clock.runOut=0", ...values.set])
  const findings = checkPolicy(kind, world, kinds)
  const broken = findings.filter(({ problem }) => problem !== undefined)
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ policy: name, scenario: world.name, findings })}\n`
      : `${findings.map(({ rule, problem }) => (problem === undefined ? `✓ ${rule}` : `✗ ${rule}: ${problem}`)).join("\n")}\n${name}: ${broken.length === 0 ? "keeps to every rule" : `breaks ${broken.length} of ${findings.length} rules`}.\n`,
  )
  return broken.length === 0 ? 0 : 1
}
