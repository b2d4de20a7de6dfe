import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, numberIn, predictionsFor, textIn } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { earlier } from './onset.ts'
import { changeTrigger, triggerOf } from './change-trigger.ts'

/** Repetitions are worth a hypothesis from here on; people reload in every incident. */
const worthAsking = 1.5

/** Repetitions of what failed became the load. Undefined when attempts are not seen to multiply. */
export async function retryStorm(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const retries = await ask(desk, 'retries', frame)
  const inSeries =
    (numberIn(retries, 'retry_series_window') ?? 0) >= 2 * Math.max(1e-9, numberIn(retries, 'retry_series_baseline') ?? Infinity)
  const counted = (numberIn(retries, 'amplification') ?? 0) >= worthAsking
  if (!retries || !(counted || inSeries)) return undefined
  // Where the count itself names nobody: whom harm begins in is who is asked again and again.
  const what =
    textIn(retries, 'top_operation') ??
    textIn(retries, 'retry_entity') ??
    (inSeries ? textIn(retries, 'work_entity') : null) ??
    textIn(await ask(desk, 'service_origin', frame), 'origin')
  const shown = textIn(retries, 'first_retry_at') ?? textIn(retries, 'errors_at') ?? textIn(retries, 'retry_series_onset')
  // Traces are samples: where the load of what is asked again rises before the first repetition that was kept, that dates it.
  const onset = has(retries, 'load_entity') ? earlier(textIn(retries, 'load_rises_at'), shown) : shown
  const statement = counted
    ? state('the same clients came to ask {now} times for each thing, where {before} was usual', {
        now: [citeFact(retries, 'attempts_per_intent_window'), 'number'],
        before: [citeFact(retries, 'attempts_per_intent_baseline'), 'number']
      })
    : state('repetitions multiplied: {series} went from {before} to {now}', {
        series: [citeFact(retries, 'retry_series'), 'text'],
        before: [citeFact(retries, 'retry_series_baseline'), 'number'],
        now: [citeFact(retries, 'retry_series_window'), 'number']
      })
  const draft = {
    category: 'retry-storm',
    component: `retries by clients of ${what ?? 'the service'}: repeated attempts without enough backoff`,
    subject: subjectOf({ entity: 'retries' }),
    statement,
    mechanism: mechanismOf(retries),
    onset,
    onsetResolutionSeconds: 60,
    proposedBy: 'theorist',
    predictions: predictionsFor('retry-storm')
  } as const
  // Who repeats lies outside of what is asked: its change need not name it, where it touches just what makes repetitions.
  return { ...draft, trigger: (await triggerOf(desk, draft)) ?? (await changeTrigger(desk, 'retry-storm')) }
}

function mechanismOf(retries: NonNullable<Awaited<ReturnType<typeof ask>>>): HypothesisDraft['mechanism'] {
  const values: Record<string, ValuesOf[string]> = {}
  let template = 'What fails or takes too long is asked for again'
  if (has(retries, 'median_gap_ms')) {
    template += ', after {gap} in the median'
    values['gap'] = [citeFact(retries, 'median_gap_ms'), 'ms']
  }
  if (has(retries, 'load_before') && has(retries, 'load_after_failure')) {
    template += '; so the load, {before} until something failed, is {after} from then on'
    values['before'] = [citeFact(retries, 'load_before'), 'number']
    values['after'] = [citeFact(retries, 'load_after_failure'), 'number']
  }
  template += '. The load keeps failing what is asked, and the failures keep up the load, also when what set it off is over'
  return state(template, values, [retries.id])
}
