import { endsOperand, type SqlToken } from './sql-tokens.ts'

/** A token of a statement whose literals are marked, with the count of list elements that it stands for. */
export interface ShapedToken {
  readonly token: SqlToken
  readonly literal: boolean
  /** The literals of an IN list, of an array, or only the one. */
  readonly values: readonly SqlToken[]
  /** Rows after VALUES that this token's row stands for. */
  readonly rows?: number
}

const literalKinds = new Set(['string', 'number', 'placeholder'])

/** NULL, TRUE and FALSE are values, but after IS they are part of the question. */
function isLiteral(token: SqlToken, before: SqlToken | undefined): boolean {
  if (literalKinds.has(token.kind)) return true
  if (token.kind !== 'word' || !/^(?:null|true|false)$/.test(token.text)) return false
  return before?.text !== 'is' && before?.text !== 'not'
}

/**
 * Tokens with literals marked, a sign joined to its number, lists of literals in IN (…), ANY (…) and ARRAY[…] made one
 * literal, repeated rows after VALUES made one row, and the closing semicolon gone.
 */
export function shapeOf(tokens: readonly SqlToken[]): ShapedToken[] {
  const shaped: ShapedToken[] = []
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    const last = shaped.at(-1)
    if (token.kind === 'number' && last?.token.text === '-' && !endsOperand(tokens[index - 2])) {
      shaped.pop()
      const negative: SqlToken = { ...token, text: `-${token.text}` }
      shaped.push({ token: negative, literal: true, values: [negative] })
    } else {
      const literal = isLiteral(token, before)
      shaped.push({ token, literal, values: literal ? [token] : [] })
    }
  }
  while (shaped.at(-1)?.token.text === ';' && !shaped.at(-1)?.literal) shaped.pop()
  return collapseRows(collapseLists(shaped))
}

const text = (shaped: ShapedToken | undefined): string => (shaped === undefined || shaped.literal ? '' : shaped.token.text)

/** `( ?, ?::int, ? )` after IN, ANY, ALL or ARRAY → `( ? )` that holds all values. */
function collapseLists(shaped: readonly ShapedToken[]): ShapedToken[] {
  const result: ShapedToken[] = []
  for (let index = 0; index < shaped.length; index += 1) {
    const item = shaped[index]
    if (item === undefined) break
    result.push(item)
    const opens =
      (text(item) === '(' && /^(?:in|any|all)$/.test(text(shaped[index - 1]))) ||
      (text(item) === '[' && text(shaped[index - 1]) === 'array')
    if (!opens) continue
    const { first, values, end } = literalsFrom(shaped, index + 1)
    if (first === undefined || end === null) continue
    result.push({ ...first, values })
    index = end - 1
  }
  return result
}

/** Literals with casts, separated by commas, up to a closing bracket (or the end of a cut text). `end` null: something else is there. */
function literalsFrom(
  shaped: readonly ShapedToken[],
  from: number
): { first: ShapedToken | undefined; values: SqlToken[]; end: number | null } {
  const values: SqlToken[] = []
  let index = from
  for (; index < shaped.length; index += 1) {
    const item = shaped[index]
    const word = text(item)
    if (item?.literal) values.push(item.token)
    else if (word === ')' || word === ']') break
    else if (word === '::') index += 1
    else if (word !== ',') return { first: undefined, values, end: null }
  }
  return { first: shaped[from]?.literal ? shaped[from] : undefined, values, end: index }
}

/** `VALUES (?, ?), (?, ?)` → `VALUES (?, ?)` that knows it stands for two rows. A cut last row counts as a row. */
function collapseRows(shaped: readonly ShapedToken[]): ShapedToken[] {
  const start = shaped.findIndex((item) => /^values?$/.test(text(item)))
  if (start < 0 || text(shaped[start + 1]) !== '(') return [...shaped]
  let depth = 0
  let rows = 0
  let firstEnd = shaped.length
  let index = start + 1
  for (; index < shaped.length; index += 1) {
    const word = text(shaped[index])
    if (word === '(' && depth === 0) rows += 1
    if (word === '(') depth += 1
    else if (word === ')') {
      depth -= 1
      if (depth === 0 && rows === 1) firstEnd = index + 1
    } else if (depth === 0 && word !== ',') break
  }
  const values = shaped[start]
  if (values === undefined) return [...shaped]
  return [...shaped.slice(0, start), { ...values, rows }, ...shaped.slice(start + 1, firstEnd), ...shaped.slice(index)]
}

const noSpaceBefore = new Set([',', ')', ']', ';', '.', '::', '['])
const noSpaceAfter = new Set(['(', '[', '.', '::'])
const spacedWords =
  /^(?:in|values?|and|or|not|exists|on|using|as|from|where|join|select|over|by|union|all|any|except|intersect|when|then|else|set|with|into|table|distinct|returning|between|like|having|case)$/

function shown({ token, literal }: ShapedToken): string {
  if (literal) return '?'
  if (token.kind !== 'identifier') return token.text
  return /^[a-z_][a-z0-9_$]*$/.test(token.text) ? token.text : `"${token.text.replaceAll('"', '""')}"`
}

/**
 * The statement with its literals as `?`: one text for all statements that differ only in values, lengths of IN lists,
 * rows of VALUES, comments, blanks and case.
 */
export function fingerprintOf(shaped: readonly ShapedToken[]): string {
  let result = ''
  let before: ShapedToken | undefined
  for (const item of shaped) {
    const part = shown(item)
    const last = before && !before.literal && before.token.kind === 'operator' ? before.token.text : null
    const operator = !item.literal && item.token.kind === 'operator'
    const call = part === '(' && before && !before.literal && last === null && !spacedWords.test(before.token.text)
    const tight =
      before === undefined || (operator && noSpaceBefore.has(part)) || (last !== null && noSpaceAfter.has(last)) || call
    result += tight ? part : ` ${part}`
    before = item
  }
  return result
}
