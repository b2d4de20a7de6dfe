import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftHoldersWaiters: Drafter = (pool, all) => {
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
  const drafts = [draft('pool-full', 'symptom', state(`{pool} ${said.join(' and ')}`, values), { series: textIn(pool, 'pool') })]
  const runs = all.find((one) => one.tool === 'operation_runs' && has(one, 'first_slow_at'))
  const [slowAt, waitAt] = [textIn(runs, 'first_slow_at'), textIn(pool, 'first_waiter_at')]
  if (runs && slowAt && waitAt) {
    const order = slowAt < waitAt ? 'before' : 'after'
    const statement = state(`the first slow run was logged at {slow}, ${order} anyone is seen waiting for {pool} ({waiter})`, {
      slow: [citeFact(runs, 'first_slow_at'), 'time'],
      pool: [citeFact(pool, 'pool'), 'text'],
      waiter: [citeFact(pool, 'first_waiter_at'), 'time']
    })
    drafts.push(draft('order-of-events', 'context', statement, { series: textIn(pool, 'pool') }))
  }
  return drafts
}
