import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftHoldersWaiters: Drafter = (pool) => {
  if (!has(pool, 'pool')) return []
  const [full, waiter] = [has(pool, 'first_full_at'), has(pool, 'first_waiter_at')]
  if (!full && !waiter) return []
  const values: ValuesOf = {
    pool: [citeFact(pool, 'pool'), 'text'],
    ...(full ? { full: [citeFact(pool, 'first_full_at'), 'time'] } : {}),
    ...(waiter ? { waiter: [citeFact(pool, 'first_waiter_at'), 'time'], peak: [citeFact(pool, 'peak_waiters'), 'integer'] } : {})
  }
  const said = [full ? 'is first seen full at {full}' : '', waiter ? 'has waiters from {waiter}, at most {peak}' : ''].filter(
    Boolean
  )
  return [draft('pool-full', 'symptom', state(`{pool} ${said.join(' and ')}`, values), { series: textIn(pool, 'pool') })]
}
