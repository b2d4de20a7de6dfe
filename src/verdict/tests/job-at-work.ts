import { epochMsOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { type Maybe, type Row, rowsIn, textIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { namesOf } from '../names.ts'
import { compared } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** Calls that tell whose work took what others share. */
export const processCalls = (scene: Scene): Call[] => (scene.departsAt ? compared('host_processes', scene) : [])

/** What several kinds of work share: disks and the time spent waiting for them. A processor is crowded by whatever goes wrong. */
const sharedIo = /disk|\bio\b|i\/o|io_?wait|iops|volume|storage|\bdm-|\bsd[a-z]\b|nvme/i
const roles = /^(?:disk|utilisation|cpu|queue)$/
/** Harm is dated by parts of the record: a disk that is taken within so many seconds of it is taken as harm begins. */
const nearSeconds = 420
/** So many standard steps above healthy time, and beyond what load explains. */
const far = 10

/** A disk, or the waiting for one, that is full or far beyond what load explains since about when harm began. The clearest first. */
export const ioTaken = (scene: Scene): Row | undefined =>
  taken(scene, (row) => sharedIo.test(`${row.text('entity') ?? ''} ${row.text('series') ?? ''}`.replaceAll('_', ' ')))

function taken(scene: Scene, isShared: (row: Row) => boolean): Row | undefined {
  if (!scene.departsAt) return undefined
  const departs = epochMsOf(scene.departsAt)
  const within = (row: Row): boolean =>
    [row.text('saturated_at'), row.text('beyond_load_onset')].some(
      (at) =>
        at !== null &&
        Math.abs(epochMsOf(at) - departs) <=
          1000 * Math.max(nearSeconds, 2 * resolutionOfHarm(scene), 2 * (row.number('resolution_seconds') ?? 60))
    )
  return rowsIn(scene.evidence.onsets)
    .filter(
      (row) =>
        roles.test(row.text('role') ?? '') &&
        isShared(row) &&
        row.text('direction') === 'up' &&
        (row.number('effect_size') ?? 0) >= far &&
        within(row)
    )
    .sort(
      (a, b) =>
        Number(b.text('saturated_at') !== null) - Number(a.text('saturated_at') !== null) ||
        (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0)
    )[0]
}

/** Nearly all of the harm. */
const mostOfHarm = 0.8
/** A job that ran so often at this time of day is a part of the day. */
const rare = 6
const minuteMs = 60_000

const isUnusual = (row: Row, kinds = /^job$/): boolean =>
  kinds.test(row.text('kind') ?? '') &&
  row.text('started_at') !== null &&
  (row.number('overlap_with_harm') ?? 0) >= mostOfHarm &&
  (row.number('runs_alike') ?? row.number('runs') ?? 1) <= rare

/**
 * A job, or whoever else came, that began when harm began, ran through it as far as is told, and is no routine of that time of day.
 * What is called a job first, then the nearest.
 */
export const jobAtWork = (processes: Maybe, scene: Scene): Row | undefined => jobsAtWork(processes, scene)[0]

function jobsAtWork(processes: Maybe, scene: Scene): Row[] {
  if (!scene.departsAt) return []
  const departs = epochMsOf(scene.departsAt)
  const apart = (row: Row): number => Math.abs(epochMsOf(row.text('started_at') ?? scene.departsAt ?? '') - departs)
  const near = 1000 * Math.max(nearSeconds, 2 * resolutionOfHarm(scene))
  return rowsIn(processes)
    .filter((row) => isUnusual(row, /^(?:job|newcomer)$/) && apart(row) <= near)
    .sort((a, b) => Number(b.text('kind') === 'job') - Number(a.text('kind') === 'job') || apart(a) - apart(b))
}

/** The script that a schedule began as the job began, and that is called like it: what the log of the job calls it is its own affair. */
export function scriptOf(job: Row, processes: Maybe): Row | undefined {
  const [began, names] = [job.text('started_at'), new Set(namesOf(job.text('actor') ?? ''))]
  if (began === null) return undefined
  return rowsIn(processes).find((row) => {
    const [actor, at] = [row.text('actor') ?? '', row.text('started_at')]
    if (at === null || !/\.(?:sh|py|pl|rb|ps1|bat|cmd|sql)$/i.test(actor)) return false
    return Math.abs(epochMsOf(at) - epochMsOf(began)) <= minuteMs && namesOf(actor).some((name) => names.has(name))
  })
}

/** A queue forms some time after a job began, and drains some time after it ended. */
const forms = 10 * minuteMs
const drains = 15 * minuteMs
const leastRun = 10 * minuteMs

/**
 * A job that harm began with and ended with: whatever it took was given back with its end, though nothing may have measured it.
 * What began together may have done so by chance; what ended together too seldom has. Harm that the materials do not see end tells
 * nothing.
 */
export function jobBracketing(processes: Maybe, scene: Scene): Row | undefined {
  if (!scene.departsAt || !scene.window) return undefined
  const last = textIn(scene.evidence.catalogue, 'last_time')
  const [departs, over] = [epochMsOf(scene.departsAt), epochMsOf(scene.window.to)]
  const tolerance = 1000 * Math.max(180, Math.min(300, 2 * resolutionOfHarm(scene)))
  const returned = mostReturned(scene, tolerance)
  return rowsIn(processes).find((row) => {
    const [started, ended] = [row.text('started_at'), row.text('ended_at')]
    if (started === null || ended === null) return false
    const [from, to] = [epochMsOf(started), epochMsOf(ended)]
    if (to - from < leastRun) return false
    const isSeenToEnd = last === null || epochMsOf(last) - over >= tolerance
    if (isUnusual(row) && isSeenToEnd)
      return from >= departs - forms && from <= departs + tolerance && to >= over - drains && to <= over + tolerance
    // What runs once a day at its time begins to the minute with harm by chance as seldom as what never ran before.
    const isDaily = row.text('kind') === 'job' && (row.number('runs') ?? 0) - 1 === (row.number('runs_alike') ?? -1)
    return isDaily && returned !== null && Math.abs(from - departs) <= tolerance && Math.abs(to - returned) <= tolerance
  })
}

/** Fewer signals that return together may do so by chance. */
const leastTogether = 3

/** When most signals of harm of this window return to normal, within the tolerance of one another; null where they part. */
function mostReturned({ evidence, window }: Scene, tolerance: number): number | null {
  const returns = rowsIn(evidence.frame)
    .filter((row) => /latency|error/.test(row.text('kind') ?? '') && (row.text('departs_at') ?? '') >= (window?.from ?? ''))
    .flatMap((row) => row.text('returns_at') ?? [])
    .map((at) => epochMsOf(at))
    .toSorted((a, b) => a - b)
  const middle = returns[Math.floor(returns.length / 2)]
  if (middle === undefined) return null
  const together = returns.filter((at) => Math.abs(at - middle) <= tolerance).length
  return together >= leastTogether && together >= 0.6 * returns.length ? middle : null
}

/** The resource was given back when the job was through, as far as its series can date it. */
export function endedTogether(job: Row, resource: Row): boolean {
  const [ended, returned] = [job.text('ended_at'), resource.text('returned_at')]
  if (ended === null || returned === null) return false
  return Math.abs(epochMsOf(returned) - epochMsOf(ended)) <= 2000 * (resource.number('resolution_seconds') ?? 60)
}

/** A processor is crowded by whatever goes wrong; one that a job found at rest and left at rest was crowded by the job. */
export function processorTaken(processes: Maybe, scene: Scene): { readonly job: Row; readonly resource: Row } | undefined {
  const jobs = jobsAtWork(processes, scene).filter((row) => row.text('kind') === 'job')
  return jobs.flatMap((job) => {
    const resource = taken(scene, (row) => row.text('role') === 'cpu' && endedTogether(job, row))
    return resource ? [{ job, resource }] : []
  })[0]
}

/** The job that harm is put down to: one at work while a disk or processor was taken, else one that harm began and ended with. */
export const jobToBlame = (processes: Maybe, scene: Scene): Row | undefined =>
  (ioTaken(scene) && jobAtWork(processes, scene)) ?? jobBracketing(processes, scene) ?? processorTaken(processes, scene)?.job
