import type { Desk, HypothesisDraft } from '../../../roles.ts'
import { atOrigin } from './at-origin.ts'
import { moreCalls } from './more-calls.ts'
import { occupied } from './occupied.ts'
import { onTheWay } from './on-the-way.ts'
import { ownCode } from './own-code.ts'
import { settingAtOrigin } from './setting.ts'

/** What may be wrong in the one of several services in which harm begins. None where the materials point to no one of them. */
export async function explainOrigin(desk: Desk): Promise<HypothesisDraft[]> {
  const at = await atOrigin(desk)
  if (!at) return []
  const proposals: (HypothesisDraft | undefined)[] = []
  for (const explain of [moreCalls, ownCode, onTheWay, occupied, settingAtOrigin]) proposals.push(await explain(desk, at))
  return proposals.filter((one) => one !== undefined)
}
