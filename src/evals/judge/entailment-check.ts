import type { Check } from '../grade.ts'
import type { Entailment } from './entailment.ts'

const name = 'entailment'

/**
 * What the judge's verdicts come to. A contradiction is a wrong mechanism; more than half missing is a soft fault. Undefined
 * when nothing was scored: not judged is neither passed nor failed.
 */
export function entailmentCheck(entailments: readonly Entailment[] | null): Check | undefined {
  const scored = (entailments ?? []).filter(({ verdict }) => verdict !== 'unscored')
  if (scored.length === 0) return undefined
  const contradicted = scored.find(({ verdict }) => verdict === 'contradicted')
  if (contradicted)
    return {
      name,
      hard: true,
      fault: 'WRONG_DIRECTION',
      reason: `says the opposite of "${contradicted.statement}": "${contradicted.quote}"`
    }
  const entailed = scored.filter(({ verdict }) => verdict === 'entailed').length
  const reason = `${entailed} of ${scored.length} statements follow from it`
  return { name, hard: false, fault: entailed * 2 < scored.length ? 'UNSUPPORTED' : null, reason }
}
