import { state } from '../../../domain/index.ts'
import { outsizedData, outsizedTemplate, outsizedValues, predictionsFor } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { triggerOf } from './change-trigger.ts'
import { begunBy } from './onset.ts'

/** A record is of another size than all that came before: whoever asks for it waits for it. Undefined where none is. */
export async function outsizedRecord(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const row = outsizedData(frame && (await ask(desk, 'quantities', frame)))
  const name = row?.text('quantity')
  if (!row || !name) return undefined
  const who = row.text('who')
  const told = {
    category: 'data-defect' as const,
    component: `a record whose ${name} is far larger than ever${who === null ? '' : `, in ${who}`}`,
    subject: subjectOf({ entity: who ?? name })
  }
  const dated = { onset: row.text('first_at'), onsetResolutionSeconds: 300 }
  const recorded = await triggerOf(desk, { ...told, ...dated })
  return {
    ...told,
    statement: state(outsizedTemplate, outsizedValues(row)),
    mechanism: state('what asks for it works through all of it, up to {largest}, and what comes behind it waits', {
      largest: [row.cite('largest'), 'number']
    }),
    trigger: recorded ?? { kind: 'data', ref: null, time: row.text('first_at') },
    onset: begunBy(recorded?.time ?? null, dated),
    onsetResolutionSeconds: dated.onsetResolutionSeconds,
    proposedBy: 'theorist',
    predictions: predictionsFor('data-defect')
  }
}
