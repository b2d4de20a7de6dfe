import { type Evidence, state } from '../../../domain/index.ts'
import { lostInstances } from '../../../verdict/index.ts'
import type { FindingDraft } from '../../roles.ts'
import { draft } from '../draft.ts'

/** Instances that fell silent while others went on. */
export function draftLostInstances(onsets: Evidence): FindingDraft[] {
  return lostInstances(onsets)
    .silent.slice(0, 4)
    .map((row) =>
      draft(
        'instances-lost',
        'cause',
        state('{instance} serves next to nothing from {at} on ({series}: {before}, then {now})', {
          instance: [row.cite('entity'), 'text'],
          at: [row.cite('onset'), 'time'],
          series: [row.cite('series'), 'text'],
          before: [row.cite('baseline_median'), 'number'],
          now: [row.cite('window_median'), 'number']
        }),
        { entity: row.text('entity'), series: row.text('series') }
      )
    )
}
