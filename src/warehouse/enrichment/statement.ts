import type { Attributes } from '../../domain/index.ts'
import { sqlTokensOf } from './sql-tokens.ts'
import { fingerprintOf, shapeOf } from './statement-fingerprint.ts'
import { parametersOf, type ParameterValue } from './statement-parameters.ts'
import { tablesOf, verbOf } from './statement-tables.ts'

export interface StatementDetails {
  readonly fingerprint: string
  readonly parameters: Readonly<Record<string, ParameterValue>>
  readonly tables: readonly string[]
  readonly verb: string | null
}

/** What a statement's text tells. A tokenizer, not a parser: it holds on statements that are cut or of any dialect. */
export function statementDetails(statement: string, attributes: Attributes = {}): StatementDetails {
  const shaped = shapeOf(sqlTokensOf(statement))
  return {
    fingerprint: fingerprintOf(shaped),
    parameters: parametersOf(shaped, boundValues(attributes)),
    tables: tablesOf(shaped),
    verb: verbOf(shaped)
  }
}

/** Values that the source wrote apart from the statement, under the placeholders' names: `$1`, `$2` … */
function boundValues(attributes: Attributes): ReadonlyMap<number, ParameterValue> {
  const values = new Map<number, ParameterValue>()
  for (const [name, value] of Object.entries(attributes)) {
    if (/^\$\d+$/.test(name)) values.set(Number(name.slice(1)), value)
  }
  return values
}
