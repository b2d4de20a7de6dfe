import { blamesResource, isCircular } from '../remedy-class.ts'
import { failed, type Grader, holdsOneOf, passed } from './check.ts'

const scalingCategories = new Set(['demand-surge', 'quota-exhaustion'])

/** Is the category one of those that the case accepts? Blaming size or demand where neither is the cause is its own fault. */
export const categoryGrader: Grader = ({ cause }, truth) => {
  if (!cause || truth.status !== 'determined') return undefined
  const name = 'category'
  if (truth.acceptCategories.includes(cause.category)) return passed(name, cause.category)
  const wanted = truth.acceptCategories.join(' or ')
  if (scalingCategories.has(cause.category)) return failed(name, 'SCALING_ONLY', `${cause.category} where the cause is ${wanted}`)
  const scalingIsRight = truth.acceptCategories.some((category) => scalingCategories.has(category))
  if (scalingIsRight) return failed(name, 'OVER_REJECTION', `${cause.category} where there really was too little (${wanted})`)
  return failed(name, 'WRONG_CATEGORY', `${cause.category} where the cause is ${wanted}`)
}

/** The right category with words that blame a resource's size, or that say the symptom again. */
export const mechanismGrader: Grader = ({ cause }, truth) => {
  if (!cause || truth.status !== 'determined') return undefined
  const name = 'mechanism'
  if (isCircular(cause.mechanism))
    return failed(name, 'SYMPTOM_RESTATED', `the mechanism says its symptom again: "${cause.mechanism}"`)
  const sizeIsRight =
    truth.scalingRemoves === true ||
    truth.acceptCategories.some((category) => category === 'misconfiguration' || scalingCategories.has(category))
  if (!sizeIsRight && blamesResource(cause.statement))
    return failed(name, 'SCALING_DISGUISED', `the cause blames a resource's size: "${cause.statement}"`)
  return passed(name, 'a mechanism, not a size')
}

export const componentGrader: Grader = ({ cause }, truth) => {
  if (!cause || truth.status !== 'determined' || truth.componentAliases.length === 0) return undefined
  const name = 'component'
  const said = `${cause.component} ${cause.statement}`
  if (holdsOneOf(said, truth.componentAliases)) return passed(name, cause.component)
  if (holdsOneOf(cause.component, truth.symptoms))
    return failed(name, 'SYMPTOM_RESTATED', `"${cause.component}" is a symptom here`)
  return failed(name, 'WRONG_COMPONENT', `"${cause.component}" names none of: ${truth.componentAliases.join(', ')}`)
}

/** A change is named only if it is the guilty one. */
export const triggerGrader: Grader = ({ cause }, truth) => {
  if (!cause || truth.status !== 'determined') return undefined
  const name = 'trigger'
  const ref = cause.trigger?.ref ?? null
  const guilty = truth.trigger.refs
  if (ref && guilty.some((one) => same(one, ref))) return passed(name, `names ${ref}`)
  if (ref && truth.innocentChanges.some((one) => same(one, ref)))
    return failed(name, 'INNOCENT_CONVICTED', `convicts ${ref}, which is innocent`)
  if (ref) return failed(name, 'WRONG_TRIGGER', `names ${ref}, which is not what set it off`)
  if (guilty.length === 0) return passed(name, 'names none, and there is none to name')
  return failed(name, 'WRONG_TRIGGER', `does not name ${guilty.join(' or ')}`, false)
}

export const onsetGrader: Grader = ({ cause }, truth) => {
  if (!cause || truth.status !== 'determined' || !truth.onset) return undefined
  const name = 'onset'
  if (!cause.onset) return failed(name, 'WRONG_ONSET', 'gives no onset', false)
  const minutes = (Date.parse(cause.onset) - Date.parse(truth.onset.time)) / 60_000
  const within = Math.abs(minutes) <= truth.onset.toleranceMinutes
  const reason = `${minutes.toFixed(1)} min off (${truth.onset.toleranceMinutes} allowed)`
  return within ? passed(name, reason, false) : failed(name, 'WRONG_ONSET', reason, false)
}

const same = (a: string, b: string): boolean =>
  a.toLowerCase().includes(b.toLowerCase()) || b.toLowerCase().includes(a.toLowerCase())
