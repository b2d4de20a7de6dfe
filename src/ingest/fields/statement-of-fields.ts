import type { Attributes, RecordOf } from '../../domain/index.ts'
import { takeDurationMs, unitInMs } from './durations.ts'
import { type Fields, numberOf } from './fields.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

/**
 * A statement from its named values: one execution, or a row of a statistics view, which sums many. The latter has no
 * duration of its own; its `calls`, `total_ms`, `mean_ms` and `max_ms` are attributes.
 */
export function statementOf({ fields, moment, timeOf, inSeconds }: Building): RecordOf<'statements'> {
  const statement = (fields.text(usualNames.statement) ?? '').replace(declared, '')
  const sums = sumsOf(fields)
  const written = sums === null ? takeDuration(fields, inSeconds) : null
  const end = timeOf(sums === null ? (fields.take(['end_time', 'EndTime', 'finished_at'])?.value ?? null) : null)
  const between = end === null || moment.ts === null ? null : Date.parse(end) - Date.parse(moment.ts)
  return {
    ts: moment.ts,
    tsOriginal: moment.tsOriginal,
    statement,
    durationMs: written === null ? between : written.isUnitKnown ? written.ms : inUnitOf(written.ms, between),
    session: fields.text(usualNames.session),
    database: fields.text(usualNames.database),
    userName: fields.text([...usualNames.userName, 'login_name', 'usename', 'nt_user_name']),
    rowsReturned: fields.number(usualNames.rowsReturned),
    rowsExamined: fields.number(usualNames.rowsExamined) ?? readsPerRun(fields),
    lockMs: fields.number(usualNames.lock),
    plan: fields.text(usualNames.plan),
    entity: fields.text(usualNames.entity),
    attributes: { ...fields.rest(), ...sums }
  }
}

/** SQL Server writes the types of its parameters before a statement: the same statement has other ones when its caller changes. */
const declared = /^\(@\w+ [^@]{1,60}(?:@\w+ [^@]{1,60})*\)\s*(?=[a-z])/i

/** What a view says that a run reads: rows, pages or blocks, found or not in memory. */
const perRun =
  /^(?!.*phys)(?:(?:avg|mean|average|[øØ]|durchschn\w*|mittler\w*)[_ ]?[\w ]*(?:logical|reads|gets|rows_?(?:examined|read|scanned)|lesevorg)|\w*(?:reads|gets|rows_?examined)_?(?:per_?exec\w*|avg|mean))/i

function readsPerRun(fields: Fields): number | null {
  const name = fields.names.find((one) => perRun.test(one))
  return name === undefined ? null : fields.number([name])
}

function takeDuration(fields: Fields, inSeconds: ReadonlySet<string> | undefined) {
  const isUnitKnown = !fields.has(['duration', 'elapsed', 'elapsed_time'])
  const ms = takeDurationMs(fields, inSeconds)
  return ms === null ? null : { ms, isUnitKnown }
}

/** The duration read in the unit that agrees with start and end, when both are told: SQL Server's traces write microseconds. */
function inUnitOf(number: number, between: number | null): number {
  if (between === null || between <= 0 || number <= 0) return number
  const factors = [1, 1e-3, 1e-6, 1000]
  const off = (factor: number): number => Math.abs(Math.log((number * factor) / between))
  return number * factors.reduce((best, factor) => (off(factor) < off(best) ? factor : best))
}

function inUnits(measure: string): readonly string[] {
  return ['ms', 's', 'us', 'ns'].map((unit) => `${measure}_${unit}`)
}

const measures: readonly (readonly [string, readonly string[]])[] = [
  [
    'total_ms',
    [...inUnits('total'), 'total_exec_time', 'total_time', 'sum_timer_wait', 'total_elapsed_time', 'total_worker_time']
  ],
  ['mean_ms', [...inUnits('mean'), 'mean_exec_time', 'mean_time', 'avg_timer_wait', 'avg_elapsed_time']],
  ['max_ms', [...inUnits('max'), 'max_exec_time', 'max_time', 'max_timer_wait', 'max_elapsed_time']],
  ['stddev_ms', [...inUnits('stddev'), 'stddev_exec_time', 'stddev_time']]
]

/** Milliseconds in one of what a measure is written in: as its name ends, else as the view that has such names counts. */
function factorOf(name: string): number {
  const unit = /^(?:total|mean|max|stddev)_(?<unit>ns|us|ms|s)$/.exec(name)?.groups?.['unit']
  if (unit !== undefined) return unitInMs(unit) ?? 1
  return /timer_?wait/i.test(name) ? 1e-9 : /elapsed|worker/i.test(name) ? 1e-3 : 1
}

/** The sums of pg_stat_statements (ms), performance_schema (ps) and SQL Server's query statistics (µs); null for one execution. */
function sumsOf(fields: Fields): Attributes | null {
  const calls = fields.take(['calls', 'count_star', 'execution_count'])
  const count = numberOf(calls?.value ?? null)
  if (calls === null || count === null) return null
  const sums: Attributes = { calls: count }
  for (const [name, written] of measures) {
    const taken = fields.take(written)
    const number = numberOf(taken?.value ?? null)
    if (taken !== null && number !== null) sums[name] = number * factorOf(taken.name)
  }
  const total = sums['total_ms']
  if (typeof total === 'number' && sums['mean_ms'] === undefined && count > 0) sums['mean_ms'] = total / count
  return sums
}
