import type { JournalEvent } from '../domain/index.ts'

/** What a run's event finishes: a step by its label, or a question of the plan by its id. Null: nothing that is a task. */
export function finishedBy(event: JournalEvent): string | null {
  switch (event.type) {
    case 'frame-set':
      return 'intake'
    case 'task-finished':
      return event.task
    case 'phase-started':
      return event.phase === 'verify' ? 'challenge' : null
    case 'section-written':
      return event.section === 'verdict' ? 'verify' : event.section
    case 'run-finished':
      return 'report'
    default:
      return null
  }
}
