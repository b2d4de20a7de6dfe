import { type CauseCategory, type Evidence, state } from '../../domain/index.ts'
import { rowsIn } from '../reading.ts'
import type { Gate, GateInput } from './gate.ts'

/** A resource or its size. */
const resource =
  /\b(pool\w*|connections?|threads?|workers?|cpu|processors?|memory|heap|ram|capacity|headroom|servers?|instances?|replicas?|nodes?|sizing|size|limits?|quota|resources?)\b/i
/** Classes in which a resource may be what is at fault: set wrongly, never given back, used up by growth, emptied, or truly too small. */
const mayBeResource: ReadonlySet<CauseCategory> = new Set<CauseCategory>([
  'misconfiguration',
  'resource-leak',
  'memory-leak',
  'quota-exhaustion',
  'cache-failure',
  'demand-surge',
  'faulty-instance',
  'platform-outage',
  'network-fault',
  'batch-interference'
])

/** What these say in brackets or quotes is what the program wrote of its failure. */
const quotes: ReadonlySet<CauseCategory> = new Set<CauseCategory>(['code-defect', 'data-defect'])

/** A service may be called after a resource, and is none: those that traces, series and calls tell apart, the longest names first. */
function servicesIn(scene: GateInput['scene'], evidence: readonly Evidence[]): string[] {
  const called = evidence.filter(({ tool }) => tool === 'dependency_latency')
  const names = [
    ...rowsIn(scene.evidence.origins).map((row) => row.text('service')),
    ...called.flatMap((one) => rowsIn(one).map((row) => row.text('dependency')))
  ]
  return [...new Set(names)]
    .filter((name): name is string => name !== null && name !== '')
    .toSorted((a, b) => b.length - a.length)
}

/** "The pool ran out because connections ran out" explains nothing: a component that is a resource needs a class that says why. */
export const notCircular: Gate = ({ hypothesis, scene, evidence }) => {
  const { component, subject, category } = hypothesis
  const plain = quotes.has(category) ? component.replaceAll(/\([^)]*\)?|“[^”]*”?/g, ' ') : component
  const named = servicesIn(scene, evidence).reduce((text, name) => text.replaceAll(name, ' '), plain)
  const isResource = subject.operation === null && (subject.series !== null || resource.test(named))
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
