import { citeFact, state, type Trigger, type ValuesOf } from '../../../domain/index.ts'
import { flagIn, has, predictionsFor, quotaRow, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'

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
  const where = [row.text('subject'), series].filter((one) => one !== null).join(', ')
  const growth: ValuesOf = grew
    ? { series: [citeFact(ended, 'limit_series'), 'text'], full: [citeFact(ended, 'limit_reaches_at'), 'datetime'] }
    : {}
  const trigger: Trigger = { kind: kind === 'rate-limited' ? 'traffic' : 'data-growth', ref: null, time: null }
  return {
    category: 'quota-exhaustion',
    component: `${words[kind] ?? kind}${where ? ` (${where})` : ''}`,
    subject: subjectOf({ entity: row.text('subject') ?? kind, series }),
    statement: state(`it was used up ({kind}): {count} times since {first} what needs it was refused, as {text}`, {
      kind: [row.cite('kind'), 'text'],
      count: [row.cite('window_count'), 'integer'],
      first: [row.cite('first_at'), 'time'],
      text: [row.cite('text'), 'text']
    }),
    mechanism: state(
      `${grew ? '{series} grew steadily, whatever the load, and was full at {full}; ' : ''}from {first} on what needs more of it fails at once, and what needs none goes on`,
      { ...growth, first: [row.cite('first_at'), 'time'] }
    ),
    trigger,
    onset: row.text('first_at'),
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('quota-exhaustion')
  }
}
