import { citeFact, state, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import { flagIn, has, predictionsFor, quotaRow, rowsIn, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { changeTrigger } from './change-trigger.ts'
import { earlier, onsetOfLines } from './onset.ts'

const words: Readonly<Record<string, string>> = {
  'disk-full': 'the space on the disk volume',
  'inodes-used-up': 'the inodes of the disk volume',
  licence: 'the licence',
  'quota-used-up': 'the quota',
  'rate-limited': 'the rate limit',
  'numbers-used-up': 'the range of numbers'
}

/** Something was used up by growth. Undefined when nothing tells of it. */
export async function quotaExhaustion(desk: Desk): Promise<HypothesisDraft | undefined> {
  if (!framed(desk)) return undefined
  const ended = await ask(desk, 'expiry_and_quota', { window: desk.window })
  const row = quotaRow(ended)
  const kind = row?.text('kind')
  if (!row || !kind || !ended) return undefined
  const grew = flagIn(ended, 'limit_reached_in_window') === true && has(ended, 'limit_series')
  const series = grew ? textIn(ended, 'limit_series') : null
  // The count of the period that stands at its limit says which.
  const spent = kind === 'quota-used-up' && has(ended, 'ledger_series') && has(ended, 'ledger_limit')
  const ledger = spent ? textIn(ended, 'ledger_series') : null
  const where = [row.text('subject'), ledger, series].filter((one) => one !== null).join(', ')
  const growth: ValuesOf = grew
    ? { series: [citeFact(ended, 'limit_series'), 'text'], full: [citeFact(ended, 'limit_reaches_at'), 'datetime'] }
    : {}
  const used: ValuesOf = spent
    ? { ledger: [citeFact(ended, 'ledger_series'), 'text'], limit: [citeFact(ended, 'ledger_limit'), 'number'] }
    : {}
  // Who asks more often of what is counted brought it to its end earlier; a code or setting that names neither did not.
  const asking = [...new Set(rowsIn(ended).flatMap((one) => (one.text('kind') === kind ? (one.text('text') ?? '') : [])))].join(
    ' '
  )
  const change = spent ? await changeTrigger(desk, 'quota-exhaustion', `${where} ${asking}`) : null
  const trigger: Trigger = change?.ref
    ? change
    : { kind: kind === 'rate-limited' ? 'traffic' : 'data-growth', ref: null, time: null }
  const scene = await sceneAt(desk)
  const told = { count: row.number('window_count'), last: row.text('last_at') }
  const dated = onsetOfLines(row.text('first_at'), told, scene)
  // Nobody is refused what he has saved up: he gets less of it.
  const saved =
    has(ended, 'allowance_series') &&
    has(ended, 'allowance_spent_at') &&
    textIn(ended, 'allowance_series') === row.text('subject')
      ? ({ series: [citeFact(ended, 'allowance_series'), 'text'], at: [citeFact(ended, 'allowance_spent_at'), 'time'] } as const)
      : null
  return {
    category: 'quota-exhaustion',
    component: `${words[kind] ?? kind}${where ? ` (${where})` : ''}`,
    subject: subjectOf({ entity: row.text('subject') ?? kind, series }),
    statement: saved
      ? state('{series} is used up from {at} on: there is no more of it than comes in again', saved)
      : state(`it was used up ({kind}): {count} times since {first} what needs it was refused, as {text}`, {
          kind: [row.cite('kind'), 'text'],
          count: [row.cite('window_count'), 'integer'],
          first: [row.cite('first_at'), 'time'],
          text: [row.cite('text'), 'text']
        }),
    mechanism: saved
      ? state(
          'what was saved up in {series} is spent at {at}; whatever lives on it goes on at the pace at which it is given',
          saved
        )
      : state(
          `${spent ? '{ledger} stands at its limit of {limit}; ' : ''}${grew ? '{series} grew steadily, whatever the load, and was full at {full}; ' : ''}from {first} on what needs more of it fails at once, and what needs none goes on`,
          { ...used, ...growth, first: [row.cite('first_at'), 'time'] }
        ),
    trigger,
    // A log that is a sample tells late of what a series shows to have been full.
    onset: earlier(grew ? textIn(ended, 'limit_reaches_at') : null, dated.onset),
    onsetResolutionSeconds: Math.max(300, dated.onsetResolutionSeconds),
    proposedBy: 'theorist',
    predictions: predictionsFor('quota-exhaustion')
  }
}
