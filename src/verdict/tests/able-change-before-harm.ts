import type { CauseCategory } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, yes } from '../diagnostic-test.ts'
import { rowsIn } from '../reading.ts'
import { changesThatCan } from './harm-by.ts'

/**
 * A recorded change whose content does what is asked about and that acted by the time of harm. That none is recorded says
 * nothing: data grow, others change, and records have gaps.
 */
function ableChange(id: string, question: string, does: string, category: CauseCategory): DiagnosticTest {
  return {
    id,
    question,
    dimension: 'precedence',
    calls: (_, scene) => changesThatCan(category, scene),
    read([candidates]) {
      const row = rowsIn(candidates).find(
        (one) =>
          one.value('able') === true && one.text('ref') !== null && (one.text('can_produce') ?? '').split(', ').includes(category)
      )
      if (!row) return cannotTell(`no recorded change is seen to ${does} in time`)
      return yes(0.8, `{title} ({time}) is seen to ${does}`, {
        title: [row.cite('title'), 'text'],
        time: [row.cite('time'), 'time']
      })
    }
  }
}

export const callsMultipliedByChange = ableChange(
  'calls-multiplied-by-change',
  'Did a change before the harm make one request call more often?',
  'multiply calls',
  'query-amplification'
)
export const retriesRaisedByChange = ableChange(
  'retries-raised-by-change',
  'Did a change before the harm raise attempts, or take away the pause between them?',
  'raise attempts',
  'retry-storm'
)
export const cacheTouchedByChange = ableChange(
  'cache-touched-by-change',
  'Did a change before the harm touch what a cache keeps, or under which key?',
  'touch a cache',
  'cache-failure'
)
export const holdingTouchedByChange = ableChange(
  'holding-touched-by-change',
  'Did a change before the harm touch how something is taken and given back?',
  'touch how something is taken and given back',
  'resource-leak'
)
