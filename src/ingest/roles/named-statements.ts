import { type Column, isCalled } from './column.ts'
import { isIdentifier, isOperation } from './value-tests.ts'

const statementWords = new Set(
  'query queryid sql sqlid statement stmt digest procedure proc sproc usp routine fingerprint queryhash signature'.split(' ')
)
/** What else holds the name of one, where another column says that they are statements. */
const nameWords = new Set('object objekt objet objeto oggetto name function routine module procedure proc'.split(' '))
/** What only a database tells of its runs: what they read, by which plan, after whose identifier. */
const ofDatabase =
  /reads|(?:^|[_ ])gets|rows|blks|blocks|pages|buffer|lock|plan|(?:query|sql)_?id|(?:query|sql)_?hash|digest|docs_?examined|keys_?examined/i

/**
 * The column that names each statement (a procedure, an identifier, a digest) in a view of a database that writes none of them
 * out. A name is preferred to a number. Undefined where nothing says that the rows are a database's statements.
 */
export function namesOfStatements(columns: readonly Column[]): Column | undefined {
  const called = columns.filter((column) => isCalled(column, statementWords) && isName(column))
  if (called.length === 0 || !columns.some(({ name }) => ofDatabase.test(name))) return undefined
  const names = [...called, ...columns.filter((column) => isCalled(column, nameWords))]
  return names.find((column) => isTelling(column)) ?? called.find(({ name }) => !/plan/i.test(name)) ?? called[0]
}

/** Comes again and measures nothing: an identifier or a name. */
const isName = ({ name, values, distinct }: Column): boolean =>
  distinct > 1 && distinct <= values.length / 2 && !/count|time|avg|mean|[øØ]|dauer|total|sum|max|min|_ms$|reads|rows/i.test(name)

/** What a reader knows again. */
const isTelling = ({ values, distinct }: Column): boolean =>
  distinct > 1 && values.every((value) => isOperation(value) && !isIdentifier(value))
