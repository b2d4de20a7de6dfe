import { citeFact, state } from '../../../domain/index.ts'
import { flagIn, has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftLimits: Drafter = (limits) => {
  if (flagIn(limits, 'lowered') !== true || !has(limits, 'lowered_name') || !has(limits, 'lowered_from')) return []
  const statement = state('{name} was lowered from {from} to {to} at {at}', {
    name: [citeFact(limits, 'lowered_name'), 'text'],
    from: [citeFact(limits, 'lowered_from'), 'text'],
    to: [citeFact(limits, 'lowered_to'), 'text'],
    at: [citeFact(limits, 'lowered_at'), 'time']
  })
  return [draft('limit-lowered', 'cause', statement, { series: textIn(limits, 'lowered_name') })]
}
