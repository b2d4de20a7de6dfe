import { rowsOf, state } from '../../domain/index.ts'
import { camelCase, type Candidate } from './candidate.ts'
import { quickSeconds, shorterThan, windowFor } from './windows.ts'
import { evaluationSeconds, type Known } from './sources-of-candidates.ts'

const told = {
  tell: 'platform on-call',
  firstAction:
    'Take the instance that differs out of rotation and keep it running for the investigation; then compare it with its peers.'
}

/** One of several that differs from its peers: averages hide it. */
export function ofEntities({ onsets, cause, signs }: Known): Candidate[] {
  const rows = onsets ? rowsOf(onsets) : []
  const bySeries = new Map<string, Record<string, unknown>[]>()
  for (const row of rows) {
    if (typeof row['series'] !== 'string' || typeof row['entity'] !== 'string') continue
    bySeries.set(row['series'], [...(bySeries.get(row['series']) ?? []), row])
  }
  const stage = signs?.ofOneEntity ? 'cause' : 'leading'
  const shared = {
    stage,
    threshold: null,
    others: [],
    forSeconds: evaluationSeconds,
    everySeconds: evaluationSeconds,
    ...told,
    hypothesis: stage === 'cause' ? (cause?.id ?? null) : null,
    misses: [state('a fault that all instances share, and services of fewer than three instances')],
    movesWithLoad: false,
    rank: 0,
    mayPage: true,
    rejected: null
  } as const
  const measured = [...bySeries].flatMap(([series, members]): Candidate[] => {
    const moved = members.filter(({ onset }) => onset !== null)
    // All of them moving is no instance's fault.
    if (members.length < 3 || moved.length === 0 || moved.length > members.length / 2) return []
    const step = Number(members[0]?.['resolution_seconds'] ?? 60)
    return [
      {
        ...shared,
        subject: series,
        name: camelCase(`one differs ${series}`),
        title: `One instance differs from its peers: ${series}`,
        windows: shorterThan(step),
        clause: {
          signal: { of: 'metric', series, entity: null, across: 'gap', over: 'mean' },
          windowSeconds: windowFor(step),
          comparison: 'above',
          unit: typeof members[0]?.['unit'] === 'string' ? members[0]['unit'] : 'value'
        }
      }
    ]
  })
  if (!signs?.ofOneEntity) return measured
  const ofRuns = (['failed-share', 'mean-ms'] as const).map((measure): Candidate => ({
    ...shared,
    subject: `requests by instance, ${measure}`,
    name: camelCase(`one instance ${measure}`),
    title: measure === 'mean-ms' ? 'One instance answers slower than its peers' : 'One instance fails more than its peers',
    windows: [quickSeconds],
    clause: {
      signal: { of: 'runs', population: 'requests', operation: null, entity: null, measure, across: 'gap', slowMs: null },
      windowSeconds: 300,
      comparison: 'above',
      unit: measure === 'mean-ms' ? 'ms' : 'share'
    }
  }))
  return [...ofRuns, ...measured]
}
