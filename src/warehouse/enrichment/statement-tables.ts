import type { ShapedToken } from './statement-fingerprint.ts'

const word = (shaped: readonly ShapedToken[], index: number): string => {
  const item = shaped[index]
  return item === undefined || item.literal || item.token.kind === 'identifier' ? '' : item.token.text
}

const isName = (item: ShapedToken | undefined): boolean => item !== undefined && !item.literal && item.token.kind !== 'operator'

/** Functions whose arguments hold a FROM that names no table. */
const fromInside = /^(?:extract|substring|trim|overlay|position)$/
const modifiers = /^(?:only|lateral|table|ignore|low_priority|high_priority|quick|delayed)$/
/** Words that cannot be a table's name where one is expected. */
const notTables = /^(?:select|values|set|unnest|generate_series|dual|rows?|next|first|strict|outfile|dumpfile)$/

/** What the statement does: its first word, or after WITH the word that the common table expressions serve. Lower case. */
export function verbOf(shaped: readonly ShapedToken[]): string | null {
  let start = 0
  while (word(shaped, start) === '(') start += 1
  const first = word(shaped, start)
  if (first !== 'with') return /^[a-z]/.test(first) ? first : null
  let depth = 0
  for (let index = start + 1; index < shaped.length; index += 1) {
    const text = word(shaped, index)
    if (text === '(') depth += 1
    else if (text === ')') depth -= 1
    else if (depth === 0 && /^(?:select|insert|update|delete|merge)$/.test(text)) return text
  }
  return 'with'
}

/** Names of common table expressions: `WITH a AS (…), b (x, y) AS MATERIALIZED (…)`. */
function commonTables(shaped: readonly ShapedToken[]): ReadonlySet<string> {
  const names = new Set<string>()
  if (!shaped.some((_, index) => word(shaped, index) === 'with')) return names
  for (const [index, item] of shaped.entries()) {
    const follows = word(shaped, index + 1)
    const begins = /^(?:with|recursive|,)$/.test(word(shaped, index - 1))
    if (begins && isName(item) && (follows === 'as' || follows === '(')) names.add(item.token.text)
  }
  return names
}

/** What is known inside a pair of brackets, or outside all. */
interface Level {
  /** The word before the bracket. */
  readonly callee: string
  /** Between FROM and the next clause: a comma is followed by another table. */
  inFrom: boolean
}

const endsFrom = /^(?:where|group|order|having|limit|offset|union|except|intersect|window|for|set|select|returning|values)$/

/** The tables that a statement names, in order of first mention, as written (lower case unless quoted). */
export function tablesOf(shaped: readonly ShapedToken[]): string[] {
  const common = commonTables(shaped)
  const usesTables = /^(?:delete|merge)$/.test(verbOf(shaped) ?? '')
  const found = new Set<string>()
  const levels: Level[] = [{ callee: '', inFrom: false }]
  for (const index of shaped.keys()) {
    const text = word(shaped, index)
    const level = levels.at(-1) ?? { callee: '', inFrom: false }
    if (text === '(') levels.push({ callee: word(shaped, index - 1), inFrom: false })
    else if (text === ')' && levels.length > 1) levels.pop()
    const expected = expectsTable(shaped, index, level.callee) || (text === 'using' && usesTables)
    if (expected && text === 'from') level.inFrom = true
    else if (endsFrom.test(text)) level.inFrom = false
    if (expected || (text === ',' && level.inFrom)) takeTable(shaped, index + 1, text, common, found)
  }
  return [...found]
}

function expectsTable(shaped: readonly ShapedToken[], index: number, inside: string): boolean {
  const text = word(shaped, index)
  const before = word(shaped, index - 1)
  if (text === 'from') return !fromInside.test(inside) && before !== 'distinct'
  if (text === 'update') return index === 0 || before === '(' || before === ')'
  if (text === 'truncate') return index === 0
  return text === 'join' || text === 'into' || text === 'straight_join'
}

/** Takes the name that begins at an index, if one does. */
function takeTable(
  shaped: readonly ShapedToken[],
  start: number,
  after: string,
  common: ReadonlySet<string>,
  found: Set<string>
): void {
  let index = start
  while (modifiers.test(word(shaped, index))) index += 1
  if (!isName(shaped[index]) || notTables.test(word(shaped, index))) return
  const parts: string[] = []
  for (; isName(shaped[index]); index += 2) {
    parts.push(shaped[index]?.token.text ?? '')
    if (word(shaped, index + 1) !== '.') break
  }
  const call = word(shaped, index + 1) === '(' && after !== 'into'
  const name = parts.join('.')
  if (!call && !common.has(name)) found.add(name)
}
