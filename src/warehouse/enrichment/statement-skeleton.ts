/** A statement's text with its plain literals taken out: together they are the text again. */
export interface Skeleton {
  /** The same for statements that differ in nothing but these literals. */
  readonly text: string
  /** What was taken out, in order: numbers, and what stood in quotes. */
  readonly literals: readonly string[]
}

const numberMark = '\u0001'
const textMark = '\u0002'

/** What needs a tokenizer: comments, quotes of other kinds, escapes, dollar quotes, numbers that letters follow (`0x1F`, `1e5`). */
// oxlint-disable-next-line no-control-regex -- the marks may not be there already
const needsTokens = /["`\\#\u0001\u0002]|--|\/\*|\$(?!\d)|(?<![\w$.])\d[\d.]*[\p{L}_]/u
/** A number that is no part of a word, of a placeholder or of another number; or a text, closed or not. */
const literal = /(?<![\p{L}\p{N}_$.:{])(\d+(?:\.\d+)?)(?![\d.])|'(?:([^']*)')?/gu

/** Takes out plain numbers and texts in single quotes. Null where what is a literal is not plain to see. */
export function skeletonOf(sql: string): Skeleton | null {
  if (needsTokens.test(sql)) return null
  const literals: string[] = []
  let text = ''
  let at = 0
  literal.lastIndex = 0
  for (let found = literal.exec(sql); found !== null; found = literal.exec(sql)) {
    const [, number, quoted] = found
    const end = literal.lastIndex
    // A text that is cut, or that goes on after a doubled quote.
    if (number === undefined && (quoted === undefined || sql.startsWith("'", end))) return null
    literals.push(number ?? quoted ?? '')
    text += sql.slice(at, found.index) + (number === undefined ? textMark : numberMark)
    at = end
  }
  return { text: text + sql.slice(at), literals }
}
