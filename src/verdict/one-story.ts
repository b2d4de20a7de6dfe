import type { CauseCategory } from '../domain/index.ts'
import { type Case, heartOf } from './agreement.ts'

/**
 * Classes that tell what is wrong with a machine, so that an operator knows what to repair on it. What all machines share (code,
 * statements, data, demand, callees) is not among them: that would harm all alike.
 */
const ofMachines: ReadonlySet<CauseCategory> = new Set([
  'expired-certificate',
  'memory-leak',
  'misconfiguration',
  'network-fault',
  'quota-exhaustion',
  'resource-leak'
])

/**
 * Both convict the same change: what was set, and what it did. One does not rule the other out, so no observation has to; the
 * one that tells more of what happened leads, by the same margin as over anything else.
 */
export function ofOneChange({ hypothesis: one }: Case, { hypothesis: other }: Case): boolean {
  const [ref, otherRef] = [one.trigger?.ref, other.trigger?.ref]
  return typeof ref === 'string' && ref !== '' && ref === otherRef
}

/**
 * "This machine is sick" says where; a leak, a setting, a full disk or lost packets there, all of it seen, says why. Who repairs
 * it needs the second, and both are true together.
 */
export function saysWhyThere(why: Case, where: Case): boolean {
  if (where.hypothesis.category !== 'faulty-instance' || !ofMachines.has(why.hypothesis.category)) return false
  return heartOf(why.checked).every(({ fit }) => fit > 0) && isOf(where.hypothesis.subject.entity, why.hypothesis.subject.entity)
}

/** The instance itself, or the service that its name begins with. */
function isOf(instance: string | null, named: string | null): boolean {
  if (instance === null || named === null || named === '') return false
  const [whole, start] = [instance.toLowerCase(), named.toLowerCase()]
  return (
    whole === start || (whole.startsWith(start) && /^[-_.#@: ]?[a-z0-9]+(?:[-_.][a-z0-9]+)?$/.test(whole.slice(start.length)))
  )
}
