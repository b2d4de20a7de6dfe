import { attributesFrom } from '../attribute-of.ts'
import type { TimeWindow } from '../../domain/index.ts'
import type { ToolContext } from '../tool.ts'
import { apart, type Call, durationOf, placeOf, thinned } from './read-calls.ts'

/** More names than this are not looked for. */
const mostPeers = 20
/** A name that is no everyday word: it has a point, a dash, a digit or a colon in it. */
const qualified = /^[\w-]+(?:[.:-][\w-]+)+$/
const word = /^[a-z][a-z\d_]{3,}$/

/**
 * Timed lines that speak of no call and name one who is known to be called, as the value of a field of any name
 * (`exchange done {"ms":185,"host":"id.example"}`) or as their first word, in the same log (`geocode suggest ok {"ms":185}`): the calls
 * that went well, where only those that failed say what they are.
 */
export async function callsNaming(context: ToolContext, known: readonly Call[], between: TimeWindow): Promise<Call[]> {
  const counted = new Map<string, number>()
  for (const { peer } of known) if (qualified.test(peer) || word.test(peer)) counted.set(peer, (counted.get(peer) ?? 0) + 1)
  const peers = [...counted].sort(([, a], [, b]) => b - a).map(([peer]) => peer)
  if (peers.length === 0) return []
  const escaped = (some: readonly string[]): string =>
    some.map((peer) => peer.replaceAll(/[.:-]/g, String.raw`\$&`)).join('|') || '$.'
  const looked = peers.slice(0, mostPeers)
  const sources = new Map(known.map(({ peer, source }) => [peer, source]))
  const seen = new Set(known.map(({ source, line }) => `${source}:${line}`))
  const rows = await thinned(
    context,
    'events',
    String.raw`logger, duration_ms, attributes, lower(regexp_extract(message, '^[\w.:-]+')) AS begins`,
    `(regexp_matches(attributes::VARCHAR, '(?i): ?"(?:${escaped(looked.filter((peer) => qualified.test(peer)))})"')
      OR duration_ms IS NOT NULL AND regexp_matches(message, '(?i)^(?:${escaped(looked)}) '))`,
    between
  )
  return rows.flatMap((row): Call[] => {
    const attributes = attributesFrom(row.text('attributes'))
    const values = new Set(Object.values(attributes).map((value) => String(value).toLowerCase()))
    const [peer, ...others] = peers.filter(
      (name) =>
        (qualified.test(name) && values.has(name)) || (row.text('begins') === name && sources.get(name) === row.text('source_id'))
    )
    const durationMs = row.number('duration_ms') ?? durationOf(attributes)
    const place = placeOf(row)
    // Who names two of them says not which it waited for.
    if (peer === undefined || others.length > 0 || durationMs === null || row.text('entity')?.toLowerCase() === peer) return []
    if (seen.has(`${place.source}:${place.line}`)) return []
    const caller = row.text('entity') ?? row.text('logger')
    return [{ ...place, peer, caller, durationMs, failed: false, how: null, seenIn: 'events', ...apart }]
  })
}
