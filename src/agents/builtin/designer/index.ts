import type { Designer } from '../../roles.ts'
import { contradictionsOf } from './contradictions.ts'
import { earlyWarningsOf } from './early-warnings.ts'
import { fetchNextOf } from './fetch-next.ts'
import { gather } from './gather.ts'
import { impactOf } from './impact.ts'
import { monitorFor } from './monitor.ts'
import { provenOf, unprovenOf } from './proven.ts'
import { remediesFor } from './remedies.ts'
import { strengthen } from './strengthen.ts'
import { timelineOf } from './timeline.ts'

export const designer: Designer = {
  async narrate(desk, verdict, findings) {
    const found = await gather(desk, findings)
    return {
      timeline: timelineOf(verdict, found),
      earlyWarnings: earlyWarningsOf(found),
      impact: impactOf(found),
      contradictions: contradictionsOf(found),
      proven: provenOf(verdict, findings),
      unproven: unprovenOf(verdict, found),
      fetchNext: fetchNextOf(verdict, findings, desk.incident.sources, found)
    }
  },

  async remedies(_desk, verdict, scaling) {
    return remediesFor(verdict, scaling)
  },

  monitor: (desk, judged) => monitorFor(desk, judged),

  strengthen
}
