import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** Half as many calls again for each request is worth a question. */
const rose = 1.5

export const draftWorkPerRequest: Drafter = (work) => {
  const [before, now] = [numberIn(work, 'calls_per_request_baseline'), numberIn(work, 'calls_per_request_window')]
  if (!before || now === null || now / before < rose || !has(work, 'calls_per_request_window')) return []
  const statement = state('a request makes {now} calls, where it made {before}', {
    now: [citeFact(work, 'calls_per_request_window'), 'number'],
    before: [citeFact(work, 'calls_per_request_baseline'), 'number']
  })
  return [draft('calls-rose', 'cause', statement)]
}
