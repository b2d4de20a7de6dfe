import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, leakingRow, memoryMoved, numberIn, predictionsFor } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { changeTrigger } from './change-trigger.ts'

/** Memory is kept that nobody needs. Undefined when no memory is seen to grow beyond load, nor to run out. */
export async function memoryLeak(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const trends = await ask(desk, 'resource_trends', frame)
  const pauses = await ask(desk, 'gc_pauses', frame)
  const scene = await sceneAt(desk)
  const growing = leakingRow(trends, 'memory')
  const moved = memoryMoved(scene)
  const row = growing ?? moved
  if (!row) return undefined
  const out = numberIn(trends, 'out_of_memory') ?? 0
  const series = row.text('series')
  const entity = row.text('entity')
  const trigger = await changeTrigger(desk, 'memory-leak')
  const first: ValuesOf = growing
    ? { series: [growing.cite('series'), 'text'], slope: [growing.cite('slope_per_hour'), 'number'] }
    : {
        series: [row.cite('series'), 'text'],
        before: [row.cite('baseline_median'), 'number'],
        peak: [row.cite('peak'), 'number']
      }
  const paused = has(pauses, 'peak_share_paused')
  const since = growing ? growing.text('growing_since') : row.text('onset')
  // What is kept is noticed late: since when it was kept is told by the change that keeps it, where one is known.
  const onset = trigger?.time && since && trigger.time < since ? trigger.time : since
  return {
    category: 'memory-leak',
    component: `memory (heap) of ${entity ? `${entity} and what runs there` : 'the program'}`,
    subject: subjectOf({ entity, series }),
    statement: state(
      (growing
        ? 'memory is kept and not let go: {series} grows by {slope} an hour, whatever the load'
        : 'memory is kept and not let go: {series} goes from {before} to {peak}, whatever the load') +
        (out > 0 && has(trends, 'out_of_memory') ? '; {out} times it ran out' : ''),
      {
        ...first,
        ...(out > 0 && has(trends, 'out_of_memory') ? { out: [citeFact(trends, 'out_of_memory'), 'integer'] as const } : {})
      }
    ),
    mechanism: paused
      ? state(
          'less and less is free, so collecting takes up to {peak} of the time; when none is left the process ends, starts anew, and it begins again',
          {
            peak: [citeFact(pauses, 'peak_share_paused'), 'share']
          }
        )
      : state(
          'less and less is free while {series} rises; when none is left the process ends, starts anew, and it begins again',
          {
            series: [row.cite('series'), 'text']
          }
        ),
    trigger,
    onset,
    onsetResolutionSeconds: Math.max(60, row.number('resolution_seconds') ?? 300),
    proposedBy: 'theorist',
    predictions: predictionsFor('memory-leak')
  }
}
