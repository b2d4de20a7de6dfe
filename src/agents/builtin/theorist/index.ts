import type { Finding } from '../../../domain/index.ts'
import { has } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft, Theorist } from '../../roles.ts'
import { ask, framed } from '../ask.ts'
import type { Topic } from '../draft.ts'
import { standoutsIn, type Standout } from '../standouts.ts'
import { abusiveTraffic } from './abusive-traffic.ts'
import { batchInterference } from './batch-interference.ts'
import { cacheFailure } from './cache-failure.ts'
import { expiredCertificate } from './expired-certificate.ts'
import { faultyInstance } from './faulty-instance.ts'
import { inefficientQuery } from './inefficient-query.ts'
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

/** What findings of a topic may mean, where the explanation needs no suspected operation. */
const byTopic: readonly (readonly [Topic, (desk: Desk) => Promise<HypothesisDraft | undefined>])[] = [
  ['dependency-moved', slowDependency],
  ['ended', expiredCertificate],
  ['ended', quotaExhaustion],
  ['attempts', retryStorm],
  ['cache-fell', cacheFailure]
]

/** What findings of any of the topics may mean. */
const byTopics: readonly (readonly [readonly Topic[], (desk: Desk) => Promise<HypothesisDraft | undefined>])[] = [
  [['dependency-moved', 'operation-stands-out'], networkFault],
  [['instance-departs'], faultyInstance],
  [['memory-grows'], memoryLeak],
  [['held-grows'], resourceLeak],
  [['operation-stands-out', 'series-moved'], batchInterference],
  [['one-party'], abusiveTraffic],
  [['calls-rose', 'operation-stands-out'], queryAmplification],
  [['own-failure', 'operation-stands-out', 'threads-stand'], codeDefect],
  [['own-failure'], dataDefect]
]

const query = /^(?:select|insert|update|delete|with|call|exec\w*|find|aggregate|query)\b|\b(?:sql|db|postgres|mysql)\b/i

/** Turns findings into explanations: each finding names a mechanism that could be at work, and is looked into further. */
export const theorist: Theorist = {
  async propose(desk, findings) {
    const suspects = await suspectsOf(desk, findings)
    const frame = framed(desk)
    const operations = frame && (await ask(desk, 'operations', frame))
    const proposals: (HypothesisDraft | undefined)[] = []
    for (const suspect of suspects) proposals.push(await inefficientQuery(desk, suspect, operations))
    if (findings.some(({ topic }) => topic === 'lock-waits' || topic === 'threads-stand'))
      proposals.push(await lockContention(desk, suspects[0]))
    proposals.push(
      findings.some(({ topic }) => topic === 'limit-lowered')
        ? await misconfiguration(desk, suspects[0])
        : await settingChanged(desk, suspects[0])
    )
    // What the ground under the services does shows in no one signal of theirs.
    proposals.push(await platformOutage(desk))
    for (const [topic, explain] of byTopic) {
      if (findings.some((finding) => finding.topic === topic)) proposals.push(await explain(desk))
    }
    for (const [topics, explain] of byTopics) {
      if (findings.some(({ topic }) => topics.some((one) => one === topic))) proposals.push(await explain(desk))
    }
    // Where one service is known to be the origin, what is said of it there is said better.
    const ofOrigin = await explainOrigin(desk)
    const named = frame !== undefined && has(await ask(desk, 'service_origin', frame), 'origin')
    const saidBetter = new Set(ofOrigin.map(({ category }) => category))
    // The same work timed from outside is no second suspect beside it, unless a database is what harm begins in.
    const isRepeated = ({ category, subject }: HypothesisDraft): boolean =>
      saidBetter.has(category) ||
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
