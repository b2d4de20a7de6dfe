import type { Condition } from './condition.ts'

/** Was a cause named where there is one, and only there? Abstaining is right where the case says so. */
export const statusConditions: readonly Condition[] = [
  {
    name: 'abstains only where the case allows it',
    check: 'status',
    fault: 'ABSTAIN_BAD',
    hard: true,
    finds: ({ status }, truth) =>
      status === 'undetermined' && truth.status !== 'undetermined' && !truth.mayAbstain
        ? 'abstained where the materials show the cause'
        : null
  },
  {
    name: 'sees the incident',
    check: 'status',
    fault: 'MISSED_INCIDENT',
    hard: true,
    finds: ({ status }, truth) =>
      status === 'no-incident' && truth.status !== 'no-incident'
        ? `says that nothing was wrong; the case is ${truth.status}`
        : null
  },
  {
    name: 'names no cause where none can be known',
    check: 'status',
    fault: 'FALSE_ALARM',
    hard: true,
    finds: ({ status }, truth) =>
      status === 'determined' && truth.status !== 'determined' ? `names a cause; the case is ${truth.status}` : null
  }
]
