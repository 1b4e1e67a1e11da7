import { fc, test } from "@fast-check/vitest"
import whole from "mathjs/lib/browser/math.js"
import { expect } from "vitest"
import small from "../../viz/mathjs.ts"

/** What a parser makes of a text: the tree as plain data, or its complaint. */
function read(parse: (text: string) => unknown, text: string): string {
  try {
    const tree = parse(text)
    return JSON.stringify(tree) + tree
  } catch (error) {
    return (error as Error).message
  }
}

const names = fc.constantFrom("day", "week", "pi", "pageViews7d", "a$1", "true", "null", "Infinity", "mod", "cm", "i")
const numbers = fc.constantFrom("0", "1", "2.5", ".5", "1e3", "1e-400", "1e400", "0x1f", "0b101", "0x1fi8", "0o17", "1.e2", "007", "9007199254740993", "0.1")
const words = fc.constantFrom(
  "+",
  "-",
  "*",
  "/",
  "^",
  "<",
  "<=",
  "==",
  "!=",
  "and",
  "or",
  "not",
  "?",
  ":",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ";",
  "=",
  ".",
  "'",
  "!",
  "%",
  "to",
)
const expressions = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    names,
    numbers,
    fc
      .tuple(tie("any"), fc.constantFrom("+", "-", "*", "/", "^", "<", "<=", ">", "==", "!=", "and", "or", "xor", " "), tie("any"))
      .map(([a, op, b]) => `${a} ${op} ${b}`),
    fc.tuple(fc.constantFrom("-", "+", "not "), tie("any")).map(([op, a]) => op + a),
    fc.tuple(tie("any"), tie("any"), tie("any")).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(fc.constantFrom("sin", "min", "unknown", "f"), fc.array(tie("any"), { maxLength: 3 })).map(([f, args]) => `${f}(${args.join(", ")})`),
    tie("any").map((a) => `(${a})`),
  ),
})).any
const heaps = fc.array(fc.oneof(names, numbers, words), { maxLength: 9 }).map((parts) => parts.join(" "))

test.prop([fc.oneof(expressions, heaps)], { numRuns: 500 })("the lab's parser makes of a text what all of mathjs makes of it", (text) => {
  expect(read(small.parse, text)).toBe(read(whole.parse, text))
})
