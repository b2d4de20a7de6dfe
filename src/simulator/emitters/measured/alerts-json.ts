import { fireAlerts } from '../../world/alerts.ts'
import type { Emitter } from '../emitter.ts'

/** The alerting system's export: what fired, on which metric, and what anybody did about it. */
export const alertsJson: Emitter = ({ world, clock }) => {
  const fired = fireAlerts(world)
  const document = fired.map(({ rule, atMs, value, threshold, resolvedAtMs }, index) => ({
    alert_id: `AL-${clock.iso(0).slice(0, 10).replaceAll('-', '')}-${String(index + 1).padStart(3, '0')}`,
    timestamp: clock.iso(atMs).replace(/\.\d+/, ''),
    severity: rule.severity,
    source: rule.source,
    metric: rule.series.split('@')[0],
    ...(rule.series.includes('@') ? { entity: rule.series.split('@')[1] } : {}),
    title: rule.title,
    description: rule.description,
    details: { value: Number(value.toFixed(1)), threshold },
    status: rule.status,
    resolved_at: rule.status === 'resolved' && resolvedAtMs !== null ? clock.iso(resolvedAtMs).replace(/\.\d+/, '') : null
  }))
  return { kind: 'document', text: `${JSON.stringify(document, null, 2)}\n`, records: document.length }
}
