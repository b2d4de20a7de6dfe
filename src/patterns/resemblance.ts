import type { Pattern, Signature } from './pattern.ts'

/** How a run resembles a past one: what both have and what they do not. */
export interface Resemblance {
  readonly pattern: Pattern
  /** 0–1. */
  readonly likeness: number
  readonly alike: readonly string[]
  readonly different: readonly string[]
}

/** Less than this is no resemblance worth a person's time. */
const least = 0.5
const weights = { signs: 0.5, category: 0.2, component: 0.1, movers: 0.1, full: 0.1 } as const

/** Shared ÷ all (Jaccard 1901); 1 when both are empty. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b])
  return all.size === 0 ? 1 : a.filter((one) => b.includes(one)).length / all.size
}

/** Of two lists in order, how much their beginnings agree. */
const beginning = (a: readonly string[], b: readonly string[]): number => overlap(a.slice(0, 3), b.slice(0, 3))

export function resemblanceOf(signature: Signature, pattern: Pattern): Resemblance {
  const same = { category: signature.category === pattern.category, component: signature.component === pattern.component }
  const likeness =
    weights.signs * overlap(signature.signs, pattern.signs) +
    weights.category * Number(same.category) +
    weights.component * Number(same.component) +
    weights.movers * beginning(signature.movers, pattern.movers) +
    weights.full * overlap(signature.full, pattern.full)
  const both = signature.signs.filter((sign) => pattern.signs.includes(sign))
  const turned = signature.signs.filter((sign) => pattern.signs.includes(opposite(sign)))
  const pair = (what: string, now: string | null, then: string | null): readonly [boolean, string] => [
    now === then,
    now === then ? `${what}: ${then ?? 'unknown'}` : `${what}: ${now ?? 'unknown'} here, ${then ?? 'unknown'} there`
  ]
  const pairs = [
    pair('cause', signature.category, pattern.category),
    pair('at fault', signature.component, pattern.component),
    pair('set off by', signature.trigger, pattern.trigger),
    pair('moved first', signature.movers[0] ?? null, pattern.movers[0] ?? null),
    pair('would scaling help', signature.wouldScalingHelp, pattern.wouldScalingHelp)
  ]
  return {
    pattern,
    likeness,
    alike: [...pairs.filter(([alike]) => alike).map(([, text]) => text), `${both.length} of ${pattern.signs.length} signs`],
    different: [...pairs.filter(([alike]) => !alike).map(([, text]) => text), ...turned.slice(0, 5).map((sign) => `here ${sign}`)]
  }
}

const opposite = (sign: string): string => (sign.endsWith(': yes') ? sign.replace(/yes$/, 'no') : sign.replace(/no$/, 'yes'))

/** Past runs that a run resembles, the most alike first; never the run itself. */
export const resembling = (signature: Signature, patterns: readonly Pattern[], ownRun: string): Resemblance[] =>
  patterns
    .filter(({ run }) => run !== ownRun)
    .map((pattern) => resemblanceOf(signature, pattern))
    .filter(({ likeness }) => likeness >= least)
    .sort((a, b) => b.likeness - a.likeness || (a.pattern.id < b.pattern.id ? -1 : 1))
