import { citeFact, type Subject, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { outsizedCalls } from './outsized.ts'
import { accusedService } from './harm-begins-in-the-accused.ts'

/** Twice as many calls for one request is another way of working; a fifth more is another mix of requests. */
const rose = 2
const flat = 1.3

const perRequest = /per[_ ]?(request|transaction|call|page)/i

/** A measured series of calls or statements for each request. */
export const callsSeries = (scene: Scene): Row | undefined =>
  rowsIn(scene.evidence.onsets).find(
    (row) =>
      row.text('role') === 'cost-per-work' &&
      perRequest.test(row.text('series') ?? '') &&
      (row.number('baseline_median') ?? 0) > 0
  )

/** By a measured series; by traces; by counting statements and requests in complete logs. */
export const callsPerRequestRose: DiagnosticTest = {
  id: 'calls-per-request-rose',
  question: 'Does one request make many more calls than it did?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('span_trees', scene),
    ...compared('work_per_request', scene),
    ...compared('retries', scene),
    ...compared('quantities', scene)
  ],
  read([spans, work, retries, quantities], { subject }, scene) {
    const series = callsSeries(scene)
    const readings = [
      byService(subject, retries, scene),
      bySeries(series),
      bySpans(spans, retries),
      byCount(work, retries),
      byQuantity(quantities)
    ].filter((one) => one !== null)
    const clear = readings.filter(({ outcome }) => outcome !== 'cannot-tell')
    return (
      clear.find(({ outcome }) => outcome === 'yes') ??
      clear[0] ??
      readings[0] ??
      cannotTell('no source counts the calls that a request makes')
    )
  }
}

function bySeries(row: Row | undefined): Reading | null {
  const [before, peak, now] = [row?.number('baseline_median'), row?.number('peak'), row?.number('window_median')]
  if (!row || !before || peak === undefined || peak === null || now === undefined || now === null) return null
  const values = {
    series: [row.cite('series'), 'text'],
    before: [row.cite('baseline_median'), 'number'],
    now: [row.cite('window_median'), 'number']
  } as const
  return judged(now / before, '{series} went from {before} to {now}', values)
}

/** Of several services the accused one, by the calls to others that one run of it makes. */
function byService(subject: Subject, retries: Maybe, scene: Scene): Reading | null {
  const row = accusedService(scene.evidence.origins, subject)
  const [before, now] = [row?.number('calls_before'), row?.number('calls_now')]
  if (!row || before === null || before === undefined || now === null || now === undefined) return null
  const values = {
    service: [row.cite('service'), 'text'],
    callee: [row.cite('called_more'), 'text'],
    before: [row.cite('calls_before'), 'number'],
    now: [row.cite('calls_now'), 'number']
  } as const
  const template = 'one run of {service} calls {callee} {now} times, where it did {before} times'
  const ratio = now / Math.max(before, 0.5)
  return ofRepetitions(ratio, template, values, retries) ?? judged(ratio, template, values)
}

function bySpans(spans: Maybe, retries: Maybe): Reading | null {
  const [from, to] = [numberIn(spans, 'amplified_from'), numberIn(spans, 'amplified_to')]
  if (from === null || to === null || !has(spans, 'amplified_by') || !has(spans, 'amplified_operation')) return null
  const values = {
    caller: [citeFact(spans, 'amplified_by'), 'text'],
    operation: [citeFact(spans, 'amplified_operation'), 'text'],
    from: [citeFact(spans, 'amplified_from'), 'number'],
    to: [citeFact(spans, 'amplified_to'), 'number']
  } as const
  const template = '{caller} calls {operation} {to} times for each run, where it did {from} times'
  const ratio = from > 0 ? to / from : to
  return ofRepetitions(ratio, template, values, retries) ?? judged(ratio, template, values)
}

/** Who repeats does so a few times; more calls than these are another way of working. */
const mostAttempts = 8

/** Each thing is asked for several times over since some of it failed, and calls rose by no more than that: repetitions are calls too. */
function ofRepetitions(ratio: number, template: string, values: ValuesOf, retries: Maybe): Reading | null {
  const attempts = numberIn(retries, 'amplification') ?? 1
  if (ratio < rose || attempts < rose || ratio >= rose * attempts || !has(retries, 'amplification')) return null
  if ((numberIn(retries, 'most_attempts') ?? 0) > mostAttempts) return null
  return cannotTell(`${template}; but each thing is asked for {attempts} as often: repetitions are calls too`, {
    ...values,
    attempts: [citeFact(retries, 'amplification'), 'ratio']
  })
}

function byCount(work: Maybe, retries: Maybe): Reading | null {
  const [before, now] = [numberIn(work, 'calls_per_request_baseline'), numberIn(work, 'calls_per_request_window')]
  if (before === null || now === null || before <= 0) return null
  if (!has(work, 'calls_per_request_baseline') || !has(work, 'calls_per_request_window')) return null
  const values = {
    before: [citeFact(work, 'calls_per_request_baseline'), 'number'],
    now: [citeFact(work, 'calls_per_request_window'), 'number']
  } as const
  const template = 'a request makes {now} calls, where it made {before}'
  return ofRepetitions(now / before, template, values, retries) ?? judged(now / before, template, values)
}

/** As a line or span counts them itself. */
function byQuantity(quantities: Maybe): Reading | null {
  const row = outsizedCalls(quantities)
  if (!row) return null
  const ratio = (row.number('largest') ?? 0) / Math.max(1, row.number('most_before') ?? 1)
  return judged(ratio, '{quantity} of one run is up to {largest}, where it was {most} at most', {
    quantity: [row.cite('quantity'), 'text'],
    largest: [row.cite('largest'), 'number'],
    most: [row.cite('most_before'), 'number']
  })
}

function judged(ratio: number, template: string, values: Parameters<typeof yes>[2]): Reading {
  if (ratio >= rose) return yes(clearness(Math.log(ratio), Math.log(flat), Math.log(4)), template, values)
  if (ratio <= flat) return no(clearness(ratio, 1.6, 1.1), template, values)
  return cannotTell(template, values)
}
