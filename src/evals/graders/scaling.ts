import { causeTitles } from '../../domain/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'
import {
  asksFor,
  blamesDemand,
  blamesResource,
  clausesOf,
  cures,
  denies,
  doubts,
  mends,
  plain,
  remedyClassesOf,
  remedyClassOf,
  reports,
  tellingWords
} from '../language/index.ts'
import { type Condition, holdsOneOf, lacksCapacity, limitWasSet } from './condition.ts'

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
      truth.scalingRemoves && (said === 'no' || said === 'delays')
        ? 'scaling would have removed the harm; the answer says it would not'
        : null
  })
]

/** Durable remedies that act on the cause: by their words, on something that the cause is about, and undoing nothing innocent. */
function acting({ remedies, cause }: Answer, truth: Truth): readonly string[] {
  const about = new Set(
    tellingWords(
      [
        ...truth.componentAliases,
        ...truth.acceptCategories.flatMap((one) => [one.replaceAll('-', ' '), causeTitles[one]]),
        ...truth.mechanism.mustEntail,
        ...truth.trigger.refs,
        ...truth.keyEvidence.map(({ what }) => what),
        cause?.component ?? '',
        cause?.statement ?? '',
        cause?.mechanism ?? ''
      ].join(' ')
    ).map((word) => word.slice(0, 5))
  )
  return remedies
    .filter(({ horizon }) => horizon === 'durable')
    .map(({ action }) => action)
    .filter((action) => {
      const classes = remedyClassesOf(action)
      if (classes.includes('revert')) return !holdsOneOf(action, truth.innocentChanges) || holdsOneOf(action, truth.trigger.refs)
      if (classes.includes('limit-load') && limitingHelps(truth)) return true
      return (
        (classes.includes('fix-cause') || classes.includes('limit-load')) &&
        (truth.acceptCategories.some((one) => cures[one].test(plain(action))) ||
          tellingWords(action).some((word) => about.has(word.slice(0, 5)) && !mends.test(word)) ||
          holdsOneOf(action, truth.componentAliases))
      )
    })
}

/** "Double adm-1 and adm-2": more of what the case itself names. */
const enlarges = (action: string, names: readonly string[]): boolean =>
  /\b(?:doubl|tripl|larger|bigger|second|another|increas|enlarg|upgrad|extend)\w*/i.test(action) && holdsOneOf(action, names)

/** Kinds of cause that limiting load at its origin acts on. */
const limitingHelps = ({ acceptCategories }: Truth): boolean =>
  acceptCategories.some((category) =>
    ['abusive-traffic', 'retry-storm', 'demand-surge', 'slow-dependency', 'batch-interference', 'lock-contention'].includes(
      category
    )
  )

const durableClasses = ({ remedies }: Answer): string[] =>
  remedies.filter(({ horizon }) => horizon === 'durable').flatMap(({ action }) => remedyClassesOf(action))

/** Does more of the resource fit this case: because there was too little of it, or because its limit was lowered? */
const scalingFits = (truth: Truth): boolean => truth.scalingRemoves === true || lacksCapacity(truth)

const remedies: readonly Condition[] = [
  {
    name: 'does not only scale',
    check: 'remedies',
    fault: 'REMEDY_SCALING',
    hard: true,
    finds(answer, truth) {
      if (answer.status !== 'determined' || truth.status !== 'determined' || scalingFits(truth)) return undefined
      const durable = durableClasses(answer)
      return acting(answer, truth).length === 0 && durable.includes('scale')
        ? `the durable remedies add capacity and leave the cause (${durable.join(', ')})`
        : null
    }
  },
  {
    name: 'acts on the cause for good',
    check: 'remedies',
    fault: 'REMEDY_MISSES',
    hard: true,
    finds(answer, truth) {
      if (answer.status !== 'determined' || truth.status !== 'determined' || scalingFits(truth)) return undefined
      const durable = durableClasses(answer)
      return acting(answer, truth).length === 0 && !durable.includes('scale')
        ? `no durable remedy acts on the cause (${durable.join(', ') || 'none durable'})`
        : null
    }
  },
  {
    name: 'adds capacity, limits load or puts back where that is the answer',
    check: 'remedies',
    fault: 'REMEDY_MISSES',
    hard: true,
    finds(answer, truth) {
      if (answer.status !== 'determined' || truth.status !== 'determined' || !scalingFits(truth)) return undefined
      const fits = answer.remedies.some(({ action }) => {
        const classes = remedyClassesOf(action)
        if (classes.includes('revert')) return limitWasSet(truth) && !holdsOneOf(action, truth.innocentChanges)
        if (limitWasSet(truth)) return classes.includes('scale') || acting(answer, truth).includes(action)
        if (truth.acceptCategories.includes('quota-exhaustion')) {
          const makesRoom = classes.some((one) => one === 'scale' || one === 'fix-cause' || one === 'limit-load')
          return makesRoom && holdsOneOf(action, [...truth.componentAliases, 'file', 'log', 'archive', 'storage'])
        }
        if (classes.includes('scale') || classes.includes('limit-load') || enlarges(action, truth.componentAliases)) return true
        return acting(answer, truth).includes(action)
      })
      return fits ? null : 'neither adds what was lacking nor limits the load nor puts back what was changed'
    }
  },
  {
    name: 'orders no capacity without a cause',
    check: 'remedies',
    fault: 'REMEDY_SCALING',
    hard: true,
    finds(answer) {
      if (answer.status === 'determined') return undefined
      const scale = answer.remedies.find(
        ({ action, horizon }) =>
          horizon === 'durable' && remedyClassesOf(action).includes('scale') && !clausesOf(action).some(denies)
      )
      return scale ? `orders capacity without a cause: "${scale.action}"` : null
    }
  }
]

const stopGap = /\b(?:stop-?gap|temporar\w*|meanwhile|for now|time-?boxed|until|in the short term|tide)\b/

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
          asksFor(clause) && remedyClassOf(clause) === 'scale' && !denies(clause) && !reports(clause) && !stopGap.test(clause)
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
        (clause) =>
          (blamesResource(clause) || blamesDemand(clause)) && !doubts(clause) && !reports(clause) && !stopGap.test(clause)
      )
      return blaming ? `the prose blames size or demand: "${blaming}"` : null
    }
  }
]

export const scalingConditions: readonly Condition[] = [...stance, ...remedies, ...prose]
