import { epochMsOf, type Evidence, type Instant, type TimeWindow } from '../domain/index.ts'
import { abnormality } from './abnormality.ts'
import { answersTo, type Call, saidBy } from './call.ts'
import { type Maybe, numberIn, rowsIn, textIn } from './reading.ts'

/** What an investigation is about: the harmful time and the healthy time that it is compared with. */
export interface Frame {
  readonly window: TimeWindow | null
  readonly baseline: TimeWindow | null
}

export interface Intervention {
  readonly time: Instant
  readonly kind: string
  /** What was acted on; null where it is not said. */
  readonly object: string | null
  readonly row: number
  /** Takes back what was done before; null where an older piece of evidence does not say. */
  readonly undoes: boolean | null
}

/** What every test knows before it asks: the frame, and the few facts that later calls take as arguments. */
export interface Scene extends Frame {
  /** False: nothing departs from normal. Null: cannot be told, or runs of an operation depart though no signal does. */
  readonly abnormal: boolean | null
  /** When the first signal of harm (latency, errors, success) departs; else the first signal at all. */
  readonly departsAt: Instant | null
  readonly interventions: readonly Intervention[]
  /** Of several services the one in which harm begins, where the materials tell services apart and one stands out. */
  readonly origin: Origin | null
  /** Series that measures load, where there is one. */
  readonly loadSeries: string | null
  /** 'complete', 'sample' or 'unknown': whether earliest logged may be taken for earliest. */
  readonly completeness: Readonly<Record<'statements' | 'requests' | 'events', string>>
  readonly evidence: SceneEvidence
}

export interface Origin {
  readonly service: string
  readonly operation: string | null
  /** 0–1: how far the kinds of source agree on it. */
  readonly score: number
}

interface SceneEvidence {
  readonly catalogue: Maybe
  readonly frame: Maybe
  readonly interventions: Maybe
  readonly onsets: Maybe
  readonly origins: Maybe
}

/** Signals that a citizen feels, as the frame names their kinds. */
const harmKinds = /latency|error|success|harm|fail|duration/

/** The calls that a scene is made of. */
export function sceneCalls({ window, baseline }: Frame): Call[] {
  const calls: Call[] = [
    { tool: 'catalogue', arguments: {} },
    { tool: 'frame', arguments: {} }
  ]
  if (window) calls.push({ tool: 'interventions', arguments: { window } })
  if (window) calls.push({ tool: 'series_onsets', arguments: { window, baseline } })
  if (window) calls.push({ tool: 'service_origin', arguments: { window, baseline } })
  return calls
}

/** Sets the scene from whatever of its evidence is there. */
export function sceneOf(frame: Frame, evidence: readonly Evidence[]): Scene {
  const found = answersTo(sceneCalls(frame), evidence)
  const byTool = (tool: string): Maybe => saidBy(found, tool)
  const framing = byTool('frame')
  const departures = rowsIn(framing)
    .flatMap((row) => {
      const at = row.text('departs_at')
      // What departs in the time that is taken for healthy, before the window, is no harm of this window.
      const { window, baseline } = frame
      const healthy = at !== null && window && baseline && baseline.to <= window.from && at < baseline.to
      return at && !healthy ? [{ at, harm: harmKinds.test(`${row.text('kind')} ${row.text('signal')}`.toLowerCase()) }] : []
    })
    .sort((a, b) => epochMsOf(a.at) - epochMsOf(b.at))
  const interventions = byTool('interventions')
  const completeness = (table: string): string => textIn(byTool('catalogue'), `${table}_complete`) ?? 'unknown'
  return {
    window: frame.window,
    baseline: frame.baseline,
    abnormal: abnormality(framing, byTool('series_onsets'), byTool('catalogue'), evidence),
    departsAt: (departures.find(({ harm }) => harm) ?? departures[0])?.at ?? null,
    interventions: rowsIn(interventions).flatMap((row) => {
      const [time, kind] = [row.text('time'), row.text('kind')]
      const [object, undoes] = [row.text('object'), row.value('undoes')]
      return time && kind ? [{ time, kind, object, row: row.index, undoes: typeof undoes === 'boolean' ? undoes : null }] : []
    }),
    origin: originIn(byTool('service_origin')),
    loadSeries: textIn(byTool('series_onsets'), 'load_series'),
    completeness: {
      statements: completeness('statements'),
      requests: completeness('requests'),
      events: completeness('events')
    },
    evidence: {
      catalogue: byTool('catalogue'),
      frame: framing,
      interventions,
      onsets: byTool('series_onsets'),
      origins: byTool('service_origin')
    }
  }
}

/** From here on the kinds of source agree more than they differ, and the next service is far behind. */
const agreed = 0.4
const leastLead = 0.15

function originIn(origins: Maybe): Origin | null {
  const [service, score] = [textIn(origins, 'origin'), numberIn(origins, 'origin_score')]
  if (service === null || score === null || score < agreed) return null
  if (score - (numberIn(origins, 'runner_up_score') ?? 0) < leastLead) return null
  return { service, operation: textIn(origins, 'origin_operation'), score }
}

/** How far the healthy time is known, in minutes; null when unsaid. */
export const healthyMinutes = (scene: Scene): number | null => numberIn(scene.evidence.frame, 'healthy_minutes')
