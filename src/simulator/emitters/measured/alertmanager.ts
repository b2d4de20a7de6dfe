import { fireAlerts } from '../../world/alerts.ts'
import type { Emitter } from '../emitter.ts'

/** Alertmanager's `/api/v2/alerts` as somebody saved it. */
export const alertmanager: Emitter = ({ world, clock }) => {
  const document = fireAlerts(world).map(({ rule, atMs, value, threshold, resolvedAtMs }) => ({
    labels: {
      alertname: rule.name,
      severity: rule.severity,
      service: world.scenario.service.application,
      ...(rule.series.includes('@') ? { instance: rule.series.split('@')[1] } : {})
    },
    annotations: {
      summary: rule.title,
      description: `${rule.description} (${rule.series.split('@')[0]} ${value.toFixed(1)}, threshold ${threshold})`
    },
    startsAt: clock.iso(atMs),
    endsAt: resolvedAtMs === null ? '0001-01-01T00:00:00Z' : clock.iso(resolvedAtMs),
    status: { state: resolvedAtMs === null ? 'active' : 'resolved', silencedBy: [], inhibitedBy: [] }
  }))
  return { kind: 'document', text: `${JSON.stringify(document, null, 2)}\n`, records: document.length }
}
