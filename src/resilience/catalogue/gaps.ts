import { citeFact, type Evidence, state, type Statement } from '../../domain/index.ts'

/** Of the alerts that were in place: who was told, and what followed. An alert that nobody acts upon is no alert. */
export function gapsOf(alerts: Evidence | undefined): Statement[] {
  if (!alerts || Number(alerts.facts['alerts'] ?? 0) === 0) {
    return alerts ? [state('no alert of those in place fired in the incident', {}, [alerts.id])] : []
  }
  const has = (fact: string): boolean => alerts.facts[fact] !== null && alerts.facts[fact] !== undefined
  const gaps: Statement[] = []
  if (has('minutes_to_first_report') && Number(alerts.facts['minutes_to_first_report']) > 0) {
    gaps.push(
      state(
        'the first alert, "{name}", stood {lead} before the first report by the public: it was early enough, and what was missing came after it',
        { name: [citeFact(alerts, 'first_name'), 'text'], lead: [citeFact(alerts, 'minutes_to_first_report'), 'minutes'] }
      )
    )
  } else if (has('minutes_to_first_report')) {
    gaps.push(
      state('the public reported before the first alert, "{name}", fired', { name: [citeFact(alerts, 'first_name'), 'text'] }, [
        alerts.id
      ])
    )
  }
  if (has('first_status') && /ack/i.test(String(alerts.facts['first_status']))) {
    gaps.push(
      state('it was only {status}: an acknowledgement must not stop escalation', {
        status: [citeFact(alerts, 'first_status'), 'text']
      })
    )
  }
  if (has('minutes_to_first_intervention')) {
    gaps.push(
      state('{minutes} passed from the first alert until anybody did anything to the system', {
        minutes: [citeFact(alerts, 'minutes_to_first_intervention'), 'minutes']
      })
    )
  }
  if (Number(alerts.facts['unacted'] ?? 0) > 0) {
    gaps.push(
      state('{unacted} of {all} alerts had no intervention within half an hour', {
        unacted: [citeFact(alerts, 'unacted'), 'integer'],
        all: [citeFact(alerts, 'alerts'), 'integer']
      })
    )
  }
  return gaps
}
