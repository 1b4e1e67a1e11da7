/** One entry of the lab's state: how it is told in an address, and what values it takes. */
export interface Property<T> {
  readonly initial: T
  /** undefined: not a value of this property. */
  parse(text: string): T | undefined
  print(value: T): string
  /** What `parse` takes, for messages: the end of a sentence that starts with "expected". */
  readonly expected: string
}

/** One of a few words. */
export interface Choice<T extends string> extends Property<T> {
  readonly choices: readonly T[]
}

/** A number within a range. */
export interface Range extends Property<number> {
  readonly least: number
  readonly most: number
  readonly step: number
}

export function choice<const T extends string>(initial: T, choices: readonly T[]): Choice<T> {
  return {
    initial,
    choices,
    parse: (text) => choices.find((c) => c === text),
    print: (value) => value,
    expected: `one of ${choices.join(", ")}`,
  }
}

/** A whole number from `least` to `most`. */
export function whole(initial: number, least: number, most: number, step = 1): Range {
  return {
    initial,
    least,
    most,
    step,
    parse: (text) => (/^-?\d{1,15}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : undefined),
    print: String,
    expected: `a whole number from ${least} to ${most}`,
  }
}

export function flag(initial: boolean): Property<boolean> {
  return { initial, parse: (text) => (text === "1" ? true : text === "0" ? false : undefined), print: (on) => (on ? "1" : "0"), expected: "1 or 0" }
}

/** Free text of at most so many characters. */
export function text(initial: string, most = 200): Property<string> {
  return { initial, parse: (t) => (t.length <= most ? t : undefined), print: (value) => value, expected: `text of at most ${most} characters` }
}

/** Texts in order, each without a line's end; none is an empty list. */
export function texts(initial: readonly string[], most = 40): Property<readonly string[]> {
  return {
    initial,
    parse: (t) => {
      const found = t === "" ? [] : t.split("\n")
      return found.length <= most ? found : undefined
    },
    print: (values) => values.join("\n"),
    expected: `at most ${most} entries`,
  }
}
