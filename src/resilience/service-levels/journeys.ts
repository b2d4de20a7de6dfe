import { z } from 'zod'
import { type DetectorSignal, type Evidence, rowsOf, type ServiceLevel } from '../../domain/index.ts'

/** Something that citizens do and by what its going well is measured. */
export interface Journey {
  readonly id: string
  readonly journey: string
  readonly kind: ServiceLevel['kind']
  readonly signal: DetectorSignal
  /** For a series: does it say how much went well, and what it says when all did. */
  readonly goodIsHigh: boolean
  readonly full: number
  /** Runs slower than this are bad, ms; null where slowness is not part of it. */
  readonly slowMs: number | null
}

/**
 * Upper bounds of the buckets in which OpenTelemetry counts durations of HTTP requests, ms: a threshold between two of them
 * could not be computed from what is collected.
 */
const buckets = [250, 500, 750, 1000, 2500, 5000, 7500, 10_000]
/** People notice a wait of a second (Nielsen 1993). */
const noticeableMs = 1000
const mostRoutes = 3
/** What machines ask, and files that browsers fetch. */
const notForCitizens =
  /\/(health|healthz|ready|readiness|live|liveness|ping|metrics|status|actuator|static|assets|favicon|robots)\b|\.(js|css|png|jpe?g|svg|ico|woff2?|map|txt)\b/i

/** Journeys by the log of requests: each of the routes asked for most, failing or slow being bad. */
function ofRoutes(operations: Evidence | undefined): Journey[] {
  const rows = (operations ? rowsOf(operations) : []).filter(
    (row) => row['population'] === 'requests' && !notForCitizens.test(String(row['operation']))
  )
  const busiest = rows.sort((a, b) => Number(b['runs']) - Number(a['runs'])).slice(0, mostRoutes)
  return busiest.map((row): Journey => {
    const route = String(row['operation'])
    const healthy = typeof row['baseline_p95_ms'] === 'number' ? row['baseline_p95_ms'] : noticeableMs
    const slowMs = buckets.find((bound) => bound >= Math.max(noticeableMs, 2 * healthy)) ?? 10_000
    return {
      id: idOf(route),
      journey: route,
      kind: 'latency',
      signal: {
        of: 'runs',
        population: 'requests',
        operation: route,
        entity: null,
        measure: 'bad-share',
        across: 'together',
        slowMs
      },
      goodIsHigh: false,
      full: 1,
      slowMs
    }
  })
}

/** Journeys by series that say what share fails or is completed. */
function ofSeries(onsets: Evidence | undefined): Journey[] {
  return (onsets ? rowsOf(onsets) : []).flatMap((row): Journey[] => {
    const { series, role, unit, peak } = row
    if (typeof series !== 'string' || row['entity'] !== null || (role !== 'errors' && role !== 'success')) return []
    const share = /rate|ratio|percent|pct|share|%/i.test(`${series} ${String(unit ?? '')}`)
    if (!share || typeof peak !== 'number') return []
    const levels = [row['baseline_median'], row['window_median'], peak].filter((value) => typeof value === 'number')
    const full = Math.max(...levels) > 1 || /percent|pct|%/i.test(`${series} ${String(unit ?? '')}`) ? 100 : 1
    const success = role === 'success'
    return [
      {
        id: idOf(series),
        journey: success ? `completing what citizens came for (${series})` : `getting an answer (${series})`,
        kind: success ? 'success' : 'availability',
        signal: { of: 'metric', series, entity: null, across: 'mean', over: 'mean' },
        goodIsHigh: success,
        full,
        slowMs: null
      }
    ]
  })
}

/** Seeing what is so now: by what says how old what people are shown is. */
function ofAges(freshness: Evidence | undefined): Journey[] {
  return (freshness ? rowsOf(freshness) : []).flatMap(({ name, by, unit, hold, bound }): Journey[] => {
    const kind = By.safeParse(by).data
    if (!kind || typeof name !== 'string' || typeof bound !== 'number' || typeof hold !== 'number') return []
    return [
      {
        id: idOf(`fresh ${name}`),
        journey: `seeing what is no older than ${bound} ${String(unit)} (${name})`,
        kind: 'freshness',
        signal: { of: 'stale-share', by: kind, name, entity: null, bound, holdSeconds: hold },
        goodIsHigh: false,
        full: 1,
        slowMs: null
      }
    ]
  })
}

const By = z.enum(['age', 'instant', 'job'])
const mostOfOne = 2
const mostJourneys = 5

/** Each from the evidence that tells of it: `operations`, `series_onsets`, `freshness`. */
export function journeysOf(found: {
  readonly operations: Evidence | undefined
  readonly onsets: Evidence | undefined
  readonly freshness: Evidence | undefined
}): Journey[] {
  const ages = ofAges(found.freshness).slice(0, mostOfOne)
  const all = [...ofSeries(found.onsets).slice(0, mostOfOne), ...ofRoutes(found.operations)]
  const asked = all.filter(({ id }, i) => all.findIndex((one) => one.id === id) === i).slice(0, mostJourneys)
  return [...asked, ...ages]
}

function idOf(text: string): string {
  const id = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return id.slice(0, 50) || 'service'
}
