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

/** Whether one says why there is what the other says: both are true together, and who repairs it needs the first. */
export const saysWhy = (why: Case, what: Case): boolean =>
  heartOf(why.checked).every(({ fit }) => fit > 0) &&
  (isWrongWithMachine(why, what) || sentItBehindTheCache(why, what) || filledTheStore(why, what) || showsWhatWasSet(why, what))

/** "This machine is sick" says where; a leak, a setting, a full disk or lost packets there say why. */
function isWrongWithMachine({ hypothesis: why }: Case, { hypothesis: where }: Case): boolean {
  return where.category === 'faulty-instance' && ofMachines.has(why.category) && isOf(where.subject.entity, why.subject.entity)
}

/** What stands behind a cache is slow because it is asked so often since the cache fell; it was not slow before. */
function sentItBehindTheCache(why: Case, what: Case): boolean {
  const [cache, statement] = [why.hypothesis, what.hypothesis]
  if (cache.category !== 'cache-failure' || statement.category !== 'inefficient-query') return false
  if (cache.subject.operation === null || cache.subject.operation !== statement.subject.operation) return false
  return fitOf(why, 'cache-fell-before-harm') > 0 && fitOf(what, 'slow-before-harm') < 0
}

/** A store is full because what is put there is no longer taken away. */
const filledTheStore = (why: Case, what: Case): boolean =>
  why.hypothesis.category === 'resource-leak' &&
  what.hypothesis.category === 'quota-exhaustion' &&
  /disk|inode|volume|space|tablespace/i.test(what.hypothesis.component) &&
  fitOf(what, 'held-resource-grows-unreturned') < 0

/** A setting of a cache does harm by what the cache no longer keeps, where that is seen. */
const showsWhatWasSet = (why: Case, what: Case): boolean =>
  why.hypothesis.category === 'cache-failure' &&
  what.hypothesis.category === 'misconfiguration' &&
  ofOneChange(why, what) &&
  fitOf(why, 'cache-touched-by-change') > 0

const fitOf = ({ checked }: Case, test: string): number => checked.find(({ prediction }) => prediction.test === test)?.fit ?? 0

/** The instance itself, or the service that its name begins with. */
function isOf(instance: string | null, named: string | null): boolean {
  if (instance === null || named === null || named === '') return false
  const [whole, start] = [instance.toLowerCase(), named.toLowerCase()]
  return (
    whole === start || (whole.startsWith(start) && /^[-_.#@: ]?[a-z0-9]+(?:[-_.][a-z0-9]+)?$/.test(whole.slice(start.length)))
  )
}
