import { citeFact, type Instant, type TimeWindow } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { rises } from './rises.ts'

/** Fewer common points than these give a correlation that chance gives too (0.7 at 5 % needs eight; Zar 1984). */
const fewest = 8

/** Over healthy and harmful time together: within a surge load hardly varies, and nothing would follow anything. */
export const latencyFollowsLoad: DiagnosticTest = {
  id: 'latency-follows-load',
  question: 'Did harm rise and fall with the load?',
  dimension: 'dose-response',
  calls: (_, scene) => {
    const [first, second, window] = [scene.loadSeries, harmSeries(scene), wholeOf(scene)]
    return first && second && window ? [{ tool: 'lead_lag', arguments: { first, second, window } }] : []
  },
  read([relation]) {
    const correlation = numberIn(relation, 'correlation')
    if (correlation === null || !has(relation, 'correlation') || (numberIn(relation, 'points') ?? 0) < fewest) {
      return cannotTell('load and harm are not known together often enough')
    }
    const values = {
      correlation: [citeFact(relation, 'correlation'), 'number'],
      points: [citeFact(relation, 'points'), 'integer']
    } as const
    const template = 'over {points} points load and harm correlate by {correlation} (none is zero)'
    // Latency that leads load is no effect of it.
    const leads = (numberIn(relation, 'lag_seconds') ?? 0) >= 0
    if (correlation >= 0.6 && leads) return yes(clearness(correlation, 0.5, 0.85), template, values)
    if (correlation <= 0.3) return no(clearness(correlation, 0.45, 0.1), template, values)
    return cannotTell(template, values)
  }
}

/**
 * The latency that rose most; where none became longer, what waits or is refused: a full service that turns people away serves
 * the rest as quickly as ever. Where nothing rose, nothing could follow the load.
 */
function harmSeries(scene: Scene): string | null {
  const rising = rowsIn(scene.evidence.onsets).filter((row) => rises(row))
  const latencies = rising.filter((row) => row.text('role') === 'latency')
  const refused = rising.filter((row) => /^(errors|queue|waiters)$/.test(row.text('role') ?? ''))
  const telling = latencies.length > 0 ? latencies : refused
  const most = telling.sort((a, b) => Math.abs(b.number('effect_size') ?? 0) - Math.abs(a.number('effect_size') ?? 0))[0]
  const [entity, series] = [most?.text('entity') ?? null, most?.text('series') ?? null]
  return series === null ? null : entity === null ? series : `${entity}/${series}`
}

function wholeOf({ window, baseline }: Scene): TimeWindow | null {
  if (!window || !baseline) return window
  const least = (a: Instant, b: Instant): Instant => (a < b ? a : b)
  return { from: least(window.from, baseline.from), to: window.to > baseline.to ? window.to : baseline.to }
}
