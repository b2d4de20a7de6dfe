import { state, type Statement } from '../../../domain/index.ts'
import { rowsIn, textIn } from '../../../verdict/index.ts'
import { draftAlertsTimeline } from '../drafters/alerts-timeline.ts'
import type { Gathered } from './gather.ts'

/** Alerts listed one by one beside the first: those that stood longest before anybody acted. */
const most = 5
/** Half an hour is what a citizen spends before giving up; an alert that stood longer was not acted on. */
const unactedMinutes = 30

/** What was there to be seen before the harm was reported, and what became of it. */
export function earlyWarningsOf({ alerts, reports, onsets }: Gathered): Statement[] {
  const first = alerts ? draftAlertsTimeline(alerts, []).map(({ statement }) => statement) : []
  const ignored = rowsIn(alerts)
    .slice(1)
    .filter((row) => row.text('name') !== null && (row.number('minutes_to_action') ?? 0) > unactedMinutes)
    .slice(0, most)
    .map((row) => {
      const status = row.text('status') !== null
      return state(`{name} at {time}${status ? ' is {status}' : ''}: nothing was done for {minutes}`, {
        name: [row.cite('name'), 'text'],
        time: [row.cite('time'), 'time'],
        ...(status ? { status: [row.cite('status'), 'text'] } : {}),
        minutes: [row.cite('minutes_to_action'), 'minutes']
      })
    })
  const reportedAt = textIn(reports, 'first_at')
  const before = rowsIn(onsets)
    .filter(
      (row) =>
        row.text('beyond_load_onset') !== null && (reportedAt === null || (row.text('beyond_load_onset') ?? '') < reportedAt)
    )
    .slice(0, 3)
    .map((row) =>
      state('{series} was more than load explains from {at} on', {
        series: [row.cite('series'), 'text'],
        at: [row.cite('beyond_load_onset'), 'time']
      })
    )
  return [...first, ...ignored, ...before]
}
