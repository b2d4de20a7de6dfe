import type { RunRecord, TimelineEvent } from '../../domain/index.ts'

/** How many events of a mark are turning points: the first ones, but of recovery the last. */
const kept: Readonly<Record<TimelineEvent['mark'], number>> = {
  change: 2,
  cause: 1,
  symptom: 4,
  harm: 2,
  alert: 2,
  report: 2,
  intervention: 4,
  recovery: 1,
  context: 0
}

/**
 * The events at which an incident turned, in order of time: what set it off, the cause, what filled up first, the first harm,
 * who noticed first, what was done, the end. Of symptoms those that say that something is full, waiting or failing come
 * before those that only move.
 */
export function turningPoints({ timeline, verdict }: RunRecord): TimelineEvent[] {
  const ordered = inOrder(timeline)
  const onset = verdict.rootCause?.onset ?? null
  const chosen = marks.flatMap((mark) => {
    const of = ordered.filter((event) => event.mark === mark)
    if (mark === 'recovery') return of.slice(-kept.recovery)
    if (mark !== 'symptom' && mark !== 'harm') return of.slice(0, kept[mark])
    const after = of.filter(({ time }) => onset === null || time >= onset)
    // Coarse series date what they show by the step in which it began: what comes after the cause tells how it went.
    if (mark === 'harm') return (after.length > 0 ? after : of).slice(0, kept.harm)
    return [...after.filter(isTelling), ...after.filter((event) => !isTelling(event))].slice(0, kept.symptom)
  })
  return inOrder(chosen)
}

const marks: readonly TimelineEvent['mark'][] = [
  'change',
  'cause',
  'symptom',
  'harm',
  'alert',
  'report',
  'intervention',
  'recovery'
]

const isTelling = ({ statement }: TimelineEvent): boolean =>
  /\b(?:waiter|full|saturated|failed?|refused|time-?outs?)\b/i.test(statement.template)

function inOrder(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0))
}
