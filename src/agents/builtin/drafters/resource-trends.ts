import { citeFact, state } from '../../../domain/index.ts'
import { has, leakingRow, numberIn } from '../../../verdict/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** What grows whatever the load, and what was said to have run out. */
export const draftResourceTrends: Drafter = (trends) => {
  const found: FindingDraft[] = []
  for (const [of, topic] of [
    ['held', 'held-grows'],
    ['memory', 'memory-grows']
  ] as const) {
    const row = leakingRow(trends, of)
    if (!row) continue
    const statement = state('{series} grows by {slope} an hour, beyond what load explains', {
      series: [row.cite('series'), 'text'],
      slope: [row.cite('slope_per_hour'), 'number']
    })
    found.push(draft(topic, 'cause', statement, { entity: row.text('entity'), series: row.text('series') }))
  }
  if ((numberIn(trends, 'out_of_memory') ?? 0) > 0 && has(trends, 'out_of_memory') && has(trends, 'first_out_of_memory_at')) {
    const statement = state('{out} log lines say that memory ran out, the first at {at}', {
      out: [citeFact(trends, 'out_of_memory'), 'integer'],
      at: [citeFact(trends, 'first_out_of_memory_at'), 'time']
    })
    found.push(draft('memory-grows', 'symptom', statement))
  }
  return found
}
