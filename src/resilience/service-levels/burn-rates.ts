import { type DetectorClause, type ServiceLevel, state } from '../../domain/index.ts'
import { camelCase, type Candidate, shortened } from '../detectors/candidate.ts'
import { evaluationSeconds } from '../detectors/sources-of-candidates.ts'
import type { Journey } from './journeys.ts'

interface Burn {
  readonly factor: number
  readonly longSeconds: number
  readonly shortSeconds: number
  readonly speed: 'Fast' | 'Slow'
}

/**
 * Multi-window, multi-burn-rate alerts: Google, The Site Reliability Workbook, chapter 5, table 5-8. A burn rate of 14.4
 * spends two hundredths of a month's budget in an hour, one of 6 a twentieth in six hours. The short window ends the alert
 * when the trouble ends.
 */
export const budgetBurns: readonly Burn[] = [
  { factor: 14.4, longSeconds: 3600, shortSeconds: 300, speed: 'Fast' },
  { factor: 6, longSeconds: 21_600, shortSeconds: 1800, speed: 'Slow' }
]

/** Alerts on a service level's budget: what citizens feel, whatever the cause. */
export function burnRatesOf(level: ServiceLevel, { goodIsHigh, full }: Journey): Candidate[] {
  return budgetBurns.flatMap(({ factor, longSeconds, shortSeconds, speed }) => {
    const bad = factor * (1 - level.objective)
    // An objective so low that its budget cannot be burnt at this rate needs no such alert.
    if (bad >= 1) return []
    const threshold = rounded(goodIsHigh ? full * (1 - bad) : full * bad)
    const clause = (windowSeconds: number): DetectorClause => ({
      signal: level.signal,
      windowSeconds,
      comparison: goodIsHigh ? 'below' : 'above',
      threshold,
      unit: full === 100 ? 'percent' : 'share'
    })
    const { threshold: _, ...first } = clause(longSeconds)
    const label = shortened(level.journey, 60)
    const [fast, slow] =
      level.kind === 'freshness'
        ? ['What people are shown is out of date', 'What people are shown is out of date too often']
        : ['Citizens are failed fast', 'Citizens are failed slowly']
    return [
      {
        subject: `${level.id} ${speed}`,
        name: camelCase(`budget ${speed} ${level.id}`),
        title: `${speed === 'Fast' ? fast : slow}: ${label}`,
        stage: 'symptom',
        clause: first,
        windows: [],
        threshold,
        others: [clause(shortSeconds)],
        forSeconds: 0,
        everySeconds: evaluationSeconds,
        tell: 'application on-call',
        firstAction:
          level.kind === 'freshness'
            ? 'Say on the service’s page as of when it is, then find what last brought new data, when, and what stopped it.'
            : 'Say on the service’s page that there is trouble, then open the cause and leading panels: what moved before this?',
        hypothesis: null,
        misses: [state('trouble that few are met by, or that is over before a long window has filled')],
        movesWithLoad: false,
        rank: speed === 'Fast' ? 0 : 1,
        mayPage: true,
        rejected: null
      }
    ]
  })
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
