import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, type ParsedNode, Parser } from "yaml"
import { InputError, shown } from "./errors.ts"

/** Largest text in characters, deepest nesting and most values (aliases written out) of a file: far above any honest scenario. */
export const MOST_TEXT = 100_000
export const MOST_DEPTH = 40
export const MOST_VALUES = 20_000

/**
 * YAML 1.2 text → plain data that shares nothing and is no loop: an alias is a copy.
 * Dates, binary and other tagged values stay text.
 * @param file how messages name the text
 * @throws InputError
 */
export function read(file: string, text: string): unknown {
  const fail = (expected: string, found: string, offset?: number): never => {
    const place = offset === undefined ? undefined : lines.linePos(offset)
    throw new InputError(`${file}: ${place ? `line ${place.line}, column ${place.col}: ` : ""}expected ${expected}; found ${found}`)
  }
  const lines = new LineCounter()
  if (text.length > MOST_TEXT) fail(`at most ${MOST_TEXT} characters`, `${text.length}`)
  if (text.includes("\u0000") || text.includes("\ufffd")) fail("YAML in UTF-8", "binary data")
  const document = compose(text, lines, fail)
  const problem = document.errors[0]
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a message stays on one line whatever it quotes
  if (problem) fail("YAML", problem.message.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").slice(0, 100), problem.pos[0])

  let values = 0
  const count = () => {
    if (++values > MOST_VALUES) fail(`at most ${MOST_VALUES} values, aliases written out`, "more")
  }
  const copy = (value: unknown): unknown => {
    count()
    if (Array.isArray(value)) return value.map(copy)
    if (value === null || typeof value !== "object") return value
    return Object.fromEntries(Object.entries(value).map(([key, of]) => [key, copy(of)]))
  }
  const anchors = new Map<string, { value: unknown } | "open">()
  const plain = (node: ParsedNode | null): unknown => {
    if (node === null) return null
    const offset = node.range[0]
    if (isAlias(node)) {
      const anchored = anchors.get(node.source)
      if (anchored === "open") return fail("an alias of something complete", `*${node.source} inside itself`, offset)
      return anchored ? copy(anchored.value) : fail("an anchor before its alias", `*${node.source}`, offset)
    }
    const { anchor } = node
    if (anchor) anchors.set(anchor, "open")
    const value = content(node)
    if (anchor) anchors.set(anchor, { value })
    return value
  }
  const content = (node: ParsedNode): unknown => {
    count()
    if (isSeq(node)) return node.items.map((item) => plain(item as ParsedNode | null))
    if (!isMap(node)) return isScalar(node) ? node.value : null
    const map: Record<string, unknown> = {}
    for (const pair of node.items) {
      const key = plain(pair.key as ParsedNode | null)
      const offset = (pair.key as ParsedNode | null)?.range[0] ?? node.range[0]
      if (key === null || typeof key === "object") return fail("a name as key", shown(key), offset)
      const name = String(key)
      if (name === "__proto__") return fail("a known key", shown(name), offset)
      if (Object.hasOwn(map, name)) return fail("each key once", `${shown(name)} twice`, offset)
      map[name] = plain(pair.value as ParsedNode | null)
    }
    return map
  }
  return plain(document.contents)
}

/** As yaml's parseDocument, but nesting is bounded before anything recurses over it: deep brackets would take the process down. */
function compose(text: string, lines: LineCounter, fail: (expected: string, found: string, offset?: number) => never): Document.Parsed {
  const parser = new Parser(lines.addNewLine)
  const tokens = []
  lines.addNewLine(0)
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token)
    if (parser.stack.length > MOST_DEPTH) fail(`nesting of at most ${MOST_DEPTH} levels`, "more", parser.offset)
  }
  for (const token of parser.end()) tokens.push(token)
  const composer = new Composer({ schema: "core", merge: false, resolveKnownTags: false, uniqueKeys: false, logLevel: "silent", prettyErrors: false })
  const [document, further] = composer.compose(tokens, true, text.length)
  if (further) fail("one document", "several", further.range[0])
  return document as Document.Parsed
}
