import type { About } from '../plant/steps.ts'
import type { Setting } from '../plant/setting.ts'
import type { FaultOf } from '../scenario/fault.ts'

/** Work that takes a lock exclusively, again and again, and keeps everybody else out while it does. */
export function lockHolder(setting: Setting, fault: FaultOf<'lock-holder'>): void {
  const about: About = { kind: 'statement', id: `job:${fault.application}`, plan: null, fails: null }
  setting.classes.push({
    name: `job:${fault.application}`,
    arrivals: { kind: 'times', atMs: [setting.at(fault.from)] },
    attributes: () => ({ job: fault.application }),
    steps: [
      {
        do: 'repeat',
        times: 100_000,
        steps: [
          {
            do: 'branch',
            choose: (draw) =>
              setting.active(fault, draw.now)
                ? [
                    {
                      do: 'hold',
                      resource: `lock:${fault.lock}`,
                      units: 'all',
                      steps: [
                        {
                          do: 'work',
                          name: `sql:job:${fault.application}`,
                          time: draw.random.logNormal(fault.holdMs, 0.15),
                          about
                        }
                      ]
                    },
                    { do: 'work', name: 'pause', time: fault.gapMs }
                  ]
                : [{ do: 'fail', reason: 'job-ended' }]
          }
        ]
      }
    ]
  })
}
