import { citeFact, state } from '../../../domain/index.ts'
import { flagIn, has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import { populationOf } from '../population.ts'
import type { Drafter } from './drafter.ts'

export const draftOperationRuns: Drafter = (runs) => {
  if (!numberIn(runs, 'slow') || !has(runs, 'slow_max_ms')) return []
  const { population, operation } = runs.arguments
  const subject = { population: populationOf(population), operation: typeof operation === 'string' ? operation : null }
  const slow = {
    slow: [citeFact(runs, 'slow'), 'integer'],
    slowMin: [citeFact(runs, 'slow_min_ms'), 'ms'],
    slowMax: [citeFact(runs, 'slow_max_ms'), 'ms'],
    first: [citeFact(runs, 'first_slow_at'), 'time']
  } as const
  const slowSaid = '{slow} slow runs ({slowMin} to {slowMax}), the first logged at {first}'
  const compared = has(runs, 'fast_max_ms')
    ? state(
        `${slowSaid}, and {fast} fast ones ({fastMin} to {fastMax}), ${flagIn(runs, 'interleaved') ? 'interleaved: {switches} changes between slow and fast' : 'with {switches} changes between slow and fast'}`,
        {
          ...slow,
          fast: [citeFact(runs, 'fast'), 'integer'],
          fastMin: [citeFact(runs, 'fast_min_ms'), 'ms'],
          fastMax: [citeFact(runs, 'fast_max_ms'), 'ms'],
          switches: [citeFact(runs, 'alternations'), 'integer']
        }
      )
    : state(`${slowSaid}, and no fast one in the window`, slow)
  const drafts = [draft('runs-compared', 'cause', compared, subject)]
  if ((numberIn(runs, 'slow_without_waiters') ?? 0) > 0 && has(runs, 'slow_without_waiters_max_ms')) {
    const alone = state('{alone} of the slow runs happened while nobody waited for a resource, the longest of {most} at {at}', {
      alone: [citeFact(runs, 'slow_without_waiters'), 'integer'],
      most: [citeFact(runs, 'slow_without_waiters_max_ms'), 'ms'],
      at: [citeFact(runs, 'slow_without_waiters_at'), 'time']
    })
    drafts.push(draft('runs-compared', 'cause', alone, subject))
  }
  return drafts
}
