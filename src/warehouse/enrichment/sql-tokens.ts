/** A piece of an SQL text. Words are lower-cased, `value` of a string is its content, comments and blanks are gone. */
export interface SqlToken {
  readonly kind: 'word' | 'identifier' | 'string' | 'number' | 'placeholder' | 'operator'
  /** Word and operator: normalised text. Identifier: without quotes. Literal: the value as written. Placeholder: as written. */
  readonly text: string
  /** Of a literal: its place among the statement's literals, where somebody counted them. */
  readonly ordinal?: number
}

const patterns = {
  blank: /\s+/y,
  lineComment: /--[^\n]*/y,
  /** MySQL's; PostgreSQL's operators #>, #- and # between operands are left alone. */
  hashComment: /(?<=^|\n[ \t]*)#[^\n]*/y,
  dollarQuote: /\$([A-Za-z_]\w*)?\$/y,
  prefixedString: /(?:[eExXbBnN]|[uU]&|_[a-z0-9]+ ?)(?=')/y,
  number: /0[xX][0-9a-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y,
  placeholder: /\$\d+|\?(?![|&?-])|%(?:\(\w+\))?s\b|%\(\w+\)[sd]|(?<![:\w]):[A-Za-z_]\w*|:\d+(?!\d*:)|@[A-Za-z_]\w*|\{\d+\}/y,
  word: /[\p{L}_][\p{L}\p{N}_$]*/uy,
  operator: /::|<=>|->>|->|#>>|#>|@>|<@|\|\||<>|!=|<=|>=|!~~?\*?|~~?\*?|:=|=>|&&|[-+*/%<>=^|&#@!:,;.()[\]{}\\?]/y
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** End of a block comment that starts at `at`; nested ones count. The end of the text when it is not closed. */
function endOfComment(text: string, at: number): number {
  let depth = 0
  for (let index = at; index < text.length; index += 1) {
    const pair = text.slice(index, index + 2)
    if (pair === '/*') depth += 1
    else if (pair === '*/') depth -= 1
    else continue
    index += 1
    if (depth === 0) return index + 1
  }
  return text.length
}

interface Quoted {
  readonly content: string
  readonly end: number
}

/**
 * A text in quotes that starts at `at`. The doubled quote stands for one. A backslash escapes where the dialect says so;
 * where that is not known, `\'` ends the text when what follows looks like the rest of a statement (`'C:\'`).
 */
function quoted(text: string, at: number, quote: string, backslash: 'escapes' | 'perhaps' | 'plain'): Quoted {
  let content = ''
  for (let index = at + 1; index < text.length; index += 1) {
    const letter = text.charAt(index)
    const next = text.charAt(index + 1)
    if (letter === '\\' && backslash !== 'plain') {
      const ends = backslash === 'perhaps' && next === quote && /^(?:[\s,);]|::|$)/.test(text.slice(index + 2, index + 4))
      if (!ends) {
        content += next
        index += 1
        continue
      }
    }
    if (letter !== quote) content += letter
    else if (next === quote) {
      content += quote
      index += 1
    } else return { content, end: index + 1 }
  }
  return { content, end: text.length }
}

/**
 * Splits an SQL text of any common dialect into tokens. Never throws: a text cut in the middle ends in the literal or
 * word that it was cut in.
 */
export function sqlTokensOf(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  const backticks = sql.includes('`')
  let at = 0
  const push = (kind: SqlToken['kind'], text: string, end: number): void => {
    tokens.push({ kind, text })
    at = end
  }
  while (at < sql.length) {
    const letter = sql.charAt(at)
    const skipped = match(patterns.blank, sql, at) ?? match(patterns.lineComment, sql, at) ?? match(patterns.hashComment, sql, at)
    if (skipped) {
      at += skipped[0].length
      continue
    }
    if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at)
      continue
    }
    const dollar = match(patterns.dollarQuote, sql, at)
    if (dollar) {
      const from = at + dollar[0].length
      const end = sql.indexOf(dollar[0], from)
      push('string', sql.slice(from, end < 0 ? sql.length : end), end < 0 ? sql.length : end + dollar[0].length)
      continue
    }
    const prefix = match(patterns.prefixedString, sql, at)
    if (letter === "'" || prefix) {
      const start = at + (prefix?.[0].length ?? 0)
      const { content, end } = quoted(sql, start, "'", /^e/i.test(prefix?.[0] ?? '') ? 'escapes' : 'perhaps')
      push('string', content, end)
      continue
    }
    if (letter === '`' || letter === '"') {
      const { content, end } = quoted(sql, at, letter, letter === '"' && backticks ? 'escapes' : 'plain')
      push(letter === '"' && (backticks || isText(content, tokens, sql, end)) ? 'string' : 'identifier', content, end)
      continue
    }
    const bracket = letter === '[' && !endsOperand(tokens.at(-1)) ? /^\[([A-Za-z_][\w $]*)\]/.exec(sql.slice(at, at + 130)) : null
    if (bracket) {
      push('identifier', bracket[1] ?? '', at + bracket[0].length)
      continue
    }
    const found = matchPlain(sql, at)
    if (found) push(found.kind, found.kind === 'word' ? found.text.toLowerCase() : found.text, at + found.text.length)
    else push('operator', letter, at + letter.length)
  }
  return tokens
}

function matchPlain(sql: string, at: number): SqlToken | null {
  for (const kind of ['number', 'placeholder', 'word', 'operator'] as const) {
    const found = match(patterns[kind], sql, at)
    if (found) return { kind, text: found[0] }
  }
  return null
}

/** Does the token end something that may be indexed or compared? Then `[` is an index, and `-` is a minus between two. */
export function endsOperand(token: SqlToken | undefined): boolean {
  if (token === undefined) return false
  if (token.kind === 'operator') return token.text === ')' || token.text === ']'
  return (
    token.kind !== 'word' ||
    !/^(?:select|where|and|or|on|in|values|from|join|into|update|set|by|when|then|else|like|between|limit|offset|return|returning)$/.test(
      token.text
    )
  )
}

/** MySQL allows "…" for texts: so it is after a comparison, unless it goes on as a name does, or holds what no name holds. */
function isText(content: string, tokens: readonly SqlToken[], sql: string, end: number): boolean {
  const before = tokens.at(-1)
  if (before?.text === '.' || /^\s*\./.test(sql.slice(end, end + 20))) return false
  if (!/^[\w$ -]*$/.test(content)) return before?.kind === 'operator' || before?.kind === 'word'
  return before?.kind === 'operator' && /^(?:=|<>|!=|<|>|<=|>=)$/.test(before.text) && !/"\s*\.|\.\s*"/.test(sql)
}
