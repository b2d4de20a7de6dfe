import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'
import { ioTaken, jobAtWork, jobBracketing } from './job-at-work.ts'
import { lostInstances } from './lost-instances.ts'
import { workOfNoPeer } from './work-of-peers.ts'

/** What a citizen of the instance feels, and what the instance runs out of; load and limits differ between healthy peers too. */
export const harm = /^(latency|errors|success)$/
const strain = /^(cpu|holders|waiters|queue|memory|gc|utilisation)$/
/** Peers that do the same work differ by less; a third more is not yet another machine. */
const alike = 1.3
const apart = 2

/**
 * The instance's own row that departs furthest from its peers for the worse: what is felt before what is strained.
 * Undefined when none departs.
 */
export function departingRow(skew: Maybe, instance: string | null = null): Row | undefined {
  const worse = rowsIn(skew).filter(
    (row) =>
      row.value('departs') === true &&
      row.text('kind') !== 'zone' &&
      (instance === null || row.text('instance') === instance) &&
      isWorse(row) &&
      distance(row) >= apart &&
      !isOneOfTheSick(row, skew)
  )
  const of = (roles: RegExp): Row[] => worse.filter((row) => roles.test(row.text('role') ?? ''))
  return [...of(harm), ...of(strain)][0]
}

/** Whether its peers left their own health as well, and another measure of the same kind, taken oftener or otherwise, shows it like them. */
function isOneOfTheSick(row: Row, skew: Maybe): boolean {
  const [peers, before] = [row.number('peers_value'), row.number('peers_before')]
  if (!peers || !before || row.text('role') === 'success' || peers < apart * before) return false
  return rowsIn(skew).some((other) => {
    const [ratio, now, then] = [other.number('ratio'), other.number('peers_value'), other.number('peers_before')]
    const sick = now !== null && then !== null && now >= apart * then
    const same = other.text('instance') === row.text('instance') && other.text('role') === row.text('role')
    return same && sick && other.value('departs') !== true && ratio !== null && ratio < alike
  })
}

const isWorse = (row: Row): boolean =>
  row.text('role') === 'success' ? (row.number('robust_z') ?? 0) < 0 : (row.number('robust_z') ?? 0) > 0

/** How many times its peers; where they have none of it, by how many percent or pieces it has any. */
function distance(row: Row): number {
  const ratio = row.number('ratio')
  if (ratio !== null && ratio > 0) return Math.max(ratio, 1 / ratio)
  const [value, peers] = [row.number('value') ?? 0, row.number('peers_value') ?? 0]
  return 1 + Math.abs(value - peers) / 3
}

/** One of several that do the same work does it worse: whatever all share (load, code, database) would harm all alike. */
export const instanceDepartsFromPeers: DiagnosticTest = {
  id: 'instance-departs-from-peers',
  question: 'Did one instance suffer while its peers did the same work in health?',
  dimension: 'mechanism',
  calls: (_, scene) => [
    ...compared('instance_skew', scene),
    ...compared('host_processes', scene),
    ...compared('work_by_instance', scene)
  ],
  read([skew, processes, work], { subject }, scene) {
    const instances = numberIn(skew, 'instances')
    if (instances === null || instances < 2 || !has(skew, 'instances')) return cannotTell('no source tells instances apart')
    const row = departingRow(skew, subject.entity) ?? departingRow(skew)
    const { silent, serving } = lostInstances(scene.evidence.onsets)
    const heir = row && serving.find((one) => one.text('entity') === row.text('instance'))
    const [gone] = silent
    if (heir && gone) {
      return no(0.9, '{instance} had to take over from {gone}, which fell silent: it did not do the same work as its peers', {
        instance: [heir.cite('entity'), 'text'],
        gone: [gone.cite('entity'), 'text']
      })
    }
    const taken = row && ioTaken(scene)?.text('entity') === row.text('instance') ? jobAtWork(processes, scene) : undefined
    const job = taken ?? (row && jobBracketing(processes, scene))
    if (row && job) {
      return no(0.7, '{instance} departs from its peers, and {job} began as it did: it does other work than they', {
        instance: [row.cite('instance'), 'text'],
        job: [job.cite('actor'), 'text']
      })
    }
    const other = row && workOfNoPeer(work, row.text('instance'))
    if (row && other) {
      return no(0.7, '{instance} departs from its peers, and they run no {operation}, on which {share} of its time went', {
        instance: [row.cite('instance'), 'text'],
        operation: [other.cite('label'), 'text'],
        share: [other.cite('time_share'), 'share']
      })
    }
    if (row) {
      return yes(
        (harm.test(row.text('role') ?? '') ? 1 : 0.7) * clearness(Math.log(distance(row)), Math.log(alike), Math.log(4)),
        'on {instance} {measure} is {value}, on its peers {peers}',
        {
          instance: [row.cite('instance'), 'text'],
          measure: [row.cite('measure'), 'text'],
          value: [row.cite('value'), 'number'],
          peers: [row.cite('peers_value'), 'number']
        }
      )
    }
    return no(0.8, 'none of {instances} instances is seen to be worse than its peers', {
      instances: [citeFact(skew, 'instances'), 'integer']
    })
  }
}
