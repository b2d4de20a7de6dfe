import { citeCell, rowsOf, type SeriesRole, SeriesRole as Role, state } from '../../domain/index.ts'
import { camelCase, type Candidate } from './candidate.ts'
import { evaluationSeconds, type Known } from './sources-of-candidates.ts'
import { tellFor } from './tell.ts'
import { shorterThan, windowFor } from './windows.ts'

/** Roles that are the harm itself, and those that stand before it. */
const symptoms: ReadonlySet<SeriesRole> = new Set(['latency', 'errors', 'success'])
const added: ReadonlySet<SeriesRole> = new Set(['load', 'holders', 'waiters', 'limit', 'queue', 'retries'])
/** What is nought, or one and the same, however many people come, as long as the service is well. */
const loadFree: ReadonlySet<SeriesRole> = new Set([
  'waiters',
  'queue',
  'limit',
  'retries',
  'cost-per-work',
  'errors',
  'success',
  'load'
])
/** Roles that say by themselves what is wrong. */
const ofItself: ReadonlySet<SeriesRole> = new Set(['limit', 'cost-per-work', 'cache-hits', 'retries', 'load'])
/** Share of a series' healthy variation from which it is taken for load in another guise. */
const mostlyLoad = 0.5
/** Counted per minute like load, and no load: work that takes long. */
const slowWork = /slow|long_?running|over_?threshold/i
const unitOf: Partial<Record<SeriesRole, string>> = { latency: 'ms', load: 'per-minute' }

const titles: Readonly<Record<SeriesRole, string>> = {
  load: 'More is asked of the service than usual',
  latency: 'Answers take long',
  errors: 'Requests fail',
  success: 'Fewer people complete what they came for',
  holders: 'A pool fills up',
  waiters: 'Work waits for a free place',
  limit: 'A limit was lowered',
  utilisation: 'A resource is nearly used up',
  cpu: 'Processors are busy',
  memory: 'Memory fills up',
  gc: 'The runtime spends its time on garbage',
  'cache-hits': 'A cache is missed more often',
  disk: 'Disks fill up or are busy',
  network: 'The network carries more, or loses, than usual',
  queue: 'A queue grows',
  retries: 'Work is tried again and again',
  'cost-per-work': 'A request makes more work than it did',
  other: 'A measure leaves its usual range'
}

/** Points that a forecast looks back over, at least, and seconds. */
const forecastPoints = 6
const forecastSeconds = 1800

/** What climbs: where it will stand in half an hour can be told before it stands there. */
function forecast(
  { title, ...base }: Omit<Candidate, 'name' | 'clause' | 'forSeconds'>,
  clause: Candidate['clause'],
  step: number
): Candidate {
  if (clause.signal.of !== 'metric') throw new TypeError('A forecast is made of a measured series.')
  return {
    ...base,
    name: camelCase(`${clause.signal.series} heading ${clause.comparison === 'above' ? 'high' : 'low'}`),
    title: `${title}, if it goes on as it does`,
    windows: [],
    clause: {
      ...clause,
      signal: { ...clause.signal, over: 'forecast' },
      windowSeconds: Math.max(forecastSeconds, forecastPoints * step)
    },
    forSeconds: 60 * 5
  }
}

/** A detector for every series that moved in the incident; growth too where what leaks is not yet full. */
export function ofSeries(known: Known): Candidate[] {
  const { onsets, cause, signs } = known
  if (!onsets) return []
  return rowsOf(onsets).flatMap((row, index): Candidate[] => {
    const { series, entity, direction, onset, unit } = row
    const role = Role.safeParse(row['role']).data ?? 'other'
    const known = typeof series === 'string' && typeof onset === 'string' && (direction === 'up' || direction === 'down')
    if (!known) return []
    const named = cause?.subject.series === series
    const ofCause = signs?.roles.includes(role) === true
    const stage = named || (ofCause && !symptoms.has(role)) ? 'cause' : symptoms.has(role) ? 'symptom' : 'leading'
    const step = Number(row['resolution_seconds'] ?? 60)
    const explained = row['load_explained']
    const isLoad = role === 'load' && !slowWork.test(series)
    const follows = typeof explained === 'number' && explained >= mostlyLoad && row['beyond_load_onset'] === null
    const rejected =
      stage === 'cause' || symptoms.has(role)
        ? null
        : isLoad
          ? state('it is load itself: a busy day is no incident', {}, [onsets.id])
          : follows
            ? state(
                'load explains {share} of it in healthy time, and no more than load moved it: it would wake people at every peak',
                {
                  share: [citeCell(onsets, index, 'load_explained'), 'share']
                }
              )
            : null
    const base = {
      subject: series,
      title: `${isSlowWork(role, series) ? 'Slow work piles up' : titles[role]}: ${series}`,
      stage,
      windows: shorterThan(step),
      threshold: null,
      others: [],
      everySeconds: evaluationSeconds,
      ...tellFor(role),
      hypothesis: stage === 'cause' ? (cause?.id ?? null) : null,
      misses: [state('trouble that ends between two samples, and the same cause where this series is not collected')],
      movesWithLoad: !isLoad && !loadFree.has(role) && !(typeof explained === 'number' && explained < mostlyLoad),
      rank: named || signs?.words.test(series) || ofItself.has(role) || stage === 'symptom' ? 0 : 1,
      mayPage: stage !== 'leading' || loadFree.has(role) || role === 'cache-hits',
      rejected
    } as const
    const clause = {
      signal: {
        of: 'metric' as const,
        series,
        entity: typeof entity === 'string' ? entity : null,
        across: added.has(role) ? ('sum' as const) : direction === 'up' ? ('max' as const) : ('min' as const),
        over: 'mean' as const
      },
      windowSeconds: windowFor(step),
      comparison: direction === 'up' ? ('above' as const) : ('below' as const),
      unit: (typeof unit === 'string' && unit !== '' ? unit : unitOf[role]) ?? 'value'
    }
    const level = {
      ...base,
      name: camelCase(`${series} ${direction === 'up' ? 'high' : 'low'}`),
      clause,
      // A setting has no noise to wait out.
      forSeconds: role === 'limit' ? 0 : evaluationSeconds
    }
    if (stage === 'cause' && isLoad) return [level, forecast(base, clause, step)]
    const leaks = stage === 'cause' && (role === 'memory' || role === 'holders' || role === 'disk' || role === 'utilisation')
    if (!leaks) return [level]
    const growth = {
      ...base,
      name: camelCase(`${series} growing`),
      title: `${titles[role]} hour by hour: ${series}`,
      windows: [],
      clause: {
        ...clause,
        signal: { ...clause.signal, over: 'growth' as const },
        windowSeconds: 3600,
        unit: `${clause.unit} per hour`
      },
      forSeconds: 900
    }
    return [level, growth, forecast(base, clause, step)]
  })
}

const isSlowWork = (role: SeriesRole, series: string): boolean => role === 'load' && slowWork.test(series)
