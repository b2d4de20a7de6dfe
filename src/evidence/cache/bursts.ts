import { grouped } from '../../foundation/index.ts'
import type { CacheSign } from './read-signs.ts'

export interface Bursts {
  /** The key missed most often, and its share of the misses that name one. */
  readonly topKey: string | null
  readonly topKeyShare: number | null
  readonly keys: number
  /** Most misses of one key that began within one second, and when. */
  readonly mostAtOnce: number
  readonly mostAtOnceAt: number | null
  readonly mostAtOnceKey: string | null
  /** Misses in the busiest second ÷ misses in an average one. */
  readonly burstRatio: number | null
}

/** Do misses come together: of one key (a stampede), or of many (keys that expire in step)? Signs in order of time. */
export function burstsOf(signs: readonly CacheSign[], seconds: number): Bursts {
  const misses = signs.filter(({ kind }) => kind === 'miss' || kind === 'expired')
  const byKey = grouped(
    misses.filter((sign): sign is CacheSign & { readonly key: string } => sign.key !== null),
    ({ key }) => key
  )
  const keyed = [...byKey.values()].reduce((sum, { length }) => sum + length, 0)
  const [top] = [...byKey].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
  let most = { n: 0, at: 0, key: '' }
  for (const [key, own] of byKey) {
    const found = densestSecond(own)
    if (found.n > most.n) most = { ...found, key }
  }
  const together = densestSecond(misses)
  return {
    topKey: top?.[0] ?? null,
    topKeyShare: top && keyed > 0 ? top[1].length / keyed : null,
    keys: byKey.size,
    mostAtOnce: most.n,
    mostAtOnceAt: most.n > 0 ? most.at : null,
    mostAtOnceKey: most.n > 0 ? most.key : null,
    burstRatio: misses.length > 0 && seconds > 0 ? together.n / (misses.length / seconds) : null
  }
}

function densestSecond(signs: readonly CacheSign[]): { n: number; at: number } {
  let best = { n: 0, at: 0 }
  let from = 0
  for (const [to, { at }] of signs.entries()) {
    while (at - (signs[from]?.at ?? at) >= 1000) from++
    if (to - from + 1 > best.n) best = { n: to - from + 1, at: signs[from]?.at ?? at }
  }
  return best
}
