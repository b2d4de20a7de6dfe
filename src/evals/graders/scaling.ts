import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'
import {
  asksFor,
  blamesDemand,
  blamesResource,
  clausesOf,
  denies,
  doubts,
  remedyClassOf,
  reports,
  stopGap
} from '../language/index.ts'
import { type Condition, fillsAnySize, lacksCapacity, limitWasSet, scalingFits } from './condition.ts'

const onStance = (
  condition: Pick<Condition, 'name' | 'fault'> & { wrong(stance: Answer['wouldScalingHelp'], truth: Truth): string | null }
): Condition => ({
  ...condition,
  check: 'scaling stance',
  hard: true,
  finds({ wouldScalingHelp, status }, truth) {
    if (truth.scalingRemoves === null || status !== 'determined' || truth.status !== 'determined') return undefined
    // Putting a wrongly lowered limit back, or making room on a full disk, may be called scaling or not.
    if (limitWasSet(truth) || truth.acceptCategories.includes('quota-exhaustion')) return undefined
    return condition.wrong(wouldScalingHelp, truth)
  }
})

const stance: readonly Condition[] = [
  onStance({
    name: 'does not say that scaling helps where it does not',
    fault: 'SCALING_ONLY',
    wrong: (said, truth) =>
      !truth.scalingRemoves && said === 'yes' ? 'scaling would not have removed the harm; the answer says it would' : null
  }),
  onStance({
    name: 'does not say that scaling is useless where it helps',
    fault: 'OVER_REJECTION',
    wrong: (said, truth) =>
      truth.scalingRemoves && (said === 'no' || (said === 'delays' && !fillsAnySize(truth)))
        ? 'scaling would have removed the harm; the answer says it would not'
        : null
  })
]

/** Prose against the fields: a summary that asks for capacity, or blames its lack, beside fields that say otherwise. */
const prose: readonly Condition[] = [
  {
    name: 'does not ask for capacity in prose',
    check: 'prose',
    fault: 'REMEDY_SCALING',
    hard: true,
    finds({ summary }, truth) {
      if (scalingFits(truth)) return undefined
      const asking = clausesOf(summary).find(
        (clause) =>
          asksFor(clause) && remedyClassOf(clause) === 'scale' && !denies(clause) && !reports(clause) && !stopGap(clause)
      )
      return asking ? `the prose asks for capacity: "${asking}"` : null
    }
  },
  {
    name: 'does not blame size or demand in prose',
    check: 'prose',
    fault: 'SCALING_DISGUISED',
    hard: true,
    finds({ summary }, truth) {
      if (lacksCapacity(truth) || limitWasSet(truth)) return undefined
      const blaming = clausesOf(summary).find(
        (clause) => (blamesResource(clause) || blamesDemand(clause)) && !doubts(clause) && !reports(clause) && !stopGap(clause)
      )
      return blaming ? `the prose blames size or demand: "${blaming}"` : null
    }
  }
]

export const scalingConditions: readonly Condition[] = [...stance, ...prose]
