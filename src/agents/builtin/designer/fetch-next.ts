import {
  type FetchNext,
  type Finding,
  type Source,
  state,
  type Subject,
  type TableName,
  type Verdict
} from '../../../domain/index.ts'
import { aboutCause } from './fetch-about-cause.ts'

import { engineOf, queryCommands, tablesIn } from '../../../resilience/index.ts'
import type { Gathered } from './gather.ts'

/** Tables of which the usage is asked: the statement joins few that matter. */
const mostTables = 3

const fetch = (what: string, command: string, settles: string): FetchNext => ({
  what: state(what),
  command,
  settles: state(settles)
})

/** What an operator should run or ask for, most telling first: the exact command where the engine is known. */
export function fetchNextOf(
  verdict: Verdict,
  findings: readonly Finding[],
  sources: readonly Source[],
  found: Gathered
): FetchNext[] {
  return [
    ...aboutCause(verdict.rootCause?.category),
    ...aboutStatement(suspectOf(findings), sources),
    ...aboutTrigger(verdict, found),
    ...aboutSources(sources)
  ]
}

function suspectOf(findings: readonly Finding[]): Subject | null {
  const accused = findings.filter(({ topic }) => topic === 'operation-stands-out').flatMap(({ subject }) => subject ?? [])
  return accused.find(({ population }) => population === 'statements') ?? null
}

function aboutStatement(suspect: Subject | null, sources: readonly Source[]): FetchNext[] {
  if (suspect?.population !== 'statements' || !suspect.operation) return []
  const commands = queryCommands(engineOf(sources), suspect.operation)
  if (!commands) {
    return [
      fetch(
        'the plan of the statement with its real row counts, once for a slow and once for a fast set of parameters',
        `EXPLAIN ${suspect.operation}`,
        'whether an index is missing or not used, or the statistics mislead the planner'
      )
    ]
  }
  const tables = tablesIn(suspect.operation).slice(0, mostTables)
  return [
    fetch(
      'the plan of the statement with its real row counts, once for a slow and once for a fast set of parameters',
      commands.explain,
      'which step does the work, and whether the planner is misled: the difference between an index, statistics and volume'
    ),
    ...tables.map((table) =>
      fetch(
        'the columns and indexes of a table that it reads',
        commands.describe(table),
        'whether an index serves the condition that separates slow from fast runs'
      )
    ),
    ...(tables.length > 0
      ? [
          fetch(
            'how its tables are scanned, and when they were last analysed',
            commands.usage(tables),
            'whether statistics were stale, and whether a table is read whole'
          )
        ]
      : []),
    fetch('who waits for whom, while it is slow', commands.locks, 'whether locks have a part in it')
  ]
}

function aboutTrigger({ rootCause }: Verdict, { changes }: Gathered): FetchNext[] {
  if (rootCause?.trigger?.ref || changes?.status === 'found') return []
  return [
    fetch(
      'what was changed in the weeks before: releases, schema, settings, jobs, data loads',
      'git log --since="6 weeks ago" --stat; the records of releases, migrations and scheduled jobs',
      'what set it off, and whether undoing it is a remedy'
    )
  ]
}

const wanted: readonly (readonly [TableName, string, string, string])[] = [
  [
    'statements',
    'the database’s log of slow statements',
    'log_min_duration_statement, slow_query_log or the profiler, for the window',
    'which statement the time went to'
  ],
  [
    'metrics',
    'the monitoring of the window, with some healthy hours before',
    'an export of load, latency, errors, CPU, memory and pool use at a minute or finer',
    'what filled up, and whether load explains it'
  ],
  [
    'requests',
    'the access log of the window, with durations',
    'the load balancer’s or web server’s log',
    'which routes were slow, for whom, and how many failed'
  ],
  [
    'events',
    'the application’s log of the window',
    'the log of every instance, with the logger’s name',
    'what the application saw first'
  ],
  ['reports', 'what people said', 'tickets, calls and posts of the day', 'who was harmed and since when']
]

/** Kinds of source that are not there at all. */
function aboutSources(sources: readonly Source[]): FetchNext[] {
  return wanted
    .filter(([table]) => !sources.some(({ records }) => (records[table] ?? 0) > 0))
    .map(([, what, command, settles]) => fetch(what, command, settles))
}
