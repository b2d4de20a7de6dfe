import type { SpecialistRole } from '../../../domain/index.ts'
import type { Call } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'

/** A week: faults that a change makes seldom wait longer, and a longer list is read by nobody. */
const weekMinutes = 7 * 24 * 60

/** What each role asks first. Without a window only what needs none. */
export function roleAsks(role: SpecialistRole, { window, baseline }: Pick<Desk, 'window' | 'baseline'>): Call[] {
  if (!window) return role === 'database' ? [{ tool: 'plans', arguments: {} }] : []
  const framed = { window, baseline }
  const operations = (population: string | null): Call => ({ tool: 'operations', arguments: { ...framed, population } })
  switch (role) {
    case 'application':
      return [
        { tool: 'log_templates', arguments: framed },
        operations('events'),
        operations('requests'),
        { tool: 'error_kinds', arguments: framed },
        { tool: 'expiry_and_quota', arguments: { window } }
      ]
    case 'database':
      return [operations('statements'), { tool: 'plans', arguments: {} }, { tool: 'lock_waits', arguments: { window } }]
    case 'infrastructure':
      return [
        { tool: 'series_onsets', arguments: framed },
        { tool: 'holders_waiters', arguments: framed },
        { tool: 'littles_law', arguments: framed },
        { tool: 'instance_skew', arguments: framed },
        { tool: 'resource_trends', arguments: framed },
        { tool: 'gc_pauses', arguments: framed },
        { tool: 'thread_stacks', arguments: {} }
      ]
    case 'traffic':
      return [
        { tool: 'demand', arguments: framed },
        { tool: 'matched_load', arguments: framed },
        { tool: 'retries', arguments: framed },
        { tool: 'traffic_makeup', arguments: framed }
      ]
    case 'dependencies':
      return [operations('spans'), { tool: 'dependency_latency', arguments: framed }, { tool: 'span_trees', arguments: framed }]
    case 'changes':
      return [
        { tool: 'changes_around', arguments: { time: window.from, before_minutes: weekMinutes } },
        { tool: 'limits', arguments: framed },
        { tool: 'interventions', arguments: { window } }
      ]
    case 'citizen-impact':
      return [
        { tool: 'alerts_timeline', arguments: { window } },
        { tool: 'reports_timeline', arguments: { window } },
        { tool: 'impact', arguments: framed }
      ]
  }
}
