import { z } from "zod"
import { complaint } from "./complaint.ts"
import { InputError, shown } from "./errors.ts"
import { read } from "./yaml.ts"

const text = () => z.string({ error: "expected text" }).min(1, { error: "expected some text" })
const number = () => z.number({ error: "expected a number" })

const schema = z.strictObject({
  findings: z
    .array(
      z.strictObject({
        name: z.string({ error: "expected a name" }).regex(/^[A-Za-z]\w{0,39}$/, { error: "expected a name: a letter, then letters and digits" }),
        about: text(),
        /** The market in which the finding is defined. */
        scenario: text(),
        window: text(),
        measure: text(),
        range: z
          .tuple([number(), number()], { error: "expected two numbers, [least, most]" })
          .refine(([least, most]) => least < most, { error: "expected the least before the most" }),
        /** Mean or typical value. */
        published: number(),
        source: text(),
        /** How the range follows from the sources. */
        why: text(),
        /** Of a known miss: why it is missed. */
        reason: text().optional(),
      }),
    )
    .min(1, { error: "expected a list of findings" }),
})

/** What markets are known to show: a range from publications, committed before anything was measured. */
export type Finding = z.output<typeof schema>["findings"][number]

/** Findings from their file's text. @throws InputError with file, path, expected and found */
export function findingsOf(file: string, text: string): Finding[] {
  const data = read(file, text)
  const result = schema.safeParse(data)
  if (!result.success) throw complaint({ file, data, schema }, result.error.issues)
  const { findings } = result.data
  const names = findings.map(({ name }) => name)
  const twice = names.find((name, k) => names.indexOf(name) < k)
  if (twice) throw new InputError(`${file}: findings: expected distinct names; found ${shown(twice)} twice`)
  return findings
}
