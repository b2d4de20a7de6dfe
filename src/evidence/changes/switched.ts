import { type ChangeContent } from '../../domain/index.ts'
import type { RecordedChange } from './read-candidates.ts'

/** A shorter key is a word that anybody writes. */
const leastKey = 6

/**
 * A flag or setting whose key stands in the code of a commit switches what that commit brought: it can produce whatever
 * the commit can, from when it is switched on.
 */
export function withSwitched(changes: readonly RecordedChange[], contents: readonly ChangeContent[]): ChangeContent[] {
  return changes.map((change, i): ChangeContent => {
    const own = contents[i] ?? { touches: [], paths: [], nothing: 'unshown' }
    const key = keyOf(change)
    if (key === null || switchesOff(change)) return own
    const brought = changes.flatMap((other, j) =>
      other !== change && other.kind === 'commit' && (other.content ?? '').includes(key) ? (contents[j]?.touches ?? []) : []
    )
    const more = brought.map((touch) => ({ ...touch, reason: `switches on code that ${touch.reason}` }))
    if (more.length === 0) return own
    return { ...own, touches: [...more, ...own.touches].sort((a, b) => b.strength - a.strength), nothing: null }
  })
}

function keyOf({ kind, ref, title }: RecordedChange): string | null {
  if (kind !== 'flag' && kind !== 'config') return null
  return [ref, title].find((name) => name !== null && name.length >= leastKey && /^[\w.:/-]+$/.test(name)) ?? null
}

/** What the record says last is what it was set to. */
function switchesOff({ content, attributes }: RecordedChange): boolean {
  const to = attributes['to'] ?? (content ?? '').split(/→|->/).at(-1) ?? ''
  return /\b(?:off|false|disabled)\b|(?<![\d.])0 ?%/i.test(to) && !/\b(?:on|true|enabled: true)\b/i.test(to)
}
