import type { Finding } from '../../../domain/index.ts'
import type { Desk, HypothesisDraft, Theorist } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { standoutsIn, type Standout } from '../standouts.ts'
import { inefficientQuery } from './inefficient-query.ts'
import { lockContention } from './lock-contention.ts'
import { misconfiguration } from './misconfiguration.ts'

/** Suspects of one population that are worth a hypothesis each: a third would share the blame too thinly to be tested. */
const mostSuspects = 2

/** Turns findings into explanations: each finding names a mechanism that could be at work, and is looked into further. */
export const theorist: Theorist = {
  async propose(desk, findings) {
    const suspects = await suspectsOf(desk, findings)
    const frame = framed(desk)
    const operations = frame && (await ask(desk, 'operations', frame))
    const proposals: (HypothesisDraft | undefined)[] = []
    for (const suspect of suspects) proposals.push(await inefficientQuery(desk, suspect, operations))
    if (findings.some(({ topic }) => topic === 'lock-waits')) proposals.push(await lockContention(desk, suspects[0]))
    if (findings.some(({ topic }) => topic === 'limit-lowered')) proposals.push(await misconfiguration(desk, suspects[0]))
    return proposals.filter((one) => one !== undefined)
  }
}

/** Operations that findings accuse, of the deepest population only: the same work seen from outside is no second suspect. */
export async function suspectsOf(desk: Desk, findings: readonly Finding[]): Promise<Standout[]> {
  const frame = framed(desk)
  if (!frame) return []
  const accused = new Set(
    findings.filter(({ topic }) => topic === 'operation-stands-out').map(({ subject }) => subject?.operation)
  )
  const all = standoutsIn(await ask(desk, 'operations', frame)).filter(({ operation }) => accused.has(operation))
  const deepest = all[0]?.population
  return all.filter(({ population }) => population === deepest).slice(0, mostSuspects)
}
