import { citeFact } from '../../domain/index.ts'
import { cannotTell, type Reading } from '../diagnostic-test.ts'
import { has, type Maybe, numberIn, type Row, rowsIn, textIn } from '../reading.ts'
import { departingRow, harm } from './instance-departs-from-peers.ts'

/** Less of the failures leaves some to the peers, who then fail of the same. */
const nearlyAll = 0.9
/** A peer that fails a tenth as often fails of something else. */
const inHealth = 0.1
/** One beside it may be idle, or as sick for another reason. */
const fewestPeers = 2

/**
 * What fails on one instance only, while at least two peers do the same work with the same code in health, does not fail of the code
 * alone. Null where that is not seen, or where the instance is known, or by its name likely, to run another version.
 */
export function failsOnOneInstance(skew: Maybe, service: string): Reading | null {
  const share = numberIn(skew, 'failures_share') ?? 0
  const row = departingRow(skew)
  if (!row || share < nearlyAll || !has(skew, 'failures_share') || !harm.test(row.text('role') ?? '')) return null
  if (!(row.text('service') ?? '').toLowerCase().startsWith(service.toLowerCase())) return null
  const peers = rowsIn(skew).filter(
    (one) =>
      one.text('service') === row.text('service') &&
      one.text('measure') === row.text('measure') &&
      one.text('instance') !== row.text('instance') &&
      (one.number('value') ?? Infinity) <= inHealth * (row.number('value') ?? 0)
  )
  if (peers.length < fewestPeers || skewsByVersion(skew, row, peers)) return null
  return cannotTell('{service} fails by itself, but {share} of it on {instance} alone, whose peers run the same code in health', {
    service: [row.cite('service'), 'text'],
    share: [citeFact(skew, 'failures_share'), 'share'],
    instance: [row.cite('instance'), 'text']
  })
}

/** Another version by what is said of it; where nothing is said, another generation of names (`desk-7f9c-…` among `desk-5d1b-…`). */
function skewsByVersion(skew: Maybe, row: Row, peers: readonly Row[]): boolean {
  if (textIn(skew, 'worst_version') !== null) return row.text('version') !== peers[0]?.text('version')
  const generation = (one: Row): string => (one.text('instance') ?? '').replace(/[-_.:][^-_.:]*$/, '')
  const [first, ...others] = new Set(peers.map(generation))
  return first !== undefined && others.length === 0 && generation(row) !== first
}
