import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftSpanTrees: Drafter = (trees) => {
  const [from, to] = [numberIn(trees, 'amplified_from'), numberIn(trees, 'amplified_to')]
  if (from === null || to === null || to < 1.5 * from || !has(trees, 'amplified_operation')) return []
  const statement = state('one run calls {operation} {to} times where it did {from} times', {
    operation: [citeFact(trees, 'amplified_operation'), 'text'],
    from: [citeFact(trees, 'amplified_from'), 'number'],
    to: [citeFact(trees, 'amplified_to'), 'number']
  })
  return [draft('calls-rose', 'cause', statement)]
}
