import type { AlertRoute, ProvenDetector } from '../../domain/index.ts'

/** Who hears of what, one route for each kind of alert and team that the detectors name. */
export function routesOf(detectors: readonly ProvenDetector[]): AlertRoute[] {
  const severities = ['page', 'ticket'] as const
  return severities.flatMap((severity) => {
    const teams = [...new Set(detectors.flatMap(({ detector }) => (detector.severity === severity ? [detector.tell] : [])))]
    return teams.sort().map((tell): AlertRoute => (severity === 'page' ? paged(tell) : ticketed(tell)))
  })
}

function paged(tell: string): AlertRoute {
  return {
    severity: 'page',
    tell,
    channel: 'telephone, day and night; the runbook stands in the message',
    acknowledgeWithinMinutes: 5,
    escalation: [
      { afterMinutes: 5, to: 'the second on-call of the same team, when nobody answers' },
      { afterMinutes: 15, to: 'the incident lead, when the alert still stands: an acknowledgement does not stop this clock' },
      { afterMinutes: 30, to: 'the service owner, who decides on a notice to citizens and on other ways to be served' }
    ]
  }
}

function ticketed(tell: string): AlertRoute {
  return {
    severity: 'ticket',
    tell,
    channel: 'the team’s queue, with the runbook',
    acknowledgeWithinMinutes: null,
    escalation: [
      { afterMinutes: 60, to: 'the on-call of the team, when it still stands and a page of the same service stands too' },
      { afterMinutes: 1440, to: 'the team’s lead, when nobody took it up' }
    ]
  }
}
