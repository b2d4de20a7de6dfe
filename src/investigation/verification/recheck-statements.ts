import { cellOf, type Evidence, renderStatement } from '../../domain/index.ts'
import { pointerPart, statementsIn } from '../statements-in.ts'
import { type Problem, shownValue } from './problem.ts'

export interface Rechecked {
  readonly problems: readonly Problem[]
  readonly statements: number
  readonly figures: number
}

/** Resolves every citation of every statement in a report against evidence as it is today, and renders each again. */
export function recheckStatements(report: unknown, fresh: ReadonlyMap<string, Evidence>): Rechecked {
  const problems: Problem[] = []
  let [statements, figures] = [0, 0]
  for (const { where, statement } of statementsIn(report)) {
    statements++
    const said = (at: string, expected: string, found: string): void => {
      problems.push({ where: `${where}${at}`, sentence: statement.text, expected, found })
    }
    for (const [name, { citation }] of Object.entries(statement.values)) {
      figures++
      const evidence = fresh.get(citation.evidence)
      const place = 'fact' in citation ? citation.fact : `row ${citation.row}, ${citation.column}`
      const at = `/values/${pointerPart(name)}/citation`
      if (!evidence) said(at, 'evidence that a tool call gives', `${citation.evidence}, which none gives`)
      else {
        const value = cellOf(evidence, citation)
        if (value === undefined) said(at, `a cell of ${evidence.tool}`, `${place}, which it does not have`)
        else if (value !== citation.value) said(`${at}/value`, shownValue(value), shownValue(citation.value))
      }
    }
    for (const [index, id] of statement.supports.entries()) {
      if (!fresh.has(id)) said(`/supports/${index}`, 'evidence that a tool call gives', `${id}, which none gives`)
    }
    const text = rendered(statement)
    if (text instanceof Error) said('', 'a sentence whose every figure is cited', text.message)
    else if (text !== statement.text) said('/text', text, statement.text)
  }
  return { problems, statements, figures }
}

function rendered(statement: Parameters<typeof renderStatement>[0]): string | Error {
  try {
    return renderStatement(statement)
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown))
  }
}
