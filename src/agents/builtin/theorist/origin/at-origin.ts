import type { CauseCategory, Evidence, Trigger } from '../../../../domain/index.ts'
import { changeOfOrigin, changesThatCan, type Origin, type Row, rowsIn, type Scene } from '../../../../verdict/index.ts'
import type { Desk } from '../../../roles.ts'
import { askAll, sceneAt } from '../../ask.ts'
import { triggerKind } from '../trigger-kind.ts'

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

/** The change of the origin, or of what it is built of, that names what fails there or touches what produces it; null for none. */
export async function triggerAtOrigin(desk: Desk, { scene }: AtOrigin, category: CauseCategory): Promise<Trigger | null> {
  const [candidates] = await askAll(desk, changesThatCan(category, scene))
  const row = changeOfOrigin(candidates, category)
  return row ? { kind: triggerKind(row.text('kind')), ref: row.text('ref'), time: row.text('acts_at') ?? row.text('time') } : null
}
