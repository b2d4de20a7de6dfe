import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftLockWaits: Drafter = (locks) => {
  if (!numberIn(locks, 'waits') || !has(locks, 'first_at')) {
    if (!has(locks, 'measured_series') || !has(locks, 'measured_peak')) return []
    const measured = state('{series} reaches {peak}: so many stood before locks', {
      series: [citeFact(locks, 'measured_series'), 'text'],
      peak: [citeFact(locks, 'measured_peak'), 'number']
    })
    return [draft('lock-waits', 'cause', measured)]
  }
  const share = has(locks, 'share_of_slow_time')
  const object = has(locks, 'top_object')
  const longest = has(locks, 'max_wait_ms')
  const statement = state(
    `{waits} lock waits from {first}${object ? ', most for {object}' : ''}${longest ? ', the longest of {longest}' : ''}${share ? ': {share} of the slow time' : ''}`,
    {
      waits: [citeFact(locks, 'waits'), 'integer'],
      first: [citeFact(locks, 'first_at'), 'time'],
      ...(object ? { object: [citeFact(locks, 'top_object'), 'text'] } : {}),
      ...(longest ? { longest: [citeFact(locks, 'max_wait_ms'), 'ms'] } : {}),
      ...(share ? { share: [citeFact(locks, 'share_of_slow_time'), 'share'] } : {})
    }
  )
  const entity = locks.facts['top_object']
  return [draft('lock-waits', 'cause', statement, { entity: typeof entity === 'string' ? entity : null })]
}
