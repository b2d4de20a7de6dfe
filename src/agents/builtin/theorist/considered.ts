import type { CauseCategory } from '../../../domain/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import { standoutsIn, type Standout } from '../standouts.ts'
import { abusiveTraffic } from './abusive-traffic.ts'
import { batchInterference } from './batch-interference.ts'
import { cacheFailure } from './cache-failure.ts'
import { demandSurge } from './demand-surge.ts'
import { expiredCertificate } from './expired-certificate.ts'
import { faultyInstance } from './faulty-instance.ts'
import { inefficientQuery } from './inefficient-query.ts'
import { lockContention, unseenLocks } from './lock-contention.ts'
import { memoryLeak } from './memory-leak.ts'
import { limitTooLow, misconfiguration } from './misconfiguration.ts'
import { networkFault } from './network-fault.ts'
import { codeDefect, dataDefect } from './own-failure.ts'
import { platformOutage } from './platform-outage.ts'
import { queryAmplification } from './query-amplification.ts'
import { quotaExhaustion } from './quota-exhaustion.ts'
import { resourceLeak } from './resource-leak.ts'
import { retryStorm } from './retry-storm.ts'
import { settingChanged } from './setting-changed.ts'
import { slowDependency } from './slow-dependency.ts'

type Draft = (desk: Desk, suspect: Standout | undefined) => Promise<HypothesisDraft | undefined>

/** The explanation that each class would give of these materials, whether or not a finding points to it. */
const drafts: Record<CauseCategory, Draft> = {
  'abusive-traffic': abusiveTraffic,
  'batch-interference': batchInterference,
  'cache-failure': cacheFailure,
  'code-defect': codeDefect,
  'data-defect': dataDefect,
  'demand-surge': (desk, suspect) => demandSurge(desk, suspect, 'theorist'),
  'expired-certificate': expiredCertificate,
  'faulty-instance': faultyInstance,
  async 'inefficient-query'(desk, suspect) {
    const operations = await slowest(desk)
    const one = suspect ?? operations.first
    return one && inefficientQuery(desk, one, operations.evidence)
  },
  'lock-contention': async (desk, suspect) => (await lockContention(desk, suspect)) ?? unseenLocks(suspect),
  'memory-leak': memoryLeak,
  misconfiguration: async (desk, suspect) =>
    (await misconfiguration(desk, suspect)) ?? (await settingChanged(desk, suspect)) ?? (await limitTooLow(desk, suspect)),
  'network-fault': networkFault,
  'platform-outage': platformOutage,
  'query-amplification': queryAmplification,
  'quota-exhaustion': quotaExhaustion,
  'resource-leak': resourceLeak,
  'retry-storm': retryStorm,
  'slow-dependency': slowDependency
}

/** What the materials say for a class that somebody suspects; null when they hold nothing that would carry it. */
export async function considered(
  desk: Desk,
  category: CauseCategory,
  suspects: readonly Standout[]
): Promise<HypothesisDraft | null> {
  return (await drafts[category](desk, suspects[0])) ?? null
}

async function slowest(desk: Desk) {
  const frame = framed(desk)
  const evidence = frame && (await ask(desk, 'operations', frame))
  return { evidence, first: standoutsIn(evidence)[0] }
}
