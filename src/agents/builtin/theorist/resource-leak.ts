import { citeFact, state } from '../../../domain/index.ts'
import { changesThatCan, changeThatFilled, has, leakingRow, predictionsFor, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { changeTrigger } from './change-trigger.ts'
import { triggerOfChange } from './trigger-kind.ts'

/** Something is taken and not given back. Undefined when nothing that is held is seen to grow by itself. */
export async function resourceLeak(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const filled = frame && (await storeFilled(desk))
  if (filled) return filled
  const trends = frame && (await ask(desk, 'resource_trends', frame))
  const row = leakingRow(trends, 'held')
  if (!frame || !row) return undefined
  const pool = await ask(desk, 'holders_waiters', frame)
  const full = has(pool, 'first_full_at')
  const restarts = (row.number('resets_at_restarts') ?? 0) > 0
  const trigger = await changeTrigger(desk, 'resource-leak')
  const since = row.text('growing_since')
  const onset = trigger?.time ?? since
  const series = row.text('series') ?? 'what is held'
  return {
    category: 'resource-leak',
    component: `${full ? `${textIn(pool, 'pool') ?? 'a pool'}, ` : ''}${series.replaceAll('_', ' ')}${row.text('entity') ? ` of ${row.text('entity')}` : ''}: taken and not given back`,
    subject: subjectOf({ entity: row.text('entity'), series: row.text('series') }),
    statement: state('{series} grows by {slope} an hour whatever the load: what is taken is not given back', {
      series: [row.cite('series'), 'text'],
      slope: [row.cite('slope_per_hour'), 'number']
    }),
    mechanism: state(
      'ever more of {series} is held by work that has ended' +
        (full ? ', until from {full} on none is left and others wait in vain' : ', so ever less is left for others') +
        (restarts ? '; {restarts} restarts freed it for a while' : ''),
      {
        series: [row.cite('series'), 'text'],
        ...(full ? { full: [citeFact(pool, 'first_full_at'), 'time'] as const } : {}),
        ...(restarts ? { restarts: [row.cite('resets_at_restarts'), 'integer'] as const } : {})
      }
    ),
    trigger,
    onset,
    onsetResolutionSeconds: 900,
    proposedBy: 'theorist',
    predictions: predictionsFor('resource-leak')
  }
}

/** A store of which nothing is taken away any more since a moment. Undefined where none stood level until then. */
async function storeFilled(desk: Desk): Promise<HypothesisDraft | undefined> {
  const ended = await ask(desk, 'expiry_and_quota', { window: desk.window })
  if (!has(ended, 'filled_series') || !has(ended, 'filled_since') || !has(ended, 'filled_full_at')) return undefined
  const [candidates] = await askAll(desk, changesThatCan('resource-leak', await sceneAt(desk), null))
  const change = changeThatFilled(ended, candidates)
  const series = textIn(ended, 'filled_series') ?? 'a store'
  const values = {
    series: [citeFact(ended, 'filled_series'), 'text'],
    since: [citeFact(ended, 'filled_since'), 'datetime']
  } as const
  return {
    category: 'resource-leak',
    component: `${series}: what is put there is no longer taken away`,
    subject: subjectOf({ entity: null, series }),
    statement: state(
      '{series} stood level until {since} and has filled steadily since: what is left behind is no longer removed',
      values
    ),
    mechanism: state('at {full} it was full, and whoever had to put something there failed, however little', {
      full: [citeFact(ended, 'filled_full_at'), 'datetime']
    }),
    trigger: change ? triggerOfChange(change) : { kind: 'data-growth', ref: null, time: textIn(ended, 'filled_since') },
    onset: textIn(ended, 'filled_full_at'),
    onsetResolutionSeconds: 900,
    proposedBy: 'theorist',
    predictions: predictionsFor('resource-leak')
  }
}
