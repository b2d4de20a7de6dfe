import { citeFact, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import { has, numberIn, rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftAfterIntervention: Drafter = (after, all) => {
  const [opening, what] = openingOf(after, all)
  const slow = numberIn(after, 'slow_after')
  if (slow && slow > 0 && has(after, 'slow_after_max_ms') && has(after, 'slow_after_at')) {
    const waiters = has(after, 'slow_after_waiters')
    const statement = state(
      `${opening} {slow} runs were still slow, the slowest {most} at {at}${waiters ? ' with {waiters} waiting' : ''}`,
      {
        ...what,
        slow: [citeFact(after, 'slow_after'), 'integer'],
        most: [citeFact(after, 'slow_after_max_ms'), 'ms'],
        at: [citeFact(after, 'slow_after_at'), 'time'],
        ...(waiters ? { waiters: [citeFact(after, 'slow_after_waiters'), 'integer'] } : {})
      }
    )
    return [draft('after-intervention', 'intervention', statement)]
  }
  if (!has(after, 'latency_before') || !has(after, 'latency_after')) return []
  const statement = state(`${opening} latency went from {before} to {now}`, {
    ...what,
    before: [citeFact(after, 'latency_before'), 'ms'],
    now: [citeFact(after, 'latency_after'), 'ms']
  })
  return [draft('after-intervention', 'intervention', statement)]
}

function openingOf(after: Evidence, all: readonly Evidence[]): [string, ValuesOf] {
  const record = all.find(({ tool }) => tool === 'interventions')
  const row = rowsIn(record).find((one) => one.text('time') === after.arguments['time'])
  if (!row) return ['after an intervention', {}]
  return ['after the {kind} at {time}', { kind: [row.cite('kind'), 'text'], time: [row.cite('time'), 'time'] }]
}
