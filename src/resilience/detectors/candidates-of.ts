import type { Candidate } from './candidate.ts'
import { ofEntities } from './of-entities.ts'
import { ofExpiry } from './of-expiry.ts'
import { ofLimits } from './of-limits.ts'
import { ofLines } from './of-lines.ts'
import { ofOperations } from './of-operations.ts'
import { ofSeries } from './of-series.ts'
import type { Known } from './sources-of-candidates.ts'

const stageOrder = { cause: 0, leading: 1, symptom: 2 } as const
/** Each is tried twice on the materials: more than this is waiting for nothing. */
const mostCandidates = 24

/** Detectors worth trying on what is known, those on the cause first. */
export function candidatesOf(known: Known): Candidate[] {
  const all = [
    ...ofExpiry(known),
    ...ofLimits(known),
    ...ofOperations(known),
    ...ofEntities(known),
    ...ofLines(known),
    ...ofSeries(known)
  ]
  const keys = all.map(({ clause }) => JSON.stringify(clause))
  return all
    .filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
    .sort((a, b) => stageOrder[a.stage] - stageOrder[b.stage])
    .slice(0, mostCandidates)
}
