import type { Evidence, Finding } from '../../../domain/index.ts'
import { runsLimit } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { ask, framed } from '../ask.ts'

type Maybe = Evidence | undefined

/** Everything that the report's sections are written from. */
export interface Gathered {
  readonly frame: Maybe
  readonly onsets: Maybe
  readonly operations: Maybe
  /** Runs of each operation that a finding accuses. */
  readonly runs: readonly Evidence[]
  readonly pool: Maybe
  readonly locks: Maybe
  readonly limits: Maybe
  readonly demand: Maybe
  readonly plans: Maybe
  readonly alerts: Maybe
  readonly interventions: Maybe
  readonly changes: Maybe
  readonly templates: Maybe
  readonly reports: Maybe
  readonly impact: Maybe
  readonly contradictions: Maybe
  readonly law: Maybe
  readonly catalogue: Maybe
}

const weekMinutes = 7 * 24 * 60

/** Asks for it again: what was asked before costs nothing. Sections without a window are left out. */
export async function gather(desk: Desk, findings: readonly Finding[]): Promise<Gathered> {
  const { window } = desk
  const frame = framed(desk)
  const inFrame = async (tool: string): Promise<Maybe> => frame && ask(desk, tool, frame)
  const inWindow = async (tool: string): Promise<Maybe> => (window ? ask(desk, tool, { window }) : undefined)
  const runs: Evidence[] = []
  const accused = findings.filter(({ topic }) => topic === 'runs-compared').flatMap(({ subject }) => subject ?? [])
  for (const { population, operation } of distinct(accused)) {
    const found = window && (await ask(desk, 'operation_runs', { population, operation, window, limit: runsLimit }))
    if (found) runs.push(found)
  }
  return {
    frame: await ask(desk, 'frame'),
    onsets: await inFrame('series_onsets'),
    operations: await inFrame('operations'),
    runs,
    pool: await inFrame('holders_waiters'),
    locks: await inWindow('lock_waits'),
    limits: await inFrame('limits'),
    demand: await inFrame('demand'),
    plans: await ask(desk, 'plans'),
    alerts: await inWindow('alerts_timeline'),
    interventions: await inWindow('interventions'),
    changes: window ? await ask(desk, 'changes_around', { time: window.from, before_minutes: weekMinutes }) : undefined,
    templates: frame && (await ask(desk, 'log_templates', { ...frame, limit: 200 })),
    reports: await inWindow('reports_timeline'),
    impact: await inFrame('impact'),
    contradictions: await ask(desk, 'contradictions'),
    law: await inFrame('littles_law'),
    catalogue: await ask(desk, 'catalogue')
  }
}

function distinct<T extends object>(values: readonly T[]): T[] {
  const keys = values.map((value) => JSON.stringify(value))
  return values.filter((_, i) => keys.indexOf(keys[i] ?? '') === i)
}
