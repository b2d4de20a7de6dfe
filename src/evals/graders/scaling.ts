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
  isResource,
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
      const text = plain(action)
      const ofItsKind = truth.acceptCategories.some((one) => cures[one].test(text))
      const ofItsParts =
        holdsOneOf(action, truth.componentAliases) ||
        tellingWords(action).some((word) => about.has(word.slice(0, 5)) && !mends.test(word))
      if (classes.includes('revert')) {
        if (holdsOneOf(action, truth.trigger.refs)) return true
        // A pool put back to sixty undoes nothing where no limit was lowered.
        return !holdsOneOf(action, truth.innocentChanges) && (limitWasSet(truth) || !isResource.test(text) || ofItsKind)
      }
      if (classes.includes('limit-load')) return ofItsKind
      if (!classes.includes('fix-cause')) return false
      // Doing words of a repair, on what the cause is about; without them, what only such a repair speaks of.
      return mends.test(text) ? ofItsKind || ofItsParts : ofItsKind && !isResource.test(besides(text, truth.componentAliases))
    })
}

/** "Double adm-1 and adm-2": more of what the case itself names. */
const enlarges = (action: string, names: readonly string[]): boolean =>
  /\b(?:doubl|tripl|larger|bigger|second|another|increas|enlarg|upgrad|extend)\w*/i.test(action) && holdsOneOf(action, names)

/** A text without the names of what is at fault: a leaked connection is no wish for more of them. */
const besides = (text: string, names: readonly string[]): string =>
  names.reduce((rest, name) => rest.replaceAll(plain(name), ' '), text)

/** Raising a limit that was lowered puts it back: where it is that limit, and not more than it ever was. */
function putsBack(action: string, classes: readonly string[], truth: Truth): boolean {
  if (!classes.includes('scale') || !holdsOneOf(action, truth.componentAliases)) return false
  const was = truth.mechanism.mustEntail.flatMap((text) => /\bfrom (\d+) to \d+/.exec(text)?.[1] ?? [])[0]
  const wanted = /\b(?:to|at|of) (\d+)\b/.exec(action)?.[1]
  return was === undefined || wanted === undefined || Number(wanted) <= Number(was)
}

const durableClasses = ({ remedies }: Answer): string[] =>
  remedies.filter(({ horizon }) => horizon === 'durable').flatMap(({ action }) => remedyClassesOf(action))

/** Does more of the resource fit this case: because there was too little of it, or because its limit was lowered? */
const scalingFits = (truth: Truth): boolean => truth.scalingRemoves === true || lacksCapacity(truth)

const stopGap = /\b(?:stop-?gap|temporar\w*|meanwhile|for now|time-?boxed|until|in the short term|tide)\b/

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
        if (limitWasSet(truth)) return putsBack(action, classes, truth) || acting(answer, truth).includes(action)
        if (truth.acceptCategories.includes('quota-exhaustion')) {
          const makesRoom = classes.some((one) => one === 'scale' || one === 'fix-cause' || one === 'limit-load')
          return makesRoom && holdsOneOf(action, [...truth.componentAliases, 'file', 'log', 'archive', 'storage'])
        }
        if (classes.includes('scale') || classes.includes('limit-load') || enlarges(action, truth.componentAliases)) return true
        return classes.includes('fix-cause') && cures['demand-surge'].test(plain(action))
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
        ({ action }) =>
          remedyClassesOf(action).includes('scale') && !stopGap.test(plain(action)) && !clausesOf(action).some(denies)
      )
      return scale ? `orders capacity without a cause: "${scale.action}"` : null
    }
  }
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
