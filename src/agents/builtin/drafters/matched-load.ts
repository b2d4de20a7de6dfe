import { citeFact, state } from '../../../domain/index.ts'
import { has, numberIn, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftMatchedLoad: Drafter = (matched) => {
  if (!numberIn(matched, 'pairs') || !has(matched, 'best_good_at') || (numberIn(matched, 'latency_ratio') ?? 1) < 2) return []
  const changed = textIn(matched, 'changed_between') !== null && has(matched, 'changed_between')
  const statement = state(
    `the same load, another outcome: {badLoad} at {badAt} went with a latency of {badLatency}, {goodLoad} at {goodAt} with {goodLatency}${changed ? ' (between them: {between})' : ''}`,
    {
      badLoad: [citeFact(matched, 'best_bad_load'), 'number'],
      badAt: [citeFact(matched, 'best_bad_at'), 'time'],
      badLatency: [citeFact(matched, 'best_bad_latency'), 'ms'],
      goodLoad: [citeFact(matched, 'best_good_load'), 'number'],
      goodAt: [citeFact(matched, 'best_good_at'), 'time'],
      goodLatency: [citeFact(matched, 'best_good_latency'), 'ms'],
      ...(changed ? { between: [citeFact(matched, 'changed_between'), 'text'] } : {})
    }
  )
  return [draft('matched-load', 'context', statement)]
}
