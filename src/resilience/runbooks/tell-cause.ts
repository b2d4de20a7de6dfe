import type { Runbook, RunbookStep } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { queryCommands } from '../database/commands.ts'
import { tablesIn } from '../database/engine.ts'
import { valueExpression } from '../prometheus/expression.ts'
import { section, step } from './steps.ts'

/** For those who can read a query: the questions of this investigation, with the names of this service. */
export function tellCauseRunbook(known: Known): Runbook {
  const { subject, verdict, monitoring } = known
  const cause = verdict.rootCause
  return {
    id: 'tell-cause-from-symptom',
    title: 'Tell cause from symptom',
    audience: 'second line: can run a query',
    sections: [
      section(
        'Is it work, waiting or demand?',
        step(
          'Work for each request: which operation takes the time, and did it cost as much in healthy time?',
          [
            'inquest query <folder> "SELECT operation, count(*) AS runs, median(duration_ms) AS median_ms, max(duration_ms) AS max_ms FROM operations WHERE duration_ms IS NOT NULL GROUP BY ALL ORDER BY sum(duration_ms) DESC LIMIT 10"',
            'topk(10, sum by (http_route) (rate(http_server_request_duration_seconds_sum[5m])))'
          ],
          'One operation far above the others, with its cost risen: that is where to look.'
        ),
        step(
          'Waiting: is work slow while nobody waits for the pool? Then the pool is a symptom.',
          poolQueries(known),
          'Slow runs before the first waiter: the work is the cause. Waiters first, and work as quick as ever: look at who holds.'
        ),
        step(
          'Demand: is the load beyond anything that was served well before?',
          [
            'sum(rate(http_server_request_duration_seconds_count[5m])) / sum(rate(http_server_request_duration_seconds_count[5m] offset 1w))'
          ],
          'About one: not demand.'
        )
      ),
      ...(subject && cause
        ? [
            section(
              'What it was last time',
              step(`${cause.category}: ${verdict.summary[0]?.text ?? cause.statement}`),
              ...subjectSteps(known)
            )
          ]
        : []),
      section('Rivals that were ruled out last time, and how', ...rivalSteps(known)),
      ...(monitoring && monitoring.detectors.length > 0
        ? [
            section(
              'Detectors of this service, causes first',
              ...monitoring.detectors.map(({ detector }) =>
                step(`${detector.name}: ${detector.title}. First: ${detector.firstAction}`, [
                  ...new Set(detector.rule.clauses.map(valueExpression))
                ])
              )
            )
          ]
        : []),
      section(
        'Escalate',
        step('The cause is named and not yours: call its owner with the two figures that show it.'),
        step(
          'You cannot tell after half an hour: say so, and fetch what is missing (report, “What to fetch next”). An honest “not known” is better than a change at random.'
        )
      )
    ]
  }
}

function poolQueries({ evidence, engine }: Known): string[] {
  const pool = evidence['holders_waiters']
  const name = typeof pool?.facts['pool'] === 'string' ? pool.facts['pool'] : null
  return [
    'max by (instance) (db_client_connection_pending_requests)   -- or the pool’s own waiting gauge',
    ...(name
      ? [
          `inquest query <folder> "SELECT ts, entity, series, value FROM metrics WHERE series ILIKE '%${name.split(' ')[0]}%' ORDER BY ts"`
        ]
      : []),
    ...(engine === 'postgres'
      ? [
          'SELECT state, wait_event_type, count(*), max(now() - state_change) FROM pg_stat_activity GROUP BY ALL ORDER BY 3 DESC'.replace(
            'GROUP BY ALL',
            'GROUP BY 1, 2'
          )
        ]
      : []),
    ...(engine === 'mysql'
      ? [
          "SELECT state, count(*), max(time) FROM information_schema.processlist WHERE command <> 'Sleep' GROUP BY state ORDER BY 2 DESC"
        ]
      : [])
  ]
}

function subjectSteps({ engine, subject }: Known): RunbookStep[] {
  if (subject?.population === 'statements' && subject.operation) {
    const commands = queryCommands(engine, subject.operation)
    const tables = tablesIn(subject.operation).slice(0, 3)
    if (!commands)
      return [step('See its plan, once with a slow and once with a fast set of parameters.', [`EXPLAIN ${subject.operation}`])]
    return [
      step(
        'See its plan, once with a slow and once with a fast set of parameters.',
        [commands.explain],
        'Rows read far above rows given, or an estimate that misses by a factor of ten: that is the cause.'
      ),
      step('See indexes and statistics of its tables.', [
        ...tables.map(commands.describe),
        ...(tables.length > 0 ? [commands.usage(tables)] : [])
      ]),
      step('See who waits for whom while it is slow.', [commands.locks], 'No row: it works, it does not wait.')
    ]
  }
  if (subject?.operation)
    return [
      step('See its runs, slow and fast, in order of time.', [
        `inquest query <folder> "SELECT ts, duration_ms, failed FROM operations WHERE operation = '${subject.operation.replaceAll("'", "''")}' ORDER BY ts"`
      ])
    ]
  if (subject?.series)
    return [
      step('See its course.', [
        `inquest query <folder> "SELECT ts, entity, value FROM metrics WHERE series = '${subject.series.replaceAll("'", "''")}' ORDER BY ts"`
      ])
    ]
  if (subject?.entity)
    return [
      step('See what is said of it.', [
        `inquest query <folder> "SELECT ts, level, message FROM events WHERE message ILIKE '%${subject.entity.replaceAll("'", "''")}%' ORDER BY ts LIMIT 50"`
      ])
    ]
  return []
}

function rivalSteps({ hypotheses, verdict }: Known): RunbookStep[] {
  const fallen = hypotheses.filter(({ id, fate }) => id !== verdict.rootCause?.hypothesis && fate !== 'contributing')
  return fallen.length === 0
    ? [step('None was proposed.')]
    : fallen.slice(0, 6).map(({ category, component, reason }) => step(`${category} (${component}): ${reason.text}`))
}
