import { state } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftInterventions: Drafter = (interventions) =>
  rowsIn(interventions)
    .slice(0, 8)
    .flatMap((row) => {
      if (row.text('time') === null) return []
      const [object, change] = [row.text('object') !== null, row.value('before') !== null && row.value('after') !== null]
      const statement = state(`at {time}: {kind}${object ? ' of {object}' : ''}${change ? ', from {before} to {after}' : ''}`, {
        time: [row.cite('time'), 'time'],
        kind: [row.cite('kind'), 'text'],
        ...(object ? { object: [row.cite('object'), 'text'] } : {}),
        ...(change ? { before: [row.cite('before'), 'text'], after: [row.cite('after'), 'text'] } : {})
      })
      const time = row.text('time') ?? ''
      return [draft('intervention', 'intervention', statement, null, { from: time, to: time })]
    })
