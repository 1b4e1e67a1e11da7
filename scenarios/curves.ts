import { type MathNode, parse } from "mathjs"

/**
 * Curves over time as expressions, such as `1 + 0.3*sin(2*pi*day/365)`: parsed by mathjs against an allow-list and tabulated at load,
 * so that mathjs never reaches the simulation. Elementary functions come from sim/math, whose bits do not depend on the engine.
 */
import { math } from "../sim/index.ts"

/** What a curve may name: the day since the horizon began, the week, and the day of the week (0 Monday). */
export const variables = ["day", "week", "weekday"] as const
export type Variables = Record<(typeof variables)[number], number>

const constants: Readonly<Record<string, number>> = { pi: 3.141592653589793, e: 2.718281828459045 }

const functions: Readonly<Record<string, (...x: number[]) => number>> = {
  sin: (x) => math.sin(x as number),
  cos: (x) => math.cos(x as number),
  exp: (x) => math.exp(x as number),
  log: (x) => math.log(x as number),
  sqrt: (x) => Math.sqrt(x as number),
  abs: (x) => Math.abs(x as number),
  floor: (x) => Math.floor(x as number),
  min: (...x) => Math.min(...x),
  max: (...x) => Math.max(...x),
}

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => math.pow(a, b),
  "<": (a, b) => (a < b ? 1 : 0),
  "<=": (a, b) => (a <= b ? 1 : 0),
  ">": (a, b) => (a > b ? 1 : 0),
  ">=": (a, b) => (a >= b ? 1 : 0),
  and: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
}

export type Curve = (at: Variables) => number

/** Longest expression taken, in characters. */
const MOST = 400

/** @throws SyntaxError that says what is not allowed */
export function curve(text: string): Curve {
  if (text.length > MOST) throw new SyntaxError(`an expression of at most ${MOST} characters`)
  let node: MathNode
  try {
    node = parse(text)
  } catch {
    throw new SyntaxError("an arithmetic expression")
  }
  return compile(node)
}

function compile(node: MathNode): Curve {
  const n = node as MathNode & { value?: unknown; name?: string; content?: MathNode; args?: MathNode[]; op?: string; fn?: { name?: string } }
  if (n.type === "ConstantNode" && typeof n.value === "number") {
    const value = n.value
    return () => value
  }
  if (n.type === "ParenthesisNode") return compile(n.content as MathNode)
  if (n.type === "SymbolNode") {
    const name = n.name as string
    if (Object.hasOwn(constants, name)) return () => constants[name] as number
    if ((variables as readonly string[]).includes(name)) return (at) => at[name as keyof Variables]
    throw new SyntaxError(`only ${[...variables, ...Object.keys(constants)].join(", ")} as names, not ${name}`)
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
  if (n.type === "FunctionNode") {
    const name = n.fn?.name ?? ""
    if (!Object.hasOwn(functions, name)) throw new SyntaxError(`only ${Object.keys(functions).join(", ")} as functions, not ${name || "that"}`)
    const apply = functions[name] as (...x: number[]) => number
    const args = (n.args ?? []).map(compile)
    if (args.length === 0) throw new SyntaxError(`${name} of something`)
    return (at) => apply(...args.map((arg) => arg(at)))
  }
  throw new SyntaxError(`numbers, ${Object.keys(operators).join(" ")}, names and functions only, not a ${n.type}`)
}

/**
 * Values of a curve at each tick's middle, divided by their mean over the horizon, so that demand is its level on average.
 * @param ticks from the burn-in's start; day 0 is the horizon's start
 */
export function tabulate(of: Curve, ticks: { from: number; count: number; days: number; horizon: number }): number[] {
  const values = Array.from({ length: ticks.count }, (_, t) => {
    const day = (ticks.from + t + 0.5) * ticks.days
    const value = of({ day, week: day / 7, weekday: ((Math.floor(day) % 7) + 7) % 7 })
    if (!(value >= 0 && value < 1e6)) throw new SyntaxError(`values from 0 to 1,000,000, not ${value} on day ${Math.floor(day)}`)
    return value
  })
  const within = values.slice(-ticks.from, -ticks.from + ticks.horizon)
  const mean = within.reduce((a, b) => a + b, 0) / within.length
  if (!(mean > 0)) throw new SyntaxError("a curve that is above 0 in the horizon")
  return values.map((v) => v / mean)
}
