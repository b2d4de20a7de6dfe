import { type CauseCategory, state } from '../../domain/index.ts'
import type { Gate } from './gate.ts'

/** A resource or its size. */
const resource =
  /\b(pool\w*|connections?|threads?|workers?|cpu|processors?|memory|heap|ram|capacity|headroom|servers?|instances?|replicas?|nodes?|sizing|size|limits?|quota|resources?)\b/i
/** Classes in which a resource may be what is at fault: set wrongly, never given back, used up by growth, or truly too small. */
const mayBeResource: ReadonlySet<CauseCategory> = new Set<CauseCategory>([
  'misconfiguration',
  'resource-leak',
  'memory-leak',
  'quota-exhaustion',
  'demand-surge',
  'faulty-instance',
  'platform-outage',
  'network-fault',
  'batch-interference'
])

/** "The pool ran out because connections ran out" explains nothing: a component that is a resource needs a class that says why. */
export const notCircular: Gate = ({ hypothesis }) => {
  const { component, subject, category } = hypothesis
  const isResource = subject.operation === null && (subject.series !== null || resource.test(component))
  if (!isResource) return null
  const passed = mayBeResource.has(category)
  return {
    gate: 'not-circular',
    passed,
    statement: state(
      passed
        ? 'it names a resource, and says why the resource ran out'
        : 'it names only a resource, whose exhaustion is what has to be explained'
    )
  }
}
