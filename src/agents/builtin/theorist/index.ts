import type { CauseCategory, Finding } from '../../../domain/index.ts'
import { has } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft, Theorist } from '../../roles.ts'
import { ask, attempted, framed } from '../ask.ts'
import type { Topic } from '../draft.ts'
import { standoutsIn, type Standout } from '../standouts.ts'
import { abusiveTraffic } from './abusive-traffic.ts'
import { batchInterference } from './batch-interference.ts'
import { cacheFailure } from './cache-failure.ts'
import { expiredCertificate } from './expired-certificate.ts'
import { faultyInstance } from './faulty-instance.ts'
import { inefficientQuery } from './inefficient-query.ts'
import { loadedData } from './loaded-data.ts'
import { lockContention } from './lock-contention.ts'
import { memoryLeak } from './memory-leak.ts'
import { misconfiguration } from './misconfiguration.ts'
import { networkFault } from './network-fault.ts'
import { considered } from './considered.ts'
import { codeDefect, dataDefect } from './own-failure.ts'
import { explainOrigin } from './origin/index.ts'
import { platformOutage } from './platform-outage.ts'
import { queryAmplification } from './query-amplification.ts'
import { quotaExhaustion } from './quota-exhaustion.ts'
import { resourceLeak } from './resource-leak.ts'
import { retryStorm } from './retry-storm.ts'
import { settingChanged } from './setting-changed.ts'
import { slowDependency } from './slow-dependency.ts'

/** Suspects of one population that are worth a hypothesis each: a third would share the blame too thinly to be tested. */
const mostSuspects = 2

/** What findings of any of the topics may mean, where the explanation needs no suspected operation. */
const byTopics: readonly (readonly [readonly Topic[], CauseCategory, (desk: Desk) => Promise<HypothesisDraft | undefined>])[] = [
  // What the ground under the services does shows in no one signal of theirs.
  [[], 'platform-outage', platformOutage],
  [['dependency-moved'], 'slow-dependency', slowDependency],
  [['ended'], 'expired-certificate', expiredCertificate],
  [['ended'], 'quota-exhaustion', quotaExhaustion],
  [['attempts'], 'retry-storm', retryStorm],
  [['cache-fell'], 'cache-failure', cacheFailure],
  [['dependency-moved', 'operation-stands-out'], 'network-fault', networkFault],
  [['instance-departs'], 'faulty-instance', faultyInstance],
  [['memory-grows'], 'memory-leak', memoryLeak],
  [['held-grows', 'ended'], 'resource-leak', resourceLeak],
  [['operation-stands-out', 'series-moved'], 'batch-interference', batchInterference],
  [['one-party'], 'abusive-traffic', abusiveTraffic],
  [['calls-rose', 'operation-stands-out'], 'query-amplification', queryAmplification],
  [['own-failure', 'operation-stands-out', 'threads-stand'], 'code-defect', codeDefect],
  [['own-failure'], 'data-defect', dataDefect],
  [[], 'data-defect', loadedData]
]

const query = /^(?:select|insert|update|delete|with|call|exec\w*|find|aggregate|query)\b|\b(?:sql|db|postgres|mysql)\b/i

/** Turns findings into explanations: each finding names a mechanism that could be at work, and is looked into further. */
export const theorist: Theorist = {
  async propose(desk, findings) {
    const suspects = await suspectsOf(desk, findings)
    const frame = framed(desk)
    const operations = frame && (await ask(desk, 'operations', frame))
    const told = (...topics: readonly Topic[]): boolean => findings.some(({ topic }) => topics.some((one) => one === topic))
    const proposals: (HypothesisDraft | undefined)[] = []
    const explain = async (part: CauseCategory, work: () => Promise<HypothesisDraft | undefined>): Promise<void> => {
      proposals.push(await attempted(desk, part, work))
    }
    for (const suspect of suspects) await explain('inefficient-query', () => inefficientQuery(desk, suspect, operations))
    if (told('lock-waits', 'threads-stand')) await explain('lock-contention', () => lockContention(desk, suspects[0]))
    await explain('misconfiguration', () =>
      told('limit-lowered') ? misconfiguration(desk, suspects[0]) : settingChanged(desk, suspects[0])
    )
    for (const [topics, category, draft] of byTopics) {
      if (topics.length === 0 || told(...topics)) await explain(category, () => draft(desk))
    }
    // Where one service is known to be the origin, what is said of it there is said better.
    const ofOrigin = (await attempted(desk, 'origin', () => explainOrigin(desk))) ?? []
    const named = frame !== undefined && has(await ask(desk, 'service_origin', frame), 'origin')
    const saidBetter = new Set(ofOrigin.map(({ category }) => category))
    // The same work timed from outside is no second suspect beside it, unless a database is what harm begins in.
    const isRepeated = ({ category, subject, trigger }: HypothesisDraft): boolean =>
      (saidBetter.has(category) && !isAnotherLimit(category, trigger?.ref ?? null, ofOrigin)) ||
      (named &&
        category === 'inefficient-query' &&
        /^(?:spans|requests)$/.test(subject.population ?? '') &&
        !query.test(subject.operation ?? ''))
    return [...ofOrigin, ...proposals.filter((one) => one !== undefined && !isRepeated(one))].filter((one) => one !== undefined)
  },

  consider: async (desk, category, findings) => considered(desk, category, await suspectsOf(desk, findings))
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

/** A limit that another change lowered than the one of the service in which harm begins: it may lie before that service. */
const isAnotherLimit = (category: CauseCategory, ref: string | null, ofOrigin: readonly HypothesisDraft[]): boolean =>
  category === 'misconfiguration' && ref !== null && ofOrigin.every(({ trigger }) => trigger?.ref !== ref)
