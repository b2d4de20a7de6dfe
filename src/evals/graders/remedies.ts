import { causeTitles } from '../../domain/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Answer } from '../answer.ts'
import {
  clausesOf,
  cures,
  denies,
  isResource,
  mends,
  plain,
  type RemedyPart,
  remedyClassesOf,
  remedyParts,
  stopGap,
  tellingCures,
  tellingWords,
  wishes
} from '../language/index.ts'
import { type Condition, holdsOneOf, lacksCapacity, limitWasSet, scalingFits } from './condition.ts'

/**
 * Words by which a remedy shows that it is about this cause: what is true of the case, and what the answer says the cause is,
 * without what can be had more of.
 */
function aboutCause({ cause }: Answer, truth: Truth): ReadonlySet<string> {
  const words = tellingWords(
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
  )
  return new Set(words.filter((word) => !isResource.test(word)).map((word) => word.slice(0, 5)))
}

/**
 * Durable remedies that act on the cause. Closed: a remedy counts only when one of its parts repairs, undoes or limits, and is
 * about what is at fault here; everything else leaves the cause, whatever it may be good for.
 */
function acting(answer: Answer, truth: Truth): readonly string[] {
  const about = aboutCause(answer, truth)
  return answer.remedies
    .filter(({ horizon }) => horizon === 'durable')
    .map(({ action }) => action)
    .filter((action) => remedyParts(action).some((part) => actsOnCause(part, about, truth)))
}

function actsOnCause({ text, class: kind }: RemedyPart, about: ReadonlySet<string>, truth: Truth): boolean {
  const ofItsKind = truth.acceptCategories.some((one) => cures[one].test(text))
  const tells = truth.acceptCategories.some((one) => tellingCures[one].test(text))
  const parts = tellingWords(text).filter((word) => about.has(word.slice(0, 5)) && !mends.test(word)).length
  const ofItsParts = parts > 0 || holdsOneOf(text, truth.componentAliases)
  if (kind === 'revert') {
    if (holdsOneOf(text, truth.trigger.refs)) return true
    // A pool put back to sixty undoes nothing where no limit was lowered.
    return (
      !holdsOneOf(text, truth.innocentChanges) && (limitWasSet(truth) || !isResource.test(besides(text, leaked(truth))) || tells)
    )
  }
  if (kind === 'limit-load') return ofItsKind
  // A broken machine is replaced; nobody has more of them then.
  if (kind === 'scale')
    return ofMachines(truth) && ofItsKind && /\b(?:replac|rebuil|repair|mend|take\b.{0,40}\bout|spread|fail\s?over)\w*/.test(text)
  if (kind !== 'fix-cause' || (wishes.test(text) && !tells)) return false
  const buys = isResource.test(besides(text, truth.componentAliases))
  // Doing words of a repair, on what the cause is about; without them, what only such a repair speaks of.
  if (mends.test(text)) return ofItsKind || ofItsParts
  return !buys && (tells || parts > 1)
}

const ofMachines = (truth: Truth): boolean =>
  truth.acceptCategories.some((one) => one === 'faulty-instance' || one === 'platform-outage')

/** What a leak loses: returning a connection is no wish for more of them. */
const leaked = (truth: Truth): readonly string[] =>
  truth.acceptCategories.includes('resource-leak') ? ['connections', 'connection'] : []

/** "Double adm-1 and adm-2": more of what the case itself names. */
const enlarges = (action: string, names: readonly string[]): boolean =>
  /\b(?:doubl|tripl|larger|bigger|second|another|increas|enlarg|upgrad|extend)\w*/i.test(action) && holdsOneOf(action, names)

/** More of what was not lacking: connections to the database where processors were full. */
const isElsewhere = (action: string, truth: Truth): boolean =>
  backs.test(plain(action)) && !fronts.test(plain(action)) && !holdsOneOf(action, truth.componentAliases)
const backs = /\b(?:database|db|sql|pools?|connections?|memory|heap|ram|disks?|storage|licen[cs]es?|caches?|redis|index\w*)\b/
const fronts =
  /\b(?:servers?|machines?|nodes?|hosts?|capacity|processors?|cores?|v?cpus?|scal\w+|elastic\w*|everything|service|application)\b/

/** A text without the names of what is at fault: a leaked connection is no wish for more of them. */
const besides = (text: string, names: readonly string[]): string =>
  [...names, 'try-with-resources'].reduce((rest, name) => rest.replaceAll(plain(name), ' '), text)

/** Raising a limit that was lowered puts it back: where it is that limit, and not more than it ever was. */
function putsBack(action: string, classes: readonly string[], truth: Truth): boolean {
  if (!classes.includes('scale') || !holdsOneOf(action, truth.componentAliases)) return false
  const was = truth.mechanism.mustEntail.flatMap((text) => /\bfrom (\d+) to \d+/.exec(text)?.[1] ?? [])[0]
  const wanted = /\b(?:to|at|of) (\d+)\b/.exec(action)?.[1]
  return was === undefined || wanted === undefined || Number(wanted) <= Number(was)
}

const durableClasses = ({ remedies }: Answer): string[] =>
  remedies.filter(({ horizon }) => horizon === 'durable').flatMap(({ action }) => remedyClassesOf(action))

export const remedyConditions: readonly Condition[] = [
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
        // Who repairs the cause does not miss it, whatever more of something would have done beside.
        if (!lacksCapacity(truth) && acting(answer, truth).includes(action)) return true
        const classes = remedyClassesOf(action)
        if (classes.includes('revert')) return limitWasSet(truth) && !holdsOneOf(action, truth.innocentChanges)
        if (limitWasSet(truth)) return putsBack(action, classes, truth)
        if (truth.acceptCategories.includes('quota-exhaustion')) {
          const makesRoom = classes.some((one) => one === 'scale' || one === 'fix-cause' || one === 'limit-load')
          const ofSpace = holdsOneOf(action, [...truth.componentAliases, 'file', 'log', 'archive', 'storage'])
          return (makesRoom && ofSpace) || acting(answer, truth).includes(action)
        }
        if (classes.includes('limit-load') || enlarges(action, truth.componentAliases)) return true
        if (classes.includes('scale')) return !isElsewhere(action, truth)
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
        ({ action }) => remedyClassesOf(action).includes('scale') && !stopGap(action) && !clausesOf(action).some(denies)
      )
      return scale ? `orders capacity without a cause: "${scale.action}"` : null
    }
  }
]
