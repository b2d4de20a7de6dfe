import { citeFact, type Evidence, state, type ValuesOf } from '../../../domain/index.ts'
import {
  callsSeries,
  changesThatCan,
  has,
  namedChange,
  numberIn,
  outsizedCalls,
  predictionsFor,
  type Row,
  rowsIn,
  textIn
} from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, askAll, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { type Standout, standoutsIn } from '../standouts.ts'
import { changeTrigger } from './change-trigger.ts'
import { onsetOfSeries } from './onset.ts'

/** More calls for each request than this is another way of working. */
const rose = 1.5

/** One request asks many times where it asked once. Undefined when calls for each request are not seen to rise. */
export async function queryAmplification(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const scene = await sceneAt(desk)
  const series = callsSeries(scene)
  const spans = await ask(desk, 'span_trees', frame)
  const work = await ask(desk, 'work_per_request', frame)
  const told =
    bySeries(series) ?? bySpans(spans) ?? byCount(work) ?? byQuantity(outsizedCalls(await ask(desk, 'quantities', frame)))
  if (!told) return undefined
  // The outermost of what is slow is where the calls come from; what it calls is as quick as ever.
  const operations = await ask(desk, 'operations', frame)
  const callers = standoutsIn(operations).filter(({ population }) => population !== 'statements')
  const [changes] = await askAll(desk, changesThatCan('query-amplification', scene))
  // All that share what is filled are slow; of those the one that a change able to do it speaks of.
  const changed = callers.filter(({ operation }) => namedChange(changes, 'query-amplification', operation) !== undefined)
  const caller = outermostOf(changed) ?? outermostOf(callers)
  const amplified = has(spans, 'amplified_operation')
    ? String(spans.facts['amplified_operation'])
    : commonestStatement(operations)
  const what = caller?.row.text('label') ?? (has(spans, 'amplified_by') ? String(spans.facts['amplified_by']) : null)
  if (!what) return undefined
  const trigger = await changeTrigger(desk, 'query-amplification')
  const dated = onsetOfSeries(scene.evidence.onsets, series?.text('series') ?? null)
  const onset = series?.text('beyond_load_onset') ?? trigger?.time ?? dated.onset ?? scene.departsAt
  return {
    category: 'query-amplification',
    component: `${whoCalls(spans, what) ?? what}: the calls that one request makes${amplified ? ` to ${amplified}` : ''}`,
    subject: subjectOf({ population: caller?.population ?? null, operation: caller?.operation ?? null }),
    statement: state(told[0], told[1]),
    mechanism: caller
      ? state(
          'each call is short, and {caller} waits for all of them one after the other (p95 {p95}); together they fill what the others need',
          {
            caller: [caller.row.cite('label'), 'text'],
            p95: [caller.row.cite('p95_ms'), 'ms']
          }
        )
      : state(`each call is short, and there are too many of them: ${told[0]}`, told[1]),
    trigger,
    onset,
    onsetResolutionSeconds: Math.max(60, dated.onsetResolutionSeconds),
    proposedBy: 'theorist',
    predictions: predictionsFor('query-amplification')
  }
}

/** Who makes the calls, where traces tell: service and operation, and what people ask for that stands before it. */
function whoCalls(spans: Evidence | undefined, before: string): string | null {
  const [service, by] = [textIn(spans, 'amplified_by_service'), textIn(spans, 'amplified_by')]
  if (by === null) return null
  return `${service === null ? by : `${service} (${by})`}${before === by ? '' : `, behind ${before}`}`
}

const outermostOf = (callers: readonly Standout[]): Standout | undefined =>
  callers.find(({ population }) => population === 'requests') ?? callers[0]

/** The statement that is run more often than all others together. */
function commonestStatement(operations: Evidence | undefined): string | null {
  const statements = rowsIn(operations).filter((row) => row.text('population') === 'statements')
  const runs = (row: Row): number => row.number('runs') ?? 0
  const all = statements.reduce((sum, row) => sum + runs(row), 0)
  const most = statements.toSorted((a, b) => runs(b) - runs(a))[0]
  return most && runs(most) >= all / 2 ? most.text('label') : null
}

type Told = readonly [string, ValuesOf]

function bySeries(row: Row | undefined): Told | undefined {
  const [before, now] = [row?.number('baseline_median') ?? 0, row?.number('window_median') ?? 0]
  if (!row || before <= 0 || now / before < rose) return undefined
  return [
    'one request makes many times the calls that it made: {series} goes from {before} to {now}',
    {
      series: [row.cite('series'), 'text'],
      before: [row.cite('baseline_median'), 'number'],
      now: [row.cite('window_median'), 'number']
    }
  ]
}

function bySpans(spans: Evidence | undefined): Told | undefined {
  const [from, to] = [numberIn(spans, 'amplified_from'), numberIn(spans, 'amplified_to')]
  if (from === null || to === null || to < rose * from || !has(spans, 'amplified_operation')) return undefined
  return [
    'one run calls {operation} {to} times where it did {from} times',
    {
      operation: [citeFact(spans, 'amplified_operation'), 'text'],
      from: [citeFact(spans, 'amplified_from'), 'number'],
      to: [citeFact(spans, 'amplified_to'), 'number']
    }
  ]
}

function byCount(work: Evidence | undefined): Told | undefined {
  const [before, now] = [numberIn(work, 'calls_per_request_baseline'), numberIn(work, 'calls_per_request_window')]
  if (!before || now === null || now / before < rose || !has(work, 'calls_per_request_window')) return undefined
  return [
    'one request makes {now} calls where it made {before}',
    {
      before: [citeFact(work, 'calls_per_request_baseline'), 'number'],
      now: [citeFact(work, 'calls_per_request_window'), 'number']
    }
  ]
}

function byQuantity(row: Row | undefined): Told | undefined {
  if (!row) return undefined
  return [
    'one run makes many times the calls that any made: {quantity} is up to {largest}, where it was {most} at most',
    {
      quantity: [row.cite('quantity'), 'text'],
      largest: [row.cite('largest'), 'number'],
      most: [row.cite('most_before'), 'number']
    }
  ]
}
