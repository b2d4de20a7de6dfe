import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn, rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** Below a factor of ten a misestimate seldom matters (Leis et al., VLDB 2015). */
export const draftPlans: Drafter = (plans) => {
  const worst = rowsIn(plans)[0]
  if (!worst || (numberIn(plans, 'worst_estimate_ratio') ?? 0) < 10 || !has(plans, 'worst_node')) return []
  const statement = state('a logged plan ({at}) expected {estimated} rows of {node} and got {actual}', {
    at: [worst.cite('time'), 'time'],
    node: [citeFact(plans, 'worst_node'), 'text'],
    estimated: [worst.cite('estimated_rows'), 'integer'],
    actual: [worst.cite('actual_rows'), 'integer']
  })
  return [draft('plan-misestimates', 'cause', statement, { population: 'statements', operation: worst.text('operation') })]
}
