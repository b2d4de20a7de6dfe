import { type CauseCategory, epochMsOf, type Evidence, type Trigger } from '../../../../domain/index.ts'
import {
  changeOfOrigin,
  changesThatCan,
  loadedJustBefore,
  loadsBefore,
  type Origin,
  type Row,
  rowsIn,
  type Scene
} from '../../../../verdict/index.ts'
import type { Desk } from '../../../roles.ts'
import { askAll, sceneAt } from '../../ask.ts'
import { triggerOfChange } from '../trigger-kind.ts'

/** Of several services the one in which harm begins, with what is known of it. */
export interface AtOrigin {
  readonly scene: Scene
  readonly origin: Origin
  readonly origins: Evidence
  readonly row: Row
}

/** Undefined where the materials do not tell services apart, or point to no one of them. */
export async function atOrigin(desk: Desk): Promise<AtOrigin | undefined> {
  const scene = await sceneAt(desk)
  const { origin } = scene
  const { origins } = scene.evidence
  const row = rowsIn(origins).find((one) => one.text('service') === origin?.service)
  return origin && origins && row ? { scene, origin, origins, row } : undefined
}

const servedMs = 14 * 24 * 3_600_000

/** The change of the origin, or of what it is built of, that names what fails there or touches what produces it; null for none. */
export async function triggerAtOrigin(desk: Desk, { scene }: AtOrigin, category: CauseCategory): Promise<Trigger | null> {
  const [candidates] = await askAll(desk, changesThatCan(category, scene))
  const row = changeOfOrigin(candidates, category)
  const acts = row?.text('acts_at') ?? row?.text('time')
  // Code that has served for weeks fails of something new: data that was just brought in says what.
  if (category === 'code-defect' && (!acts || !scene.departsAt || epochMsOf(scene.departsAt) - epochMsOf(acts) > servedMs)) {
    const load = loadedJustBefore((await askAll(desk, loadsBefore(scene)))[0])
    if (load) return { kind: 'data', ref: load.text('file') ?? load.text('who'), time: load.text('at') }
  }
  return row ? triggerOfChange(row) : null
}
