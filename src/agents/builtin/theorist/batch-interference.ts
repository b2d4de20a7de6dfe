import { state } from '../../../domain/index.ts'
import { foreignRow, predictionsFor, runsLimit } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { populationOf } from '../population.ts'
import { changeTrigger } from './change-trigger.ts'
import { harmAt, onsetOfRuns } from './onset.ts'

/** Work that is no part of the ordinary day takes the resource. Undefined when all that takes time is known from healthy time. */
export async function batchInterference(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const operations = frame && (await ask(desk, 'operations', frame))
  const row = foreignRow(operations)
  const [population, operation] = [populationOf(row?.text('population')), row?.text('operation') ?? null]
  if (!row || !population || !operation) return undefined
  const runs = await ask(desk, 'operation_runs', { population, operation, window: desk.window, limit: runsLimit })
  const trigger = await changeTrigger(desk, 'batch-interference', operation)
  const dated = onsetOfRuns(runs, await harmAt(desk))
  const label = row.text('label') ?? operation
  return {
    category: 'batch-interference',
    component: `the job ${trigger?.ref ? `${trigger.ref} ` : ''}that runs ${label}`,
    subject: subjectOf({ population, operation }),
    statement: state(
      '{label} is no part of the ordinary day, runs {runs} times in the window and takes {share} of the time of its kind',
      {
        label: [row.cite('label'), 'text'],
        runs: [row.cite('runs'), 'integer'],
        share: [row.cite('share_of_time'), 'share']
      }
    ),
    mechanism: state(
      '{label}, up to {most} a run, takes what ordinary work shares with it; so all of that becomes slow together and is itself unchanged',
      {
        label: [row.cite('label'), 'text'],
        most: [row.cite('max_ms'), 'ms']
      }
    ),
    trigger,
    onset: trigger?.time ?? dated.onset ?? desk.window?.from ?? null,
    onsetResolutionSeconds: Math.max(300, dated.onsetResolutionSeconds),
    proposedBy: 'theorist',
    predictions: predictionsFor('batch-interference')
  }
}
