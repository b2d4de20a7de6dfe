import { citeFact, type MeasureKind, type MeasureParameter, state, type Statement, type ValuesOf } from '../../domain/index.ts'
import { has, numberIn, rowsIn, textIn } from '../../verdict/index.ts'
import type { Known } from '../known.ts'

type Parameters = readonly MeasureParameter[]

/** A parameter from a fact of `measure_parameters`; where it is missing, why, and what to fetch. */
function fromFact(
  { parameters }: Known,
  [name, unit]: readonly [string, string],
  fact: string,
  whyNot: string,
  [template, values]: readonly [string, Readonly<Record<string, readonly [fact: string, format: ValuesOf[string][1]]>>],
  fetch: string
): MeasureParameter {
  const value = numberIn(parameters, fact) ?? textIn(parameters, fact)
  if (value !== null && has(parameters, fact)) {
    const sayable = Object.entries(values).filter(([, [each]]) => has(parameters, each))
    if (sayable.length === Object.keys(values).length) {
      const cited = sayable.map(([placeholder, [each, format]]) => [placeholder, [citeFact(parameters, each), format]] as const)
      return { name, unit, value, statement: state(template, Object.fromEntries(cited)) }
    }
  }
  const statement: Statement = has(parameters, whyNot)
    ? state(`it cannot be computed from these materials ({why}); fetch ${fetch}`, { why: [citeFact(parameters, whyNot), 'text'] })
    : state(`it cannot be computed from these materials; fetch ${fetch}`)
  return { name, unit, value: null, statement }
}

const durations = 'the durations of a few hundred healthy runs'
const loadAndHold = 'the pool’s holders, waiters and limit with the load, every minute of a normal day'

const timeout = (known: Known, name = 'timeout'): MeasureParameter =>
  known.subject?.entity && numberIn(known.parameters, 'timeout_ms') === null
    ? fromFact(
        known,
        [name, 'ms'],
        'call_timeout_ms',
        'call_why_not',
        [
          '{value}: three times the p99 of healthy calls, which is {p99}',
          { value: ['call_timeout_ms', 'ms'], p99: ['call_usual_p99_ms', 'ms'] }
        ],
        durations
      )
    : fromFact(
        known,
        [name, 'ms'],
        'timeout_ms',
        'timeout_why_not',
        [
          '{value}: three times the p99 of usual runs, which is {p99}; it would have ended {usual} of the usual runs and {slow} of the slow ones',
          {
            value: ['timeout_ms', 'ms'],
            p99: ['usual_p99_ms', 'ms'],
            usual: ['timeout_ends_usual_share', 'share'],
            slow: ['timeout_ends_slow_share', 'share']
          }
        ],
        durations
      )

const breakerMinimum = (known: Known): MeasureParameter =>
  fromFact(
    known,
    ['minimum', 'calls'],
    numberIn(known.parameters, 'call_breaker_minimum') === null ? 'breaker_minimum' : 'call_breaker_minimum',
    numberIn(known.parameters, 'call_breaker_minimum') === null ? 'pool_why_not' : 'call_why_not',
    numberIn(known.parameters, 'call_breaker_minimum') === null
      ? ['{value} calls: about as many as come in ten seconds', { value: ['breaker_minimum', 'integer'] }]
      : ['{value} calls: about as many as come in ten seconds', { value: ['call_breaker_minimum', 'integer'] }],
    'the rate of these calls'
  )

const bulkheadLimit = (known: Known): MeasureParameter =>
  fromFact(
    known,
    ['limit', 'units'],
    'suspect_units',
    'pool_why_not',
    [
      '{value} of {limit} units: what this work needs at its peak of {rate} a minute and its usual cost, with headroom, and half of the pool at most',
      { value: ['suspect_units', 'integer'], limit: ['pool_limit', 'integer'], rate: ['suspect_per_min', 'number'] }
    ],
    loadAndHold
  )

const byKind: Partial<Record<MeasureKind, (known: Known) => Parameters>> = {
  'statement-timeout': (known) => [timeout(known)],
  'call-timeout': (known) => [timeout(known)],
  'circuit-breaker': (known) => [breakerMinimum(known), timeout(known)],
  bulkhead: (known) => [bulkheadLimit(known)],
  'wait-timeout': (known) => [
    fromFact(
      known,
      ['wait-timeout', 'ms'],
      'wait_timeout_ms',
      'pool_why_not',
      [
        '{value}: ten times the usual hold of {hold}, and half a second at least',
        { value: ['wait_timeout_ms', 'ms'], hold: ['hold_usual_ms', 'ms'] }
      ],
      loadAndHold
    )
  ],
  'admission-limit': (known) => [
    ...(has(known.parameters, 'in_flight_limit')
      ? [
          fromFact(
            known,
            ['in-flight', 'requests'],
            'in_flight_limit',
            'pool_why_not',
            [
              '{value} at a time ({pool}, over all instances): what is answered in five seconds at the most that came, {rate} a minute, by Little’s law',
              { value: ['in_flight_limit', 'integer'], pool: ['pool', 'text'], rate: ['peak_per_min', 'number'] }
            ],
            loadAndHold
          )
        ]
      : []),
    fromFact(
      known,
      ['queue-limit', 'requests'],
      'queue_limit',
      'pool_why_not',
      [
        '{value} may wait, as many as the pool has units: at the usual cost they are served within {clears}, and a longer queue is no sign of load',
        { value: ['queue_limit', 'integer'], clears: ['queue_clears_ms', 'ms'] }
      ],
      loadAndHold
    )
  ],
  'pool-size': (known) => [
    fromFact(
      known,
      ['size', 'units'],
      'units_with_headroom',
      'pool_why_not',
      [
        '{value}: at the highest rate of {rate} a minute and a usual hold of {hold} Little’s law asks for {need}, at most {held} were held in healthy time, and to the greater of the two twice its square root is added so that hardly anyone waits; the limit was {limit}',
        {
          held: ['held_in_health', 'number'],
          value: ['units_with_headroom', 'integer'],
          rate: ['peak_per_min', 'number'],
          hold: ['hold_usual_ms', 'ms'],
          need: ['units_at_peak', 'number'],
          limit: ['pool_limit', 'integer']
        }
      ],
      loadAndHold
    )
  ],
  'job-window': (known) =>
    (['from', 'until'] as const).map((edge) =>
      fromFact(
        known,
        [edge, 'time of day, UTC'],
        `quiet_${edge}`,
        'quiet_why_not',
        [
          '{value}: the three hours around it had {share} of the load of the busiest hour',
          { value: [`quiet_${edge}`, 'text'], share: ['quiet_load_share', 'share'] }
        ],
        'a week of load'
      )
    ),
  'client-rate-limit': (known) => [
    fromFact(
      known,
      ['rate', 'requests a minute'],
      'client_per_min_limit',
      'client_why_not',
      [
        '{value} a minute: twice what the busiest of a thousand client-minutes of healthy time asked for, which is {usual}',
        { value: ['client_per_min_limit', 'integer'], usual: ['client_per_min_usual', 'integer'] }
      ],
      'an access log with clients from a normal day'
    )
  ],
  'retry-budget': () => [
    {
      name: 'budget',
      value: 'a tenth',
      unit: 'of first attempts',
      statement: state('a tenth of first attempts: a convention, since no materials tell what a repetition is worth')
    }
  ],
  'planned-restart': (known) => [restartEvery(known)],
  capacity: (known) => [capacityFor(known)]
}

/** From the growth that was measured: well before the resource is full. */
function restartEvery({ evidence }: Known): MeasureParameter {
  const row = rowsIn(evidence['resource_trends']).find(
    (one) => one.value('grows') === true && (one.text('reaches_limit_at') ?? one.text('reached_at')) !== null
  )
  const name = { name: 'every', unit: 'interval', value: null }
  if (!row) {
    return {
      ...name,
      statement: state(
        'how often cannot be computed: no growth towards a known limit was measured; fetch the resource’s use and limit since a restart'
      )
    }
  }
  const full = row.text('reaches_limit_at') === null ? 'reached_at' : 'reaches_limit_at'
  return {
    ...name,
    value: 'half the time from a restart until it is full',
    statement: state(
      'half of the time from a restart until it is full: {series} of {entity} grew since {since} and is full at {full}',
      {
        series: [row.cite('series'), 'text'],
        entity: [row.cite('entity'), 'text'],
        since: [row.cite('growing_since'), 'time'],
        full: [row.cite(full), 'time']
      }
    )
  }
}

function capacityFor({ evidence }: Known): MeasureParameter {
  const demand = evidence['demand']
  if (demand && has(demand, 'load_peak') && has(demand, 'load_series')) {
    const ceiling = has(demand, 'ceiling')
    return {
      name: 'peak',
      unit: textIn(demand, 'load_series'),
      value: numberIn(demand, 'load_peak'),
      statement: state(`the peak was {peak} ({series})${ceiling ? '; {ceiling} was the most that was served well' : ''}`, {
        peak: [citeFact(demand, 'load_peak'), 'number'],
        series: [citeFact(demand, 'load_series'), 'text'],
        ...(ceiling ? { ceiling: [citeFact(demand, 'ceiling'), 'number'] } : {})
      })
    }
  }
  return {
    name: 'peak',
    unit: null,
    value: null,
    statement: state('the peak is not known: fetch the load of that day and of a year before')
  }
}

/** What a measure of the kind is set to on this incident. */
export const parametersOf = (kind: MeasureKind, known: Known): MeasureParameter[] => [...(byKind[kind]?.(known) ?? [])]
