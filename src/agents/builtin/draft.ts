import type { Statement, Subject, TimeWindow } from '../../domain/index.ts'
import type { FindingDraft } from '../roles.ts'

/** Topics that the theorist, the sceptic and the designer read; people read statements. */
export type Topic =
  | 'operation-stands-out'
  | 'operation-steady'
  | 'runs-compared'
  | 'parameter-separates'
  | 'plan-misestimates'
  | 'lock-waits'
  | 'pool-full'
  | 'series-moved'
  | 'load'
  | 'matched-load'
  | 'limit-lowered'
  | 'intervention'
  | 'after-intervention'
  | 'change'
  | 'new-error'
  | 'reports'
  | 'alerts'
  | 'impact'
  | 'physics'
  | 'order-of-events'
  | 'dependency-moved'
  | 'ended'
  | 'attempts'
  | 'cache-fell'
  | 'instances-lost'
  | 'instance-departs'
  | 'held-grows'
  | 'memory-grows'
  | 'foreign-work'
  | 'one-party'
  | 'calls-rose'
  | 'own-failure'
  | 'threads-stand'

export function draft(
  topic: Topic,
  role: FindingDraft['role'],
  statement: Statement,
  subject: Partial<Subject> | null = null,
  window: TimeWindow | null = null
): FindingDraft {
  return { topic, role, statement, subject: subject ? subjectOf(subject) : null, window }
}

export const subjectOf = (subject: Partial<Subject>): Subject => ({
  population: null,
  operation: null,
  entity: null,
  series: null,
  ...subject
})
