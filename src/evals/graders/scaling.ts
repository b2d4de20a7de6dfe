import { remedyClassOf } from '../remedy-class.ts'
import { failed, type Grader, passed } from './check.ts'

/** Does the answer's stance on scaling agree with what happens when the simulator scales? */
export const stanceGrader: Grader = ({ wouldScalingHelp, status }, truth) => {
  if (truth.scalingRemoves === null || status !== 'determined') return undefined
  const name = 'scaling stance'
  if (wouldScalingHelp === 'cannot-tell') return passed(name, 'cannot tell', false)
  if (truth.scalingRemoves) {
    return wouldScalingHelp === 'yes'
      ? passed(name, 'scaling helps, and is said to')
      : failed(name, 'OVER_REJECTION', 'scaling would have removed the harm; the answer says it would not')
  }
  return wouldScalingHelp === 'yes'
    ? failed(name, 'SCALING_ONLY', 'scaling would not have removed the harm; the answer says it would')
    : passed(name, 'scaling does not help, and is said not to')
}

/** Remedies by what they do, whatever class they claim. */
export const remedyGrader: Grader = ({ remedies, status }, truth) => {
  if (status !== 'determined' || truth.status !== 'determined') return undefined
  const name = 'remedies'
  const durable = remedies.filter(({ horizon }) => horizon === 'durable').map(({ action }) => remedyClassOf(action))
  if (remedies.length === 0) return failed(name, 'REMEDY_MISSES', 'proposes nothing')
  if (truth.scalingRemoves === true) {
    const fits = remedies.some(({ action }) => ['scale', 'limit-load', 'revert'].includes(remedyClassOf(action)))
    return fits
      ? passed(name, 'adds capacity, limits load or reverts, as fits')
      : failed(name, 'OVER_REJECTION', 'neither adds capacity nor limits load where that is the answer')
  }
  if (durable.some((remedyClass) => remedyClass === 'fix-cause' || remedyClass === 'revert' || remedyClass === 'limit-load'))
    return passed(name, 'a durable remedy acts on the cause')
  const onlyScales = durable.length > 0 && durable.every((remedyClass) => remedyClass === 'scale')
  return failed(
    name,
    onlyScales ? 'REMEDY_SCALING' : 'REMEDY_MISSES',
    `no durable remedy acts on the cause (${durable.join(', ') || 'none durable'})`
  )
}
