import {
  blamesDemand,
  blamesEffect,
  blamesResource,
  claims,
  claimsInOtherWords,
  clausesOf,
  convicts,
  findsTooSmall,
  isCircular,
  reasonsIn,
  reports,
  tellingWords
} from '../language/index.ts'
import type { Answer } from '../answer.ts'
import { type Cause, type Condition, holdsOneOf, isScaling, lacksCapacity, limitWasSet, onCause } from './condition.ts'

const wordsOf = ({ statement, mechanism }: Cause): string => `${statement}. ${mechanism}`
const proseOf = ({ cause, summary }: Answer): string => (cause ? `${wordsOf(cause)}. ${summary}` : summary)
const ofCategory = (truth: { readonly acceptCategories: readonly string[] }): string => truth.acceptCategories.join(' or ')

const category: readonly Condition[] = [
  onCause({
    name: 'does not blame size or demand by its category',
    check: 'category',
    fault: 'SCALING_ONLY',
    hard: true,
    finds: (cause, truth) =>
      isScaling(cause.category) && !truth.acceptCategories.includes(cause.category)
        ? `${cause.category} where the cause is ${ofCategory(truth)}`
        : null
  }),
  onCause({
    name: 'accepts that there was too little where there was',
    check: 'category',
    fault: 'OVER_REJECTION',
    hard: true,
    finds: (cause, truth) =>
      lacksCapacity(truth) && !isScaling(cause.category) && !truth.acceptCategories.includes(cause.category)
        ? `${cause.category} where there really was too little (${ofCategory(truth)})`
        : null
  }),
  onCause({
    name: 'has an accepted category',
    check: 'category',
    fault: 'WRONG_CATEGORY',
    hard: true,
    finds: (cause, truth) =>
      truth.acceptCategories.includes(cause.category) || isScaling(cause.category) || lacksCapacity(truth)
        ? null
        : `${cause.category} where the cause is ${ofCategory(truth)}`
  })
]

const mechanism: readonly Condition[] = [
  onCause({
    name: 'does not go in a circle',
    check: 'mechanism',
    fault: 'SYMPTOM_RESTATED',
    hard: true,
    finds: (cause) =>
      isCircular(cause.mechanism) || isCircular(cause.statement) ? `goes in a circle: "${cause.mechanism}"` : null
  }),
  onCause({
    name: 'says more than the symptom',
    check: 'mechanism',
    fault: 'SYMPTOM_RESTATED',
    hard: true,
    finds: (cause) =>
      tellingWords(wordsOf(cause)).length < 3 ? `says nothing beyond the symptom: "${cause.mechanism || cause.statement}"` : null
  }),
  onCause({
    name: 'says of a surge what rose',
    check: 'mechanism',
    fault: 'SYMPTOM_RESTATED',
    hard: true,
    finds: (cause, truth) =>
      !truth.acceptCategories.includes('demand-surge') || cause.category !== 'demand-surge'
        ? undefined
        : whatRose.test(wordsOf(cause))
          ? null
          : `does not say who came, or how many: "${wordsOf(cause).slice(0, 160)}"`
  }),
  onCause({
    name: 'does not blame a size in other words',
    check: 'mechanism',
    fault: 'SCALING_DISGUISED',
    hard: true,
    finds(cause, truth) {
      if (lacksCapacity(truth) || limitWasSet(truth)) return undefined
      const reasons = [cause.statement, ...reasonsIn(cause.mechanism)]
      // How it did harm may speak of what ran out; that it was too small is a reason wherever it stands.
      const blaming =
        reasons.find(blamesResource) ?? clausesOf(cause.mechanism).find((one) => findsTooSmall(one) && !reports(one))
      return blaming ? `the cause blames a resource's size: "${blaming.trim()}"` : null
    }
  }),
  onCause({
    name: 'does not blame the demand in other words',
    check: 'mechanism',
    fault: 'SCALING_DISGUISED',
    hard: true,
    finds(cause, truth) {
      if (lacksCapacity(truth)) return undefined
      const blaming = [cause.statement, ...clausesOf(cause.mechanism).filter((one) => !reports(one))].find(blamesDemand)
      return blaming ? `the cause blames the demand: "${blaming.trim()}"` : null
    }
  }),
  onCause({
    name: 'says that the limit was set wrongly',
    check: 'mechanism',
    fault: 'SCALING_DISGUISED',
    hard: true,
    finds(cause, truth) {
      if (!limitWasSet(truth) || !blamesResource(cause.statement)) return undefined
      return wasChanged.test(wordsOf(cause)) || holdsOneOf(wordsOf(cause), truth.trigger.refs)
        ? null
        : `a size is blamed, and not that it was changed: "${cause.statement}"`
    }
  }),
  onCause({
    name: 'has cause and effect the right way round',
    check: 'direction',
    fault: 'WRONG_DIRECTION',
    hard: true,
    finds(cause, truth) {
      if (lacksCapacity(truth) || limitWasSet(truth)) return undefined
      const isWork = (text: string): boolean =>
        holdsOneOf(text, truth.componentAliases) || /\b(?:quer|statement|search|(?<!-)look-?up|update|transaction)/.test(text)
      return blamesEffect(wordsOf(cause), isWork) ? `has the effect make the cause: "${wordsOf(cause).slice(0, 160)}"` : null
    }
  }),
  onCause({
    name: 'does not begin after its effect',
    check: 'direction',
    fault: 'WRONG_DIRECTION',
    hard: true,
    finds(cause, truth) {
      if (!cause.onset || !truth.firstHarm) return undefined
      const late = (Date.parse(cause.onset) - Date.parse(truth.firstHarm.time)) / 60_000
      const allowed = Math.max(truth.firstHarm.toleranceMinutes, truth.onset?.toleranceMinutes ?? 0)
      return late > allowed ? `is said to begin ${late.toFixed(0)} min after the first harm (${allowed} allowed)` : null
    }
  })
]

const whatRose =
  /\d|\b(?:people|visit\w*|parents?|applica\w*|callers?|customers?|residents?|citizens?|users?|families|households?|guests?|crowds?|everybody|everyone|rush\w*|surge|demand|traffic|load|more|many|several|times|multiple|peak|deadline|announce\w*|radio|press|arriv\w*|came)\b/i

const wasChanged =
  /\b(?:lower(?:ed|ing|s)|reduc\w*|chang\w*|cut|halv\w*|shr[aiu]nk\w*|from \S+ to|set (?:\S+ ){0,2}(?:to|at)|down (?:to|from)|instead|in place of|capped|release|mistak\w*|wrong(?:ly)?|typo|overwr\w*|used to be|formerly|before|default)\b/i

const component: readonly Condition[] = [
  onCause({
    name: 'does not take a symptom for the component',
    check: 'component',
    fault: 'SYMPTOM_RESTATED',
    hard: true,
    finds: (cause, truth) =>
      namesComponent(cause, truth.componentAliases) || !holdsOneOf(cause.component, truth.symptoms)
        ? null
        : `"${cause.component}" is a symptom here`
  }),
  onCause({
    name: 'names the component',
    check: 'component',
    fault: 'WRONG_COMPONENT',
    hard: true,
    finds: (cause, truth) =>
      truth.componentAliases.length === 0
        ? undefined
        : namesComponent(cause, truth.componentAliases)
          ? null
          : `"${cause.component}" names none of: ${truth.componentAliases.join(', ')}`
  })
]
const namesComponent = (cause: Cause, names: readonly string[]): boolean =>
  holdsOneOf(`${cause.component} ${cause.statement}`, names)

const trigger: readonly Condition[] = [
  onCause({
    name: 'convicts no innocent change as the trigger',
    check: 'trigger',
    fault: 'INNOCENT_CONVICTED',
    hard: true,
    finds(cause, truth) {
      const ref = cause.trigger?.ref
      if (!ref || truth.trigger.refs.some((one) => same(one, ref))) return null
      return truth.innocentChanges.some((one) => same(one, ref)) ? `convicts ${ref}, which is innocent` : null
    }
  }),
  // Of an answer that names no cause, too: "nothing was wrong, and the import slowed it down" convicts all the same.
  {
    name: 'convicts no innocent change in words',
    check: 'trigger',
    fault: 'INNOCENT_CONVICTED',
    hard: true,
    finds(answer, truth) {
      if (truth.innocentChanges.length === 0) return undefined
      const convicted = truth.innocentChanges.find((name) => convicts(proseOf(answer), name))
      return convicted ? `blames ${convicted}, which is innocent` : null
    }
  },
  onCause({
    name: 'names no change that did not set it off',
    check: 'trigger',
    fault: 'WRONG_TRIGGER',
    hard: true,
    finds(cause, truth) {
      const ref = cause.trigger?.ref
      if (!ref || [...truth.trigger.refs, ...truth.innocentChanges].some((one) => same(one, ref))) return null
      // What happened is a trigger where no change was: "demand at the deadline" names none.
      if (truth.trigger.refs.length === 0 && !/\d/.test(ref.replaceAll(/\d{1,2}[:.]\d{2}/g, ''))) return null
      return `names ${ref}, which is not what set it off`
    }
  }),
  onCause({
    name: 'names the guilty change',
    check: 'trigger',
    fault: 'WRONG_TRIGGER',
    hard: false,
    finds: (cause, truth) =>
      truth.trigger.refs.length > 0 && !cause.trigger?.ref ? `does not name ${truth.trigger.refs.join(' or ')}` : null
  })
]
const same = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase())

const onset = onCause({
  name: 'onset within the tolerance',
  check: 'onset',
  fault: 'WRONG_ONSET',
  hard: false,
  finds(cause, truth) {
    if (!truth.onset) return undefined
    if (!cause.onset) return 'gives no onset'
    const minutes = (Date.parse(cause.onset) - Date.parse(truth.onset.time)) / 60_000
    return Math.abs(minutes) <= truth.onset.toleranceMinutes
      ? null
      : `${minutes.toFixed(1)} min off (${truth.onset.toleranceMinutes} allowed)`
  }
})

const overClaim: Condition = {
  name: 'claims nothing that it must not',
  check: 'over-claim',
  fault: 'OVER_CLAIM',
  hard: true,
  finds(answer, { mechanism: { mustNotClaim } }) {
    if (mustNotClaim.length === 0) return undefined
    const inPassing = answer.cause === null
    const asked = answer.remedies.map(({ action }) => action).join('. ')
    const claimed = mustNotClaim.find(
      (one) =>
        claims(proseOf(answer), one, { inPassing }) ||
        (!inPassing && (claims(asked, one, { inPassing: true }) || claimsInOtherWords(proseOf(answer), one)))
    )
    return claimed ? `claims that ${claimed.slice(0, 120)}` : null
  }
}

export const causeConditions: readonly Condition[] = [...category, ...mechanism, ...component, ...trigger, onset, overClaim]
