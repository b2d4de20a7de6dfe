import type { CauseCategory, MeasureKind } from '../../domain/index.ts'
import { aroundTheCause } from './around-the-cause.ts'
import { endWhatIsSlow } from './end-what-is-slow.ts'
import type { KindOfMeasure } from './kind.ts'
import { letInLess } from './let-in-less.ts'

export const kindsOfMeasure: Readonly<Record<MeasureKind, KindOfMeasure>> = { ...aroundTheCause, ...endWhatIsSlow, ...letInLess }

const slowStatement: readonly MeasureKind[] = [
  'fix-cause',
  'statement-timeout',
  'bulkhead',
  'circuit-breaker',
  'wait-timeout',
  'admission-limit',
  'graceful-degradation'
]
const outside: readonly MeasureKind[] = [
  'fix-cause',
  'call-timeout',
  'circuit-breaker',
  'bulkhead',
  'retry-budget',
  'graceful-degradation'
]

/** What protects whatever the cause: all that can be founded where none is determined. */
export const measuresWithoutCause: readonly MeasureKind[] = ['admission-limit', 'wait-timeout', 'graceful-degradation']

/** Which kinds of measure answer which class of cause, the most telling first. */
export const measuresByCause: Readonly<Record<CauseCategory, readonly MeasureKind[]>> = {
  'inefficient-query': slowStatement,
  'query-amplification': ['fix-cause', 'bulkhead', 'single-flight', 'wait-timeout', 'admission-limit', 'graceful-degradation'],
  'lock-contention': ['fix-cause', 'job-window', 'statement-timeout', 'bulkhead', 'wait-timeout', 'graceful-degradation'],
  'cache-failure': ['fix-cause', 'single-flight', 'bulkhead', 'admission-limit', 'graceful-degradation'],
  'slow-dependency': outside,
  'retry-storm': ['fix-cause', 'retry-budget', 'admission-limit', 'wait-timeout', 'graceful-degradation'],
  'memory-leak': ['fix-cause', 'planned-restart', 'outlier-ejection', 'admission-limit'],
  'resource-leak': ['fix-cause', 'planned-restart', 'wait-timeout', 'outlier-ejection', 'graceful-degradation'],
  'abusive-traffic': ['fix-cause', 'client-rate-limit', 'bulkhead', 'admission-limit', 'single-flight'],
  'batch-interference': [
    'fix-cause',
    'job-window',
    'statement-timeout',
    'wait-timeout',
    'admission-limit',
    'graceful-degradation'
  ],
  misconfiguration: ['fix-cause', 'pool-size', 'wait-timeout', 'admission-limit'],
  'faulty-instance': ['fix-cause', 'outlier-ejection', 'call-timeout'],
  'code-defect': ['fix-cause', 'bulkhead', 'wait-timeout', 'graceful-degradation'],
  'data-defect': ['fix-cause', 'bulkhead', 'graceful-degradation'],
  'expired-certificate': ['fix-cause', 'circuit-breaker', 'call-timeout', 'graceful-degradation'],
  'network-fault': outside,
  'platform-outage': ['fix-cause', 'admission-limit', 'outlier-ejection', 'graceful-degradation'],
  'quota-exhaustion': ['fix-cause', 'write-buffer', 'graceful-degradation'],
  'demand-surge': ['capacity', 'admission-limit', 'wait-timeout', 'single-flight', 'graceful-degradation']
}
