import type { Attributes } from '../../domain/index.ts'
import { type SqlToken, sqlTokensOf } from './sql-tokens.ts'
import { fingerprintOf, shapeOf } from './statement-fingerprint.ts'
import { type NamedLiterals, namedLiteralsOf, parametersOf, type ParameterValue } from './statement-parameters.ts'
import { skeletonOf } from './statement-skeleton.ts'
import { tablesOf, verbOf } from './statement-tables.ts'

export interface StatementDetails {
  readonly fingerprint: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly tables: readonly string[]
  readonly verb: string | null
}

/** What all statements of one skeleton tell. */
interface Told {
  readonly fingerprint: string
  readonly named: NamedLiterals
  readonly tables: readonly string[]
  readonly verb: string | null
}

/** By skeleton; null where its literals are not those that the tokenizer finds. */
const told = new Map<string, Told | null>()
const mostTold = 2000
const longestTold = 20_000

/**
 * What a statement's text tells. A tokenizer, not a parser: it holds on statements that are cut or of any dialect. Logs hold
 * the same few statements with other literals again and again: those are taken apart once.
 */
export function statementDetails(statement: string, attributes: Attributes = {}): StatementDetails {
  const bound = boundValues(attributes)
  const skeleton = statement.length > longestTold ? null : skeletonOf(statement)
  const known = skeleton === null ? null : told.get(skeleton.text)
  if (skeleton !== null && known) return detailsOf(known, parametersOf(known.named, bound, skeleton.literals))
  const tokens = sqlTokensOf(statement)
  const counted = skeleton === null || known === null ? null : countedLiterals(tokens, skeleton.literals)
  const made = tell(counted ?? tokens)
  if (skeleton !== null && known === undefined) {
    if (told.size >= mostTold) told.clear()
    told.set(skeleton.text, counted === null ? null : made)
  }
  return detailsOf(made, parametersOf(made.named, bound))
}

const detailsOf = ({ fingerprint, tables, verb }: Told, parameters: StatementDetails['parameters']): StatementDetails => ({
  fingerprint,
  parameters,
  tables,
  verb
})

/** The same, taken apart anew. */
export function statementDetailsAnew(statement: string, attributes: Attributes = {}): StatementDetails {
  const made = tell(sqlTokensOf(statement))
  return detailsOf(made, parametersOf(made.named, boundValues(attributes)))
}

function tell(tokens: readonly SqlToken[]): Told {
  const shaped = shapeOf(tokens)
  return { fingerprint: fingerprintOf(shaped), named: namedLiteralsOf(shaped), tables: tablesOf(shaped), verb: verbOf(shaped) }
}

/** The tokens with their literals counted; null when those are not the skeleton's. */
function countedLiterals(tokens: readonly SqlToken[], literals: readonly string[]): SqlToken[] | null {
  let ordinal = 0
  let fits = true
  const counted = tokens.map((token) => {
    if (token.kind !== 'string' && token.kind !== 'number') return token
    fits &&= token.text === literals[ordinal]
    return { ...token, ordinal: ordinal++ }
  })
  return fits && ordinal === literals.length ? counted : null
}

/** Values that the source wrote apart from the statement, under the placeholders' names: `$1`, `$2` … */
function boundValues(attributes: Attributes): ReadonlyMap<number, ParameterValue> {
  const values = new Map<number, ParameterValue>()
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('$') && /^\$\d+$/.test(name)) values.set(Number(name.slice(1)), value)
  }
  return values
}
