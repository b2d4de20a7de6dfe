import { state } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

const grave = /^(error|fatal|warning)$/

/** New warnings and errors in the order in which they came: the cascade as the application told it. */
export const draftLogTemplates: Drafter = (templates) =>
  rowsIn(templates)
    .filter((row) => row.value('is_new') === true && grave.test(row.text('level') ?? '') && row.text('first_seen') !== null)
    .sort((a, b) => (a.text('first_seen') ?? '').localeCompare(b.text('first_seen') ?? ''))
    .slice(0, 8)
    .map((row) =>
      draft(
        'new-error',
        'symptom',
        state('{level} first logged at {first}, {count} times in all: {template}', {
          level: [row.cite('level'), 'text'],
          first: [row.cite('first_seen'), 'time'],
          count: [row.cite('window_count'), 'integer'],
          template: [row.cite('template'), 'text']
        })
      )
    )
