import type { MathNode } from "mathjs"
import mathjs from "mathjs/lib/browser/math.js"

/**
 * Curves over time as expressions, such as `1 + 0.3*sin(2*pi*day/365)`: parsed by mathjs against an allow-list and tabulated at load,
 * so that mathjs never reaches the simulation. Elementary functions come from sim/math, whose bits do not depend on the engine.
 */
import { math } from "../sim/index.ts"
import { nearest } from "./errors.ts"

/** What a curve may name: days and weeks since the horizon began (negative before it), and the day of the week (0 Monday … 6 Sunday). */
export const variables = ["day", "week", "weekday"] as const
export type Variables = Record<(typeof variables)[number], number>

export const constants: Readonly<Record<string, number>> = { pi: 3.141592653589793, e: 2.718281828459045 }

interface Allowed {
  least: number
  most: number
  apply: (...x: number[]) => number
}
const one = (of: (x: number) => number): Allowed => ({ least: 1, most: 1, apply: (...x) => of(x[0] as number) })

export const functions: Readonly<Record<string, Allowed>> = {
  sin: one(math.sin),
  cos: one(math.cos),
  exp: one(math.exp),
  log: one(math.log),
  sqrt: one(Math.sqrt),
  abs: one(Math.abs),
  floor: one(Math.floor),
  min: { least: 1, most: 20, apply: Math.min },
  max: { least: 1, most: 20, apply: Math.max },
}

export const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => math.pow(a, b),
  "<": (a, b) => (a < b ? 1 : 0),
  "<=": (a, b) => (a <= b ? 1 : 0),
  ">": (a, b) => (a > b ? 1 : 0),
  ">=": (a, b) => (a >= b ? 1 : 0),
  "==": (a, b) => (a === b ? 1 : 0),
  "!=": (a, b) => (a !== b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
}

export type Curve = (at: Variables) => number

/** Longest expression in characters, deepest nesting. */
const MOST_TEXT = 400
const MOST_DEPTH = 40

/** @throws SyntaxError that says what was expected: the end of a sentence that starts with "expected" */
export function curve(text: string): Curve {
  if (text.length > MOST_TEXT) throw new SyntaxError(`an expression of at most ${MOST_TEXT} characters`)
  if (deepest(text) > MOST_DEPTH) throw new SyntaxError(`an expression nested at most ${MOST_DEPTH} deep`)
  let node: MathNode
  try {
    node = mathjs.parse(text)
  } catch {
    throw new SyntaxError("an arithmetic expression such as 1 + 0.3*sin(2*pi*day/365)")
  }
  return compile(node)
}

function deepest(text: string): number {
  let depth = 0
  let most = 0
  for (const c of text) {
    if ("([{".includes(c)) most = Math.max(most, ++depth)
    else if (")]}".includes(c)) depth--
  }
  return most
}

function compile(node: MathNode): Curve {
  const n = node as MathNode & { value?: unknown; name?: string; content?: MathNode; args?: MathNode[]; op?: string; fn?: MathNode & { name?: string } }
  if (n.type === "ConstantNode" && Number.isFinite(n.value)) {
    const value = n.value as number
    return () => value
  }
  if (n.type === "ParenthesisNode") return compile(n.content as MathNode)
  if (n.type === "SymbolNode") {
    const name = n.name as string
    if (Object.hasOwn(constants, name)) return () => constants[name] as number
    if ((variables as readonly string[]).includes(name)) return (at) => at[name as keyof Variables]
    const names = [...variables, ...Object.keys(constants)]
    throw new SyntaxError(`only the names ${names.join(", ")}, not ${meant(name, names)}`)
  }
  if (n.type === "OperatorNode" && n.args?.length === 1 && (n.op === "-" || n.op === "+")) {
    const [of] = n.args.map(compile) as [Curve]
    return n.op === "-" ? (at) => -of(at) : of
  }
  if (n.type === "OperatorNode" && n.args?.length === 2 && Object.hasOwn(operators, n.op as string)) {
    const apply = operators[n.op as string] as (a: number, b: number) => number
    const [a, b] = n.args.map(compile) as [Curve, Curve]
    return (at) => apply(a(at), b(at))
  }
  if (n.type === "ConditionalNode") {
    const { condition, trueExpr, falseExpr } = node as MathNode & { condition: MathNode; trueExpr: MathNode; falseExpr: MathNode }
    const [test, yes, no] = [compile(condition), compile(trueExpr), compile(falseExpr)]
    return (at) => (test(at) !== 0 ? yes(at) : no(at))
  }
  if (n.type === "FunctionNode") return call(n.fn?.type === "SymbolNode" ? (n.fn.name as string) : "", n.args ?? [])
  throw new SyntaxError(`arithmetic of numbers, names and functions only, not ${called(n.type, n.op)}`)
}

function call(name: string, args: readonly MathNode[]): Curve {
  const names = Object.keys(functions)
  const allowed = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (!allowed) throw new SyntaxError(`only the functions ${names.join(", ")}, not ${meant(name || "a computed one", names)}`)
  const { least, most, apply } = allowed
  if (args.length < least || args.length > most)
    throw new SyntaxError(`${name} of ${least === most ? "one number" : `${least} to ${most} numbers`}, not of ${args.length}`)
  const compiled = args.map(compile)
  return (at) => apply(...compiled.map((arg) => arg(at)))
}

function meant(name: string, names: readonly string[]): string {
  const near = nearest(name, names)
  return near ? `${name} (did you mean ${near}?)` : name
}

/** What people call a construct that is not allowed. */
function called(type: string, op: string | undefined): string {
  if (type === "OperatorNode") return `the operator ${op}`
  const names: Record<string, string> = {
    AccessorNode: "a property",
    ArrayNode: "a matrix",
    AssignmentNode: "an assignment",
    BlockNode: "several expressions",
    ConstantNode: "a text, a truth value or an infinite number",
    FunctionAssignmentNode: "a function definition",
    IndexNode: "an index",
    ObjectNode: "an object",
    RangeNode: "a range",
    RelationalNode: "a chain of comparisons",
  }
  return names[type] ?? `a ${type}`
}

/** Ticks from the burn-in's start: `from` is the first's number, the horizon starts at 0 and is `horizon` long. */
export interface Ticks {
  from: number
  count: number
  /** Days in a tick. */
  days: number
  horizon: number
}

/**
 * Product of curves at each tick's middle, divided by its mean over the horizon, so that demand is its level on average.
 * @returns finite values ≥ 0, with a mean of 1 over the horizon
 * @throws SyntaxError, as `curve`
 */
export function level(curves: readonly Curve[], ticks: Ticks): number[] {
  const values = Array.from({ length: ticks.count }, (_, t) => {
    const day = (ticks.from + t + 0.5) * ticks.days
    const at = { day, week: day / 7, weekday: ((Math.floor(day) % 7) + 7) % 7 }
    return curves.reduce((product, of) => {
      const value = of(at)
      if (!(value >= 0 && value < 1e6)) throw new SyntaxError(`values from 0 to 1e6, not ${value} on day ${Math.floor(day)}`)
      return product * value
    }, 1)
  })
  const within = values.slice(-ticks.from, ticks.horizon - ticks.from)
  const mean = within.reduce((a, b) => a + b, 0) / within.length
  if (!(mean > 1e-6)) throw new SyntaxError("a mean above 1e-6 over the horizon")
  return values.map((v, t) => {
    if (v / mean > 1e6) throw new SyntaxError(`at most 1e6 times the horizon's mean, not ${v / mean} on day ${Math.floor((ticks.from + t + 0.5) * ticks.days)}`)
    return v / mean
  })
}
