import { state } from '../../../domain/index.ts'
import { rowsIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

/** Changes are context until a hypothesis shows that what one contains can produce the fault. */
export const draftChangesAround: Drafter = (changes) =>
  rowsIn(changes)
    .slice(0, 6)
    .flatMap((row) => {
      const time = row.text('time')
      if (!time || !row.text('title')) return []
      const ref = row.text('ref') !== null
      const statement = state(`{kind}${ref ? ' {ref}' : ''} at {time}: {title}`, {
        kind: [row.cite('kind'), 'text'],
        ...(ref ? { ref: [row.cite('ref'), 'text'] } : {}),
        time: [row.cite('time'), 'datetime'],
        title: [row.cite('title'), 'text']
      })
      return [draft('change', 'context', statement, { entity: row.text('entity') }, { from: time, to: time })]
    })
