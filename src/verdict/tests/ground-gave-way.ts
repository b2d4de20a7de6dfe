import type { Instant, ValuesOf } from '../../domain/index.ts'
import { citeFact } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { flagIn, has, type Maybe, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'

export const groundCalls = (scene: Scene): Call[] => [...compared('platform_trouble', scene), ...compared('instance_skew', scene)]

/** Something of the platform that went as harm began. */
export interface Ground {
  readonly kind: 'nodes' | 'service' | 'zone'
  readonly what: string
  readonly at: Instant | null
  readonly dated: ValuesOf
  readonly sentence: string
  readonly values: ValuesOf
}

/** So many times its peers: a zone that is a little busier is not broken. */
const far = 3

/**
 * Nodes that went together, a service of the platform that fails for those who call it, or a zone in which what is measured parts from
 * the other zones: where the platform itself tells of a trouble then. Undefined where it does not, or nothing of it is seen to go.
 */
export function groundGaveWay([trouble, skew]: readonly Maybe[]): Ground | undefined {
  if (!has(trouble, 'told_text')) return undefined
  const row = rowsIn(trouble).find((one) => /^(?:nodes|service)$/.test(one.text('signal') ?? ''))
  const what = row?.text('what')
  if (row && what) {
    const kind = row.text('signal') === 'nodes' ? 'nodes' : 'service'
    const values: ValuesOf = {
      what: [row.cite('what'), 'text'],
      parts: [row.cite('parts'), 'integer'],
      at: [row.cite('at'), 'time']
    }
    const sentence =
      kind === 'nodes'
        ? '{parts} nodes went together at {at} ({what})'
        : '{what} of the platform fails of its own from {at} on, for {parts} who call it'
    return { kind, what, at: row.text('at'), dated: { at: [row.cite('at'), 'time'] }, sentence, values }
  }
  const zone = rowsIn(skew).find((one) => {
    const ratio = one.number('ratio')
    const apart = ratio === null ? (one.number('value') ?? 0) > 0 : Math.max(ratio, 1 / Math.max(ratio, 1e-9)) >= far
    return (
      one.text('kind') === 'zone' &&
      one.value('departs') === true &&
      (one.number('robust_z') ?? 0) > 0 &&
      one.text('role') !== 'load' &&
      apart
    )
  })
  const name = zone?.text('instance')
  if (!zone || !name) return undefined
  return {
    kind: 'zone',
    what: name,
    at: zone.text('onset'),
    dated: zone.text('onset') === null ? {} : { at: [zone.cite('onset'), 'time'] },
    sentence: 'in {zone} {measure} is {value}, elsewhere {others}',
    values: {
      zone: [zone.cite('instance'), 'text'],
      measure: [zone.cite('measure'), 'text'],
      value: [zone.cite('value'), 'number'],
      others: [zone.cite('peers_value'), 'number']
    }
  }
}

/** What the platform tells, and the time that it states. */
interface ToldByPlatform {
  readonly text: string
  readonly at: Instant
  readonly values: ValuesOf
  /** The time alone. */
  readonly dated: ValuesOf
  /** The platform says since when; else it is when it was written. */
  readonly stated: boolean
}

/** Undefined where the platform tells nothing of that time. */
export function toldOf(trouble: Maybe): ToldByPlatform | undefined {
  const [text, at] = [textIn(trouble, 'told_text'), textIn(trouble, 'told_at')]
  if (text === null || at === null || !has(trouble, 'told_text')) return undefined
  const dated: ValuesOf = { at: [citeFact(trouble, 'told_at'), 'time'] }
  return {
    text,
    at,
    values: { text: [citeFact(trouble, 'told_text'), 'text'], ...dated },
    dated,
    stated: flagIn(trouble, 'told_stated') === true
  }
}
