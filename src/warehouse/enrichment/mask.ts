/** A word of a log message: its shape, with values as `<*>`, and what stood there. */
export interface Word {
  readonly shape: string
  readonly values: readonly string[]
  readonly raw: string
}

export const wildcard = '<*>'

/** Stands for a value while a message is taken apart: a private-use letter that no log holds. */
const mark = '\uE000'

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

/**
 * Splits a message at blanks into words with their values masked. General: no expression here knows one system.
 */
export function wordsOf(message: string): Word[] {
  const values: string[] = []
  const masked = message.replaceAll(value, (found) => {
    values.push(found)
    return mark
  })
  let next = 0
  const words: Word[] = []
  for (const part of masked.split(/\s+/u)) {
    if (part === '') continue
    const count = part.split(mark).length - 1
    const own = values.slice(next, next + count)
    next += count
    let index = 0
    words.push({ shape: part.replaceAll(mark, wildcard), values: own, raw: part.replaceAll(mark, () => own[index++] ?? '') })
  }
  return words
}
