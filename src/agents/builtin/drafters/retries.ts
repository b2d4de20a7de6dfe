import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, numberIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** A quarter more is people who reload, told in every incident and worth no line. */
const worthTelling = 1.3

export const draftRetries: Drafter = (retries) => {
  if (
    (numberIn(retries, 'amplification') ?? 0) >= worthTelling &&
    has(retries, 'attempts_per_intent_window') &&
    has(retries, 'attempts_per_intent_baseline')
  ) {
    const gap = has(retries, 'median_gap_ms')
    const values: ValuesOf = {
      now: [citeFact(retries, 'attempts_per_intent_window'), 'number'],
      before: [citeFact(retries, 'attempts_per_intent_baseline'), 'number'],
      ...(gap ? { gap: [citeFact(retries, 'median_gap_ms'), 'ms'] } : {})
    }
    const template = `each thing was asked for {now} times instead of {before}${gap ? ', again after {gap} in the median' : ''}`
    return [draft('attempts', 'symptom', state(template, values))]
  }
  const [before, now] = [numberIn(retries, 'retry_series_baseline'), numberIn(retries, 'retry_series_window')]
  if (before === null || now === null || now < worthTelling * before || !has(retries, 'retry_series')) return []
  const statement = state('{series} went from {before} to {now}', {
    series: [citeFact(retries, 'retry_series'), 'text'],
    before: [citeFact(retries, 'retry_series_baseline'), 'number'],
    now: [citeFact(retries, 'retry_series_window'), 'number']
  })
  return [draft('attempts', 'symptom', statement)]
}
