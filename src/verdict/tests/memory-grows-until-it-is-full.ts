import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { leakingRow } from './leaking-series.ts'
import { rises } from './rises.ts'

const memory = /^(memory|gc)$/
const isHeap = /heap|memory|rss|resident|after_gc|used/i

/** Memory that left its healthy range by more than load explains: earliest first. */
export function memoryMoved(scene: Scene): Row | undefined {
  return rowsIn(scene.evidence.onsets)
    .filter(
      (row) =>
        memory.test(row.text('role') ?? '') &&
        isHeap.test(row.text('series') ?? '') &&
        rises(row) &&
        (row.number('load_explained') ?? 0) < 0.5
    )
    .sort(
      (a, b) =>
        (a.text('beyond_load_onset') ?? a.text('onset') ?? '').localeCompare(
          b.text('beyond_load_onset') ?? b.text('onset') ?? ''
        ) || (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0)
    )[0]
}

/** Memory that is kept is never free again: it grows at an unchanged load until collecting, or the end of the process, stops it. */
export const memoryGrowsUntilItIsFull: DiagnosticTest = {
  id: 'memory-grows-until-it-is-full',
  question: 'Did memory grow beyond what load explains, until none was left?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('resource_trends', scene), ...compared('gc_pauses', scene)],
  read([trends, pauses], _hypothesis, scene) {
    const out = numberIn(trends, 'out_of_memory') ?? 0
    const told: ValuesOf = out > 0 && has(trends, 'out_of_memory') ? { out: [citeFact(trends, 'out_of_memory'), 'integer'] } : {}
    const ended = out > 0 ? '; {out} log lines say that memory ran out' : ''
    const growing = leakingRow(trends, 'memory', scene.departsAt)
    if (
      out === 0 &&
      leakingRow(trends, 'held', scene.departsAt) &&
      (numberIn(trends, 'at_system_limit') ?? 0) > 0 &&
      has(trends, 'at_system_limit')
    ) {
      // Every thread has a stack: where threads are what ran out, memory grows with them.
      return no(0.8, '{lines} log lines say that no more threads, processes or files could be had, none that memory ran out', {
        lines: [citeFact(trends, 'at_system_limit'), 'integer']
      })
    }
    if (growing) {
      return yes(
        out > 0 || (numberIn(pauses, 'full_pauses') ?? 0) > 0 ? 1 : 0.8,
        `{series} grows by {slope} an hour, beyond what load explains${ended}`,
        {
          series: [growing.cite('series'), 'text'],
          slope: [growing.cite('slope_per_hour'), 'number'],
          ...told
        }
      )
    }
    const moved = memoryMoved(scene)
    if (moved && out > 0) {
      // Between two ends of the process the growth is too short for a trend, and is growth all the same.
      return yes(0.9, `{series} rises from {before} to {peak}, beyond what load explains${ended}`, {
        series: [moved.cite('series'), 'text'],
        before: [moved.cite('baseline_median'), 'number'],
        peak: [moved.cite('peak'), 'number'],
        ...told
      })
    }
    const measured = rowsIn(scene.evidence.onsets).filter((row) => memory.test(row.text('role') ?? ''))
    if (out > 0) return cannotTell('{out} log lines say that memory ran out; no source measures how it grew', told)
    if (moved && moved.text('saturated_at') !== null) {
      return cannotTell(
        '{series} rises from {before} to {peak} and is full from {full} on; whether it was kept, or needed by what waited, is not told',
        {
          series: [moved.cite('series'), 'text'],
          before: [moved.cite('baseline_median'), 'number'],
          peak: [moved.cite('peak'), 'number'],
          full: [moved.cite('saturated_at'), 'time']
        }
      )
    }
    if (moved) {
      return cannotTell('{series} rises from {before} to {peak}; nothing says that it ran out', {
        series: [moved.cite('series'), 'text'],
        before: [moved.cite('baseline_median'), 'number'],
        peak: [moved.cite('peak'), 'number']
      })
    }
    if (measured.length === 0 || !scene.evidence.onsets) return cannotTell('no source measures memory')
    return no(0.7, 'no measured memory grows beyond what load explains, and none is told to have run out', {}, [
      scene.evidence.onsets.id
    ])
  }
}
