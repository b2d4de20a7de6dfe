import { citeFact, type Evidence, type Instant, state, type TimelineEvent, type Verdict } from '../../../domain/index.ts'
import { has, recordedAs, rowsIn, textIn } from '../../../verdict/index.ts'
import type { Gathered } from './gather.ts'

/** From the first deviation through the cascade to the recovery. Of each kind so many as a reader takes in. */
const most = { alerts: 15, series: 12, interventions: 12, changes: 5, reports: 3 }

export function timelineOf(verdict: Verdict, found: Gathered): TimelineEvent[] {
  const events = [
    ...causes(verdict, found),
    ...harms(found.frame),
    ...symptoms(found.onsets),
    ...queue(found.pool),
    ...alerts(found.alerts),
    ...interventions(found.interventions),
    ...changes(verdict, found.changes, found.templates),
    ...reports(found.reports)
  ]
  const distinct = events.filter((one, i) => events.findIndex(({ statement }) => statement.text === one.statement.text) === i)
  return distinct.sort((a, b) => a.time.localeCompare(b.time) || rank(a) - rank(b))
}

const order: readonly TimelineEvent['mark'][] = [
  'change',
  'cause',
  'symptom',
  'harm',
  'alert',
  'report',
  'intervention',
  'recovery',
  'context'
]
const rank = ({ mark }: TimelineEvent): number => order.indexOf(mark)

function event(time: Instant | null, mark: TimelineEvent['mark'], ...sentence: Parameters<typeof state>): TimelineEvent[] {
  return time ? [{ time, mark, statement: state(...sentence) }] : []
}

function causes({ rootCause, contributing }: Verdict, { runs, limits, locks, demand }: Gathered): TimelineEvent[] {
  const all = rootCause ? [rootCause, ...contributing] : []
  return all.flatMap(({ onset, category, cites }): TimelineEvent[] => {
    if (!onset) return []
    const slow = runs.find((one) => textIn(one, 'first_slow_at') === onset)
    if (slow && has(slow, 'first_slow_at')) {
      return event(onset, 'cause', 'first slow run of the work at fault, logged at {at}', {
        at: [citeFact(slow, 'first_slow_at'), 'time']
      })
    }
    if (category === 'misconfiguration' && has(limits, 'lowered_at') && has(limits, 'lowered_name')) {
      return event(onset, 'cause', '{name} is lowered to {to}', {
        name: [citeFact(limits, 'lowered_name'), 'text'],
        to: [citeFact(limits, 'lowered_to'), 'text']
      })
    }
    if (category === 'lock-contention' && has(locks, 'first_at')) {
      return event(onset, 'cause', 'first wait for a lock, logged at {at}', { at: [citeFact(locks, 'first_at'), 'time'] })
    }
    if (category === 'demand-surge' && has(demand, 'load_series')) {
      return event(onset, 'cause', '{series} leaves its healthy range', { series: [citeFact(demand, 'load_series'), 'text'] })
    }
    return [{ time: onset, mark: 'cause', statement: cites.statement }]
  })
}

const harmful = /latency|errors?|success|fail|duration/

function harms(frame: Evidence | undefined): TimelineEvent[] {
  const measured = rowsIn(frame).filter((row) => !/^(alert|report)s?$/.test(row.text('kind') ?? ''))
  return measured.flatMap((row) => {
    const kind = `${row.text('kind')} ${row.text('signal')}`.toLowerCase()
    const signal = { signal: [row.cite('signal'), 'text'] } as const
    return [
      ...event(row.text('departs_at'), harmful.test(kind) ? 'harm' : 'symptom', 'away from normal: {signal}', signal),
      ...event(row.text('returns_at'), 'recovery', 'back to normal: {signal}', signal)
    ]
  })
}

const consequences = /^(latency|errors|success|holders|waiters|utilisation|cpu|memory|gc|cache-hits|disk|network|queue|retries)$/

/** Whose worst moment a reader asks for; the others only follow. */
const worthPeak = /^(latency|errors|success|waiters|queue)$/

function symptoms(onsets: Evidence | undefined): TimelineEvent[] {
  const rows = rowsIn(onsets).filter((row) => consequences.test(row.text('role') ?? '') && row.text('onset') !== null)
  return rows.slice(0, most.series).flatMap((row) => {
    const series = { series: [row.cite('series'), 'text'] } as const
    const beyond = row.text('beyond_load_onset')
    return [
      ...(beyond
        ? event(beyond, 'symptom', '{series} is beyond what load explains', series)
        : event(row.text('onset'), 'context', '{series} leaves its healthy range, with the load', series)),
      ...event(row.text('saturated_at'), 'symptom', '{series} is saturated', series),
      ...event(worthPeak.test(row.text('role') ?? '') ? row.text('peak_at') : null, 'symptom', '{series} peaks at {peak}', {
        ...series,
        peak: [row.cite('peak'), 'number']
      })
    ]
  })
}

function queue(pool: Evidence | undefined): TimelineEvent[] {
  if (!has(pool, 'pool')) return []
  const name = { pool: [citeFact(pool, 'pool'), 'text'] } as const
  return [
    ...event(textIn(pool, 'first_full_at'), 'symptom', '{pool} is full', name),
    ...event(textIn(pool, 'first_waiter_at'), 'symptom', 'the first waiter for {pool} is seen', name),
    ...(has(pool, 'peak_waiters')
      ? event(textIn(pool, 'peak_waiters_at'), 'symptom', 'most waiters for {pool}: {peak}', {
          ...name,
          peak: [citeFact(pool, 'peak_waiters'), 'integer']
        })
      : [])
  ]
}

function alerts(found: Evidence | undefined): TimelineEvent[] {
  return rowsIn(found)
    .slice(0, most.alerts)
    .flatMap((row) => {
      if (!row.text('name')) return []
      const status = row.text('status') !== null
      const notice = /^(info|informational|ok|notice)$/i.test(row.text('severity') ?? '')
      return event(row.text('time'), notice ? 'context' : 'alert', `alert: {name}${status ? ' ({status})' : ''}`, {
        name: [row.cite('name'), 'text'],
        ...(status ? { status: [row.cite('status'), 'text'] } : {})
      })
    })
}

function interventions(found: Evidence | undefined): TimelineEvent[] {
  return rowsIn(found)
    .slice(0, most.interventions)
    .flatMap((row) => {
      const object = row.text('object') !== null
      const change = row.value('before') !== null && row.value('after') !== null
      return event(
        row.text('time'),
        'intervention',
        `{kind}${object ? ' of {object}' : ''}${change ? ', {before} to {after}' : ''}`,
        {
          kind: [row.cite('kind'), 'text'],
          ...(object ? { object: [row.cite('object'), 'text'] } : {}),
          ...(change ? { before: [row.cite('before'), 'text'], after: [row.cite('after'), 'text'] } : {})
        }
      )
    })
}

function changes({ rootCause }: Verdict, found: Evidence | undefined, templates: Evidence | undefined): TimelineEvent[] {
  const ref = rootCause?.trigger?.ref ?? null
  const trigger =
    ref === null
      ? undefined
      : recordedAs(
          ref,
          [found, templates].filter((one) => one !== undefined)
        )
  const guilty = trigger ? event(trigger.time, 'change', 'what set it off: {ref}', { ref: [trigger.name, 'text'] }) : []
  const others = rowsIn(found).filter((row) => row.text('title') !== null && (ref === null || row.text('ref') !== ref))
  return [
    ...guilty,
    ...others.slice(0, most.changes).flatMap((row) =>
      event(row.text('time'), 'change', '{kind}: {title}', {
        kind: [row.cite('kind'), 'text'],
        title: [row.cite('title'), 'text']
      })
    )
  ]
}

function reports(found: Evidence | undefined): TimelineEvent[] {
  const rows = rowsIn(found)
  const people = rows.filter((row) => row.value('official') !== true).slice(0, most.reports)
  const official = rows.filter((row) => row.value('official') === true).slice(0, most.reports)
  return [...people, ...official].flatMap((row) => {
    const theme = row.text('theme') !== null
    const who = row.value('official') === true ? 'the organisation announces' : 'a person reports'
    return event(
      row.text('time'),
      'report',
      `${who}${theme ? ': {theme}' : ''}`,
      theme ? { theme: [row.cite('theme'), 'text'] } : {},
      [found?.id ?? '']
    )
  })
}
