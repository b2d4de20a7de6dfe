import type { About } from '../plant/steps.ts'
import type { Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** A job's sessions, each running one statement after the other on the database's cores. */
export function batch(setting: Setting, fault: FaultOf<'batch'>): void {
  const startMs = setting.at(fault.from)
  const about: About = { kind: 'statement', id: `job:${fault.name}`, plan: null, fails: null }
  setting.classes.push({
    name: `job:${fault.name}`,
    arrivals: { kind: 'times', atMs: Array.from({ length: fault.sessions }, (_, i) => startMs + 400 * i) },
    attributes: () => ({ job: fault.name }),
    steps: [
      {
        do: 'repeat',
        times: 1_000_000,
        steps: [
          {
            do: 'branch',
            choose: (draw) =>
              setting.active(fault, draw.now)
                ? [{ do: 'work', name: `sql:job:${fault.name}`, on: 'cpu@db', time: draw.random.logNormal(fault.ms, 0.2), about }]
                : [{ do: 'fail', reason: 'job-ended' }]
          }
        ]
      }
    ]
  })
  setting.happenings.push({ atMs: startMs, kind: 'job-start', entity: fault.name, text: fault.sql, before: null, after: null })
  if (fault.until !== undefined) {
    const atMs = setting.at(fault.until)
    setting.happenings.push({ atMs, kind: 'job-end', entity: fault.name, text: fault.sql, before: null, after: null })
  }
}
