import type { Gate } from './gate.ts'

/** Lack of capacity is accepted as cause only if more capacity would have prevented the failure. */
export const scalingProposed: Gate = ({ hypothesis, scaling }) => {
  if (hypothesis.category !== 'demand-surge') return null
  const passed = scaling.wouldScalingHelp !== 'no' && scaling.wouldScalingHelp !== 'delays'
  return { gate: 'scaling-test', passed, statement: scaling.statement }
}
