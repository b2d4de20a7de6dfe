import { citeFact, epochMsOf } from '../../domain/index.ts'
import { type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, type Row, rowsIn, textIn } from '../reading.ts'

/** A bend is dated to some steps of its series, and a clean-up may have been due for half a day when it was missed. */
const datedMs = 24 * 3_600_000

/** The change that lets lie what was cleaned away before, made where a store began to fill. */
export function changeThatFilled(ended: Maybe, candidates: Maybe): Row | undefined {
  const since = textIn(ended, 'filled_since')
  return since === null
    ? undefined
    : rowsIn(candidates).find((row) => {
        const at = row.text('acts_at') ?? row.text('time')
        return row.value('able') === true && at !== null && Math.abs(epochMsOf(at) - epochMsOf(since)) <= datedMs
      })
}

/**
 * A store that stood level for as long as it was emptied, and has filled since a moment, is not full because there is more to keep: what
 * is put there is no longer taken away. Believed where a change of that moment can do it; without one the data may be new.
 */
export function filledAnew(ended: Maybe, candidates: Maybe): Reading | undefined {
  if (!has(ended, 'filled_series') || !has(ended, 'filled_since') || !has(ended, 'filled_full_at')) return undefined
  const change = changeThatFilled(ended, candidates)
  const values = {
    series: [citeFact(ended, 'filled_series'), 'text'],
    since: [citeFact(ended, 'filled_since'), 'datetime'],
    full: [citeFact(ended, 'filled_full_at'), 'datetime']
  } as const
  const template = '{series} stood level until {since}, and has filled steadily from then until it was full at {full}'
  return change
    ? yes(1, `${template}; {title} was done then`, { ...values, title: [change.cite('title'), 'text'] })
    : yes(0.5, template, values)
}
