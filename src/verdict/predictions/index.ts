import { CauseCategory, type Prediction } from '../../domain/index.ts'
import { abusiveTraffic } from './abusive-traffic.ts'
import { batchInterference } from './batch-interference.ts'
import { cacheFailure } from './cache-failure.ts'
import { codeDefect } from './code-defect.ts'
import { dataDefect } from './data-defect.ts'
import { demandSurge } from './demand-surge.ts'
import { expiredCertificate } from './expired-certificate.ts'
import { faultyInstance } from './faulty-instance.ts'
import { inefficientQuery } from './inefficient-query.ts'
import { lockContention } from './lock-contention.ts'
import { memoryLeak } from './memory-leak.ts'
import { misconfiguration } from './misconfiguration.ts'
import { networkFault } from './network-fault.ts'
import { platformOutage } from './platform-outage.ts'
import { queryAmplification } from './query-amplification.ts'
import { quotaExhaustion } from './quota-exhaustion.ts'
import { resourceLeak } from './resource-leak.ts'
import { retryStorm } from './retry-storm.ts'
import { slowDependency } from './slow-dependency.ts'

/**
 * What each class of cause says the tests will show. A weight of 1 is ordinary; the largest are its heart. A class that
 * is not here cannot be accepted: nothing would tell it from its rivals. Adding one: a file, a line, and its tests.
 */
const predictions: Partial<Record<CauseCategory, readonly Prediction[]>> = {
  'inefficient-query': inefficientQuery,
  'lock-contention': lockContention,
  misconfiguration,
  'demand-surge': demandSurge,
  'cache-failure': cacheFailure,
  'expired-certificate': expiredCertificate,
  'network-fault': networkFault,
  'platform-outage': platformOutage,
  'quota-exhaustion': quotaExhaustion,
  'retry-storm': retryStorm,
  'slow-dependency': slowDependency,
  'abusive-traffic': abusiveTraffic,
  'batch-interference': batchInterference,
  'code-defect': codeDefect,
  'data-defect': dataDefect,
  'faulty-instance': faultyInstance,
  'memory-leak': memoryLeak,
  'query-amplification': queryAmplification,
  'resource-leak': resourceLeak
}

/** Whatever the cause, harm ends with what ends it, where that is written down. A surge is ended by nobody. */
const remedied: Prediction = { test: 'ended-with-its-remedy', expected: 'yes', weight: 2.5 }

/** What the class predicts; nothing for a class that this version cannot test. */
export const predictionsFor = (category: CauseCategory): Prediction[] =>
  (predictions[category] ?? []).concat(category === 'demand-surge' ? [{ ...remedied, expected: 'no' }] : remedied)

/** The classes that can be tested, and so accepted. */
export const testableCategories: readonly CauseCategory[] = CauseCategory.options.filter((category) => category in predictions)
