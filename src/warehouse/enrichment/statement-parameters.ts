import type { SqlToken } from './sql-tokens.ts'
import type { ShapedToken } from './statement-fingerprint.ts'

export type ParameterValue = string | number | boolean | null

const comparisons = /^(?:=|<>|!=|<|>|<=|>=|<=>|~~?\*?|!~~?\*?|@>|<@|&&|like|ilike|regexp|rlike|similar|is)$/

/** Statements with more are written by machines for machines; what is compared stands at their front. */
const mostParameters = 200

/** A literal with the name that it goes by; the same for all statements of one skeleton. */
export interface NamedLiteral {
  readonly name: string
  /** What stands before it. */
  readonly operator: string
  readonly tokens: readonly SqlToken[]
  readonly isList: boolean
}

/** In their order; among them how many rows stand after VALUES, when there are several. */
export type NamedLiterals = readonly (NamedLiteral | { readonly rows: number })[]

/**
 * The literals of a statement by name: the column that a literal is compared with (`f.area`; for the upper end of
 * BETWEEN, or of a second comparison by `<`, `f.area.to`), the column that an INSERT gives it to, `limit` and `offset`,
 * and else `$n`, the n-th `?` of the fingerprint.
 */
export function namedLiteralsOf(shaped: readonly ShapedToken[]): NamedLiterals {
  const named: (NamedLiteral | { readonly rows: number })[] = []
  const inserted = insertedColumns(shaped)
  let ordinal = 0
  let valued = 0
  for (const [index, item] of shaped.entries()) {
    if (item.rows !== undefined && item.rows > 1) named.push({ rows: item.rows })
    if (!item.literal) continue
    if (valued >= mostParameters) break
    ordinal += 1
    if (item.values.some(({ kind }) => kind !== 'placeholder')) valued += 1
    const name = inserted.get(index) ?? nameOf(shaped, index) ?? `$${ordinal}`
    named.push({ name, operator: wordAt(shaped, index - 1), tokens: item.values, isList: isList(shaped, index) })
  }
  return named
}

/**
 * The values of named literals. A list keeps its values joined by commas, and their count.
 * @param bound values of placeholders by number, when the log wrote them apart
 * @param texts the statement's literals in order, when the tokens are those of another statement of the same skeleton
 */
export function parametersOf(
  named: NamedLiterals,
  bound: ReadonlyMap<number, ParameterValue> = new Map(),
  texts: readonly string[] | null = null
): Record<string, ParameterValue> {
  const found = new Map<string, ParameterValue>()
  for (const one of named) {
    if ('rows' in one) {
      found.set('rows', one.rows)
      continue
    }
    if (found.size >= mostParameters) break
    const { name, operator, tokens } = one
    const value = valueOf(tokens, bound, texts)
    if (value === undefined) continue
    const free = freeName(found, name, operator)
    found.set(free, value)
    if (one.isList) found.set(`${free}.count`, tokens.length)
  }
  return Object.fromEntries(found)
}

const wordAt = (shaped: readonly ShapedToken[], index: number): string => {
  const item = shaped[index]
  return item === undefined || item.literal ? '' : item.token.text
}

function isList(shaped: readonly ShapedToken[], index: number): boolean {
  return wordAt(shaped, index - 1) === '(' && /^(?:in|any|all)$/.test(wordAt(shaped, index - 2))
}

/** A second literal on one column: the upper end when it is compared by `<`, else the next number. */
function freeName(found: ReadonlyMap<string, unknown>, name: string, operator: string): string {
  if (!found.has(name)) return name
  if (/^<=?$/.test(operator) && !found.has(`${name}.to`)) return `${name}.to`
  let number = 2
  while (found.has(`${name}.${number}`)) number += 1
  return `${name}.${number}`
}

type Bound = ReadonlyMap<number, ParameterValue>

function valueOf(tokens: readonly SqlToken[], bound: Bound, texts: readonly string[] | null): ParameterValue | undefined {
  const [only] = tokens
  if (tokens.length === 1 && only !== undefined) return literalValue(only, bound, texts)
  const values = tokens.map((token) => literalValue(token, bound, texts)).filter((value) => value !== undefined)
  if (values.length <= 1) return values[0]
  return values.join(',').slice(0, 500)
}

function literalValue(token: SqlToken, bound: Bound, texts: readonly string[] | null): ParameterValue | undefined {
  if (token.kind === 'placeholder') return bound.get(Number(token.text.replace(/^\D+/, '') || Number.NaN))
  const own = token.ordinal === undefined ? undefined : texts?.[token.ordinal]
  if (token.kind === 'string') return own ?? token.text
  if (token.kind === 'number') {
    const text = own === undefined ? token.text : token.text.startsWith('-') ? `-${own}` : own
    const number = Number(text.replaceAll('_', ''))
    return Number.isSafeInteger(number) || !Number.isInteger(number) ? number : text
  }
  return token.text === 'null' ? null : token.text === 'true'
}

/** Index of each literal of the first row after `INSERT INTO t (a, b) VALUES (` → its column. */
function insertedColumns(shaped: readonly ShapedToken[]): ReadonlyMap<number, string> {
  const named = new Map<number, string>()
  const values = shaped.findIndex((item, index) => /^values?$/.test(wordAt(shaped, index)) && !item.literal)
  if (values < 0 || !shaped.some((_, index) => index < values && /^(?:insert|replace|merge)$/.test(wordAt(shaped, index))))
    return named
  const columns: string[] = []
  for (let index = values - 1; index > 0 && wordAt(shaped, index) !== '('; index -= 1) {
    const item = shaped[index]
    if (item && !item.literal && item.token.kind !== 'operator') columns.unshift(item.token.text)
  }
  let depth = 0
  let position = 0
  for (let index = values + 1; index < shaped.length; index += 1) {
    const word = wordAt(shaped, index)
    if (word === '(') depth += 1
    else if (word === ')') {
      depth -= 1
      if (depth === 0) break
    } else if (word === ',' && depth === 1) position += 1
    else if (shaped[index]?.literal) {
      const column = columns[position]
      if (column !== undefined) named.set(index, column)
    }
  }
  return named
}

function nameOf(shaped: readonly ShapedToken[], index: number): string | null {
  let before = index - 1
  // Typed literals (`timestamp '…'`, `date '…'`) and signs stand between the comparison and the literal.
  if (/^(?:timestamp|timestamptz|date|time|interval|binary)$/.test(wordAt(shaped, before))) before -= 1
  if (wordAt(shaped, before) === '(' && /^(?:in|any|all)$/.test(wordAt(shaped, before - 1))) before -= 1
  else if (wordAt(shaped, before) === '[' && wordAt(shaped, before - 1) === 'array') before -= 2
  if (wordAt(shaped, before) === '(') before -= 1
  let operator = wordAt(shaped, before)
  if (/^(?:any|all)$/.test(operator)) operator = wordAt(shaped, (before -= 1))
  if (operator === 'limit' || operator === 'offset') return operator
  if (operator === 'and') return upperEndName(shaped, before) ?? reversedName(shaped, index)
  if (operator === 'between' || operator === 'in' || comparisons.test(operator))
    return columnBefore(shaped, notSkipped(shaped, before - 1))
  return reversedName(shaped, index)
}

/** `col NOT IN`, `col NOT LIKE`, `col IS NOT DISTINCT FROM`: the column stands before the NOT. */
function notSkipped(shaped: readonly ShapedToken[], index: number): number {
  return wordAt(shaped, index) === 'not' ? index - 1 : index
}

/** `col BETWEEN x AND ?`: back over x to the BETWEEN of this AND. */
function upperEndName(shaped: readonly ShapedToken[], and: number): string | null {
  let depth = 0
  for (let index = and - 1; index >= 0 && and - index < 40; index -= 1) {
    const word = wordAt(shaped, index)
    if (word === ')') depth += 1
    else if (word === '(') depth -= 1
    if (depth < 0 || (depth === 0 && /^(?:and|or|where|on|having|select)$/.test(word))) return null
    if (depth === 0 && word === 'between') {
      const column = columnBefore(shaped, notSkipped(shaped, index - 1))
      return column === null ? null : `${column}.to`
    }
  }
  return null
}

/** `? = col`: only when nothing else is compared with the literal from the left. */
function reversedName(shaped: readonly ShapedToken[], index: number): string | null {
  let after = index + 1
  while (wordAt(shaped, after) === '::') after += 2
  if (!/^(?:=|<>|!=|<|>|<=|>=)$/.test(wordAt(shaped, after))) return null
  let end = after + 1
  while (wordAt(shaped, end + 1) === '.') end += 2
  return columnBefore(shaped, end)
}

/** The column that ends at an index: `a`, `t.a`, `t.a::date` → `t.a`, `lower(t.a)` as written. Null for other expressions. */
function columnBefore(shaped: readonly ShapedToken[], end: number): string | null {
  let index = end
  while (wordAt(shaped, index - 1) === '::') index -= 2
  if (wordAt(shaped, index) === ')') {
    const inner = columnBefore(shaped, index - 1)
    if (inner === null) return null
    const open = index - 1 - (inner.split('.').length * 2 - 1)
    if (wordAt(shaped, open) !== '(') return null
    const callee = shaped[open - 1]
    return callee && !callee.literal && callee.token.kind === 'word' && !/^(?:and|or|where|on|not|when)$/.test(callee.token.text)
      ? `${callee.token.text}(${inner})`
      : inner
  }
  const parts: string[] = []
  for (;;) {
    const item = shaped[index]
    if (!item || item.literal || item.token.kind === 'operator') return null
    parts.unshift(item.token.text)
    if (wordAt(shaped, index - 1) !== '.') return parts.join('.')
    index -= 2
  }
}
