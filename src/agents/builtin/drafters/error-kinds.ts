import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { followsOneValue, has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftErrorKinds: Drafter = (errors) => {
  if (!has(errors, 'top_exception') || !has(errors, 'top_window')) return []
  const shared = has(errors, 'shared_value') && has(errors, 'shared_failed')
  const kind = textIn(errors, 'top_kind')
  const own = kind === 'program' || (kind === 'other' && followsOneValue(errors))
  const values: ValuesOf = {
    exception: [citeFact(errors, 'top_exception'), 'text'],
    count: [citeFact(errors, 'top_window'), 'integer'],
    before: [citeFact(errors, 'top_baseline'), 'integer'],
    ...(shared
      ? {
          value: [citeFact(errors, 'shared_value'), 'text'] as const,
          failed: [citeFact(errors, 'shared_failed'), 'share'] as const,
          others: [citeFact(errors, 'shared_others'), 'share'] as const
        }
      : {})
  }
  const statement = state(
    '{exception} is logged {count} times in the window, {before} times in healthy time' +
      (shared ? '; {failed} of what fails has {value} in common, {others} of what does not' : ''),
    values
  )
  return [draft(own ? 'own-failure' : 'new-error', own ? 'cause' : 'symptom', statement)]
}
