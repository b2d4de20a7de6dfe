import { CauseCategory, type Prediction } from '../../domain/index.ts'
import { demandSurge } from './demand-surge.ts'
import { inefficientQuery } from './inefficient-query.ts'
import { lockContention } from './lock-contention.ts'
import { misconfiguration } from './misconfiguration.ts'

/**
 * What each class of cause says the tests will show. A weight of 1 is ordinary; the largest are its heart. A class that
 * is not here cannot be accepted: nothing would tell it from its rivals. Adding one: a file, a line, and its tests.
 */
const predictions: Partial<Record<CauseCategory, readonly Prediction[]>> = {
  'inefficient-query': inefficientQuery,
  'lock-contention': lockContention,
  misconfiguration,
  'demand-surge': demandSurge
}

/** What the class predicts; nothing for a class that this version cannot test. */
export const predictionsFor = (category: CauseCategory): Prediction[] => [...(predictions[category] ?? [])]

/** The classes that can be tested, and so accepted. */
export const testableCategories: readonly CauseCategory[] = CauseCategory.options.filter((category) => category in predictions)
