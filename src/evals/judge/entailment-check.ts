import type { Check } from '../grade.ts'
import type { Entailment } from './entailment.ts'

const name = 'entailment'

/**
 * What the judge's verdicts come to. A contradiction is a wrong mechanism; more than half missing is a soft fault. Undefined
 * when what is unscored could turn it: not judged is neither passed nor failed.
 */
export function entailmentCheck(entailments: readonly Entailment[] | null): Check | undefined {
  const all = entailments ?? []
  const contradicted = all.find(({ verdict }) => verdict === 'contradicted')
  if (contradicted)
    return {
      name,
      hard: true,
      fault: 'WRONG_DIRECTION',
      reason: `says the opposite of "${contradicted.statement}": "${contradicted.quote}"`
    }
  const entailed = all.filter(({ verdict }) => verdict === 'entailed').length
  const unscored = all.filter(({ verdict }) => verdict === 'unscored').length
  const reason = `${entailed} of ${all.length} statements follow from it`
  if (all.length > 0 && entailed * 2 >= all.length) return { name, hard: false, fault: null, reason }
  if ((entailed + unscored) * 2 < all.length) return { name, hard: false, fault: 'UNSUPPORTED', reason }
  return undefined
}
