import { citeFact, state } from '../../../domain/index.ts'
import { has } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftImpact: Drafter = (impact) => {
  if (!has(impact, 'failed_attempts') || !has(impact, 'failed_low') || !has(impact, 'failed_high')) return []
  const first = has(impact, 'first_harm_at')
  const statement = state(
    `between {low} and {high} attempts failed, {failed} most likely${first ? '; first harm at {first}' : ''}`,
    {
      low: [citeFact(impact, 'failed_low'), 'integer'],
      high: [citeFact(impact, 'failed_high'), 'integer'],
      failed: [citeFact(impact, 'failed_attempts'), 'integer'],
      ...(first ? { first: [citeFact(impact, 'first_harm_at'), 'time'] } : {})
    }
  )
  return [draft('impact', 'impact', statement)]
}
