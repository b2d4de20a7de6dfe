import type { Dimension, Makeup, Part } from './makeup.ts'

const leastRequests = 30
/** A part has grown when its share of all requests rose by so much … */
const leastRise = 0.05
/** … and by more than chance: standard errors of the difference of two shares. */
const leastErrors = 5
/** Of parts that rose nearly as much, the narrowest speaks. */
const narrowest: readonly Dimension[] = ['client', 'user', 'network', 'fingerprint', 'user_agent', 'outcome', 'agent_family']
const nearly = 0.8

export function shareRise({ total }: Pick<Makeup, 'total'>, part: Part): number {
  return part.window / Math.max(1, total.window) - part.baseline / Math.max(1, total.baseline)
}

/** The part (of anything but routes) whose share of the requests rose most against the baseline; null when none did beyond chance. */
export function grownPart(makeup: Makeup): Part | null {
  const { total, parts } = makeup
  if (total.baseline < leastRequests || total.window < leastRequests) return null
  const risen = parts
    .filter((part) => narrowest.includes(part.dimension) && part.window >= leastRequests && shareRise(makeup, part) >= leastRise)
    .filter((part) => {
      const pooled = (part.window + part.baseline) / (total.window + total.baseline)
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / total.window + 1 / total.baseline))
      return error === 0 || shareRise(makeup, part) / error >= leastErrors
    })
  const most = risen.reduce((top, part) => Math.max(top, shareRise(makeup, part)), 0)
  const near = risen.filter((part) => shareRise(makeup, part) >= nearly * most)
  const rank = (part: Part): number => narrowest.indexOf(part.dimension)
  return (
    near.sort((a, b) => rank(a) - rank(b) || shareRise(makeup, b) - shareRise(makeup, a) || (a.value < b.value ? -1 : 1))[0] ??
    null
  )
}
