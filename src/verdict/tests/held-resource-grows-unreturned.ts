import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn, rowsIn } from '../reading.ts'
import { compared, within } from './calls.ts'
import { filledAnew } from './filled-anew.ts'
import { changesThatCan } from './harm-by.ts'
import { leakingRow } from './leaking-series.ts'

/** Work gives back what it took when it ends: what grows at an unchanged load, and falls at restarts only, is not given back. */
export const heldResourceGrowsUnreturned: DiagnosticTest = {
  id: 'held-resource-grows-unreturned',
  question: 'Was more and more of a resource held, whatever the load, until a restart?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('resource_trends', scene),
    ...within('expiry_and_quota', scene),
    ...changesThatCan('resource-leak', scene)
  ],
  read([trends, ended, candidates], _hypothesis, scene) {
    const filled = filledAnew(ended, candidates)
    if (filled) return filled
    const row = leakingRow(trends, 'held', scene.departsAt)
    if (row) {
      const resets = (row.number('resets') ?? 0) > 0
      return yes(
        row.value('grows') === true || (row.number('resets_at_restarts') ?? 0) > 0 ? 1 : 0.7,
        `{series} grows by {slope} an hour, beyond what load explains${resets ? ', and falls {resets} times, at restarts only' : ''}`,
        {
          series: [row.cite('series'), 'text'],
          slope: [row.cite('slope_per_hour'), 'number'],
          ...(resets ? { resets: [row.cite('resets'), 'integer'] } : {})
        }
      )
    }
    const warnings = numberIn(trends, 'leak_warnings')
    if (warnings && has(trends, 'leak_warnings')) {
      return yes(0.7, '{warnings} log lines say that something taken was not given back', {
        warnings: [citeFact(trends, 'leak_warnings'), 'integer']
      })
    }
    const measured = rowsIn(trends).filter((one) => /^(holders|utilisation)$/.test(one.text('role') ?? ''))
    if (measured.length === 0 || !has(trends, 'series')) return cannotTell('no source measures what is held')
    return no(0.6, 'of {series} measured resources none that is held grows by itself', {
      series: [citeFact(trends, 'series'), 'integer']
    })
  }
}
