/** A part of a text: from where to where. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A word of a log message: its shape, with values as `<*>`, and where they and the word stand. */
export interface Word extends Span {
  readonly shape: string
  readonly values: readonly Span[]
}

export const wildcard = '<*>'

/** One alternative a kind of value, the most specific first; what stands around a value stays. Each
 * begins where a word may begin, so that a text is gone through once. */
const value = new RegExp(
  [
    // Dates with times.
    String.raw`\d{4}[-/]\d{2}[-/]\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b)?`,
    String.raw`\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* +\d{1,2}(?:,? \d{4})? \d{2}:\d{2}:\d{2}(?: (?:[A-Z]{3,4} )?\d{4})?\b`,
    // Texts in quotes, not the apostrophe within a word.
    String.raw`(?<!\w)"[^"\n]{0,200}"(?!\w)|(?<!\w)'[^'\n]{1,200}'(?!\w)`,
    // URLs, mail addresses, paths.
    String.raw`(?<![\w+.-])[a-z][a-z0-9+.-]*://[^\s,;)\]}>"']+`,
    String.raw`(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+`,
    String.raw`(?<![\w.])/(?:[\w.$@%+~:-]+/)+[\w.$@%+~:-]*|\b[A-Z]:\\[\w.\\-]+`,
    // Values of keys.
    String.raw`(?<=[\w\])]=)[^\s,;=<>()[\]{}"']+`,
    // Anything that holds a digit: numbers, ids, hex, addresses, times, versions, units.
    String.raw`(?<![\p{L}\p{N}_.$@%#+/:\\-])[\p{L}\p{N}_.$@%#+/:\\-]*\p{N}(?:[\p{L}\p{N}_$@%#+/:\\-]|\.(?=[\p{L}\p{N}]))*`
  ].join('|'),
  'gu'
)

const blanks = /\s+/gu

/**
 * Splits a message at blanks into words with their values masked. General: no expression here knows one system. Which
 * digits a message holds makes no difference to where its words and values are.
 */
export function wordsOf(message: string): Word[] {
  const words: Word[] = []
  let shape = ''
  let start = 0
  let values: Span[] = []
  const extend = (part: string, from: number): void => {
    if (shape === '') start = from
    shape += part
  }
  const close = (to: number): void => {
    if (shape !== '') words.push({ shape, from: start, to, values })
    shape = ''
    values = []
  }
  const outside = (from: number, to: number): void => {
    const text = message.slice(from, to)
    let at = 0
    blanks.lastIndex = 0
    for (let blank = blanks.exec(text); blank !== null; blank = blanks.exec(text)) {
      extend(text.slice(at, blank.index), from + at)
      close(from + blank.index)
      at = blanks.lastIndex
    }
    extend(text.slice(at), from + at)
  }
  let at = 0
  value.lastIndex = 0
  for (let found = value.exec(message); found !== null; found = value.exec(message)) {
    const span = { from: found.index, to: value.lastIndex }
    outside(at, span.from)
    extend(wildcard, span.from)
    values.push(span)
    at = span.to
  }
  outside(at, message.length)
  close(message.length)
  return words
}
