import { causeConditions } from './cause.ts'
import type { Condition } from './condition.ts'
import { impactConditions } from './impact.ts'
import { remedyConditions } from './remedies.ts'
import { scalingConditions } from './scaling.ts'
import { statusConditions } from './status.ts'
import { supportConditions } from './support.ts'
import { warningConditions } from './warning.ts'

/** All that must hold of an answer, in the order of a grade's lines. */
export const conditions: readonly Condition[] = [
  ...statusConditions,
  ...supportConditions,
  ...causeConditions,
  ...scalingConditions,
  ...remedyConditions,
  ...impactConditions,
  ...warningConditions
]
export { type Condition, type Fault, type Label, labels } from './condition.ts'
