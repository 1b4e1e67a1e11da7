import type { MathNode } from "mathjs"
import mathjs from "mathjs/lib/browser/math.js"
import { hint, oneOf, shown } from "../../scenarios/errors.ts"
import type { Arithmetic, Comparison, Condition, Quantity } from "./condition.ts"

/** Functions of numbers, with how many they take; `unknown(x)` is the one condition that is a function. */
const functions: { readonly [name: string]: readonly [least: number, most: number] } = {
  min: [1, 20],
  max: [1, 20],
  abs: [1, 1],
  log: [1, 1],
  exp: [1, 1],
  sqrt: [1, 1],
  floor: [1, 1],
  unknown: [1, 1],
}

const comparisons = {
  smaller: "<",
  smallerEq: "<=",
  larger: ">",
  largerEq: ">=",
  equal: "==",
  unequal: "!=",
} as const satisfies Record<string, Comparison>

const MOST_TEXT = 400

type Node = MathNode & {
  value?: unknown
  name?: string
  content?: Node
  args?: Node[]
  params?: Node[]
  conditionals?: (keyof typeof comparisons)[]
  op?: string
  implicit?: boolean
  fn?: string | { type: string; name?: string }
}

/**
 * Reads a condition on customers in mathjs' syntax, of which it takes comparisons and chains of them (`60 <= daysSincePurchase < 180`), `and`,
 * `or`, `not`, `+ - * / ^`, `min max abs log exp sqrt floor`, `unknown(x)`, `true`, `false`, numbers, and names of columns, of one source with
 * `column@source`. Where a condition is expected a column alone means that it is not 0; where a number is, a condition in brackets counts 1 or 0.
 * @param columns names that there are
 * @throws RangeError with what was expected, what was found, and the nearest name
 */
export function condition(text: string, columns: readonly string[]): Condition {
  if (text.length > MOST_TEXT) throw new RangeError(`expected a condition of at most ${MOST_TEXT} characters; found ${text.length}`)
  const { plain, asked } = withoutSources(text)
  const meant = `expected a condition such as pageViews7d >= 3 and daysSincePurchase > 30; found ${shown(text)}`
  const read = (() => {
    try {
      return mathjs.parse(plain) as Node
    } catch {
      throw new RangeError(`${meant}${/&&|\|\||!(?!=)/.test(text) ? ". Logic is written and, or, not" : ""}`)
    }
  })()
  if (text.trim() === "") throw new RangeError(meant)
  return conditionOf(read, { columns, asked, text })
}

/** `column@source` is no name to mathjs: it becomes `column$n`, the n-th such name. */
function withoutSources(text: string): { plain: string; asked: string[] } {
  const asked: string[] = []
  if (text.includes("$")) throw new RangeError(`expected names of letters and digits; found $ in ${shown(text)}`)
  const plain = text.replace(/([A-Za-z]\w*)@([A-Za-z][\w-]*)/g, (name, column) => `${column}$${asked.push(name) - 1}`)
  return { plain, asked }
}

interface Names {
  columns: readonly string[]
  asked: readonly string[]
  text: string
}

function conditionOf(node: Node, names: Names): Condition {
  if (node.type === "ParenthesisNode") return conditionOf(node.content as Node, names)
  if (node.type === "ConstantNode" && typeof node.value === "boolean") return { kind: "always", value: node.value }
  if (node.type === "SymbolNode") return { kind: "compare", by: "!=", args: [quantity(node, names), { kind: "constant", value: 0 }] }
  if (node.type === "RelationalNode") return chain(node, names)
  if (node.type === "FunctionNode" && called(node) === "unknown") return { kind: "unknown", of: quantity(argsOf(node)[0] as Node, names) }
  if (node.type === "OperatorNode" && !node.implicit) {
    const [a, b] = node.args as [Node, Node]
    if (node.op === "not") return { kind: "not", of: conditionOf(a, names) }
    if (node.op === "and" || node.op === "or") return { kind: node.op, args: [conditionOf(a, names), conditionOf(b, names)] }
    const by = Object.hasOwn(comparisons, node.fn as string) ? comparisons[node.fn as keyof typeof comparisons] : undefined
    if (by) return compared(by, a, b, names)
  }
  quantity(node, names) // what is wrong within it is said first
  throw new RangeError(`expected a comparison, such as ${shownNode(node, names)} > 0; found the number ${shownNode(node, names)}`)
}

function compared(by: Comparison, a: Node, b: Node, names: Names): Condition {
  for (const side of [a, b])
    if (side.type === "OperatorNode" && side.op === "not")
      throw new RangeError(`expected brackets after not, for it is stronger than ${by}: not (a ${by} b); found ${shown(names.text)}`)
  return { kind: "compare", by, args: [quantity(a, names), quantity(b, names)] }
}

/** `a < b <= c` is `a < b and b <= c`. */
function chain({ params = [], conditionals = [] }: Node, names: Names): Condition {
  return conditionals
    .map((fn, k) => compared(comparisons[fn], params[k] as Node, params[k + 1] as Node, names))
    .reduce((a, b) => ({ kind: "and", args: [a, b] }))
}

function quantity(node: Node, names: Names): Quantity {
  if (node.type === "ConstantNode" && Number.isFinite(node.value)) return { kind: "constant", value: node.value as number }
  if (node.type === "SymbolNode") return { kind: "column", name: column(node.name as string, names) }
  if (node.type === "ParenthesisNode") {
    const within = node.content as Node
    return isCondition(within) ? { kind: "truth", of: conditionOf(within, names) } : quantity(within, names)
  }
  if (node.type === "FunctionNode") {
    const name = called(node)
    if (name === "unknown") return { kind: "truth", of: conditionOf(node, names) }
    return { kind: "apply", to: name as Arithmetic, args: argsOf(node).map((arg) => quantity(arg, names)) }
  }
  if (node.type === "OperatorNode" && !node.implicit) {
    const args = node.args as Node[]
    if (["+", "-"].includes(node.op as string) && args.length === 1) {
      const of = quantity(args[0] as Node, names)
      return node.op === "+" ? of : { kind: "apply", to: "*", args: [{ kind: "constant", value: -1 }, of] }
    }
    if (["+", "-", "*", "/", "^"].includes(node.op as string))
      return { kind: "apply", to: node.op as Arithmetic, args: args.map((arg) => quantity(arg, names)) }
    if (isCondition(node)) throw new RangeError(`expected a number; found the condition ${shownNode(node, names)}. In brackets it counts 1 or 0`)
  }
  throw refusal(node, names)
}

function isCondition(node: Node): boolean {
  if (node.type === "ParenthesisNode") return isCondition(node.content as Node)
  if (node.type === "OperatorNode") return /^(and|or|not)$/.test(node.op ?? "") || Object.hasOwn(comparisons, node.fn as string)
  return node.type === "RelationalNode" || (node.type === "ConstantNode" && typeof node.value === "boolean")
}

function column(name: string, { columns, asked }: Names): string {
  const at = name.indexOf("$")
  const whole = at < 0 ? name : (asked[Number(name.slice(at + 1))] as string)
  const of = at < 0 ? name : name.slice(0, at)
  if (columns.includes(of)) return whole
  throw new RangeError(`expected a customer column (marketlab list columns); found ${shown(whole)}${hint(of, columns)}`)
}

function called({ fn }: Node): string {
  return typeof fn === "object" && fn.type === "SymbolNode" ? (fn.name as string) : "a computed function"
}

/** What a function is given. @throws RangeError where there is no such function, or it takes more or fewer */
function argsOf(node: Node): Node[] {
  const name = called(node)
  const names = Object.keys(functions)
  const takes = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (!takes) throw new RangeError(`expected a function, ${oneOf(names)}; found ${shown(name)}${hint(name, names)}`)
  const [least, most] = takes
  const { args = [] } = node
  if (args.length >= least && args.length <= most) return args
  throw new RangeError(`expected ${name} of ${least === most ? "one number" : `${least} to ${most} numbers`}; found ${args.length}`)
}

/** What people call a construct that is not taken. */
function refusal(node: Node, names: Names): RangeError {
  if (node.type === "OperatorNode" && node.implicit) {
    const words = wordsOf(node)
    const near = words.flatMap((word) => (/^(and|or|not)$/i.test(word) ? [word.toLowerCase()] : []))[0]
    return new RangeError(`expected an operator between any two things; found ${shown(names.text)}${near ? `. Did you mean ${near}?` : ""}`)
  }
  if (node.type === "AssignmentNode") return new RangeError(`expected == where two things are compared; found = in ${shown(names.text)}`)
  if (node.type === "OperatorNode") return new RangeError(`expected one of + - * / ^ < <= > >= == !=, and, or, not; found the operator ${node.op}`)
  const known: Record<string, string> = {
    AccessorNode: "a property",
    ArrayNode: "a list",
    BlockNode: "several expressions",
    ConditionalNode: "a choice with ?",
    ConstantNode: "a text or an infinite number",
    FunctionAssignmentNode: "a definition",
    IndexNode: "an index",
    ObjectNode: "an object",
    RangeNode: "a range",
  }
  return new RangeError(`expected numbers, columns, operators and functions only; found ${known[node.type] ?? node.type} in ${shown(names.text)}`)
}

function wordsOf(node: Node): string[] {
  return node.type === "SymbolNode" ? [node.name as string] : (node.args ?? []).flatMap(wordsOf)
}

const shownNode = (node: Node, { asked }: Names) => node.toString().replace(/(\w+)\$(\d+)/g, (_all, _column, k) => asked[Number(k)] as string)
