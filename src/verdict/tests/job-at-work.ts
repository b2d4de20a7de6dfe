import { epochMsOf } from '../../domain/index.ts'
import type { Call } from '../call.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'
import { compared } from './calls.ts'
import { resolutionOfHarm } from './harm-onset.ts'

/** Calls that tell whose work took what others share; none where nothing of that kind was taken. */
export const processCalls = (scene: Scene): Call[] => (ioTaken(scene) ? compared('host_processes', scene) : [])

/** What several kinds of work share: disks and the time spent waiting for them. A processor is crowded by whatever goes wrong. */
const sharedIo = /disk|\bio\b|i\/o|io_?wait|iops|volume|storage|\bdm-|\bsd[a-z]\b|nvme/i
const roles = /^(?:disk|utilisation|cpu|queue)$/
/** So many standard steps above healthy time, and beyond what load explains. */
const far = 10

/** A disk, or the waiting for one, that is full or far beyond what load explains since about when harm began. The clearest first. */
export function ioTaken(scene: Scene): Row | undefined {
  if (!scene.departsAt) return undefined
  const departs = epochMsOf(scene.departsAt)
  const within = (row: Row, at: string | null): boolean =>
    at !== null &&
    Math.abs(epochMsOf(at) - departs) <= 2000 * Math.max(resolutionOfHarm(scene), row.number('resolution_seconds') ?? 60)
  return rowsIn(scene.evidence.onsets)
    .filter(
      (row) =>
        roles.test(row.text('role') ?? '') &&
        sharedIo.test(`${row.text('entity') ?? ''} ${row.text('series') ?? ''}`.replaceAll('_', ' ')) &&
        row.text('direction') === 'up' &&
        (row.number('effect_size') ?? 0) >= far &&
        within(row, row.text('saturated_at') ?? row.text('beyond_load_onset'))
    )
    .sort(
      (a, b) =>
        Number(b.text('saturated_at') !== null) - Number(a.text('saturated_at') !== null) ||
        (b.number('effect_size') ?? 0) - (a.number('effect_size') ?? 0)
    )[0]
}

/** Nearly all of the harm. */
const mostOfHarm = 0.8
/** A job that ran so often in the record is a part of the day. */
const rare = 6

/** A job that began when harm began, ran through it as far as is told, and is no routine of the record. The nearest first. */
export function jobAtWork(processes: Maybe, scene: Scene): Row | undefined {
  if (!scene.departsAt) return undefined
  const departs = epochMsOf(scene.departsAt)
  const apart = (row: Row): number => Math.abs(epochMsOf(row.text('started_at') ?? scene.departsAt ?? '') - departs)
  const near = 1000 * Math.max(120, 2 * resolutionOfHarm(scene))
  return rowsIn(processes)
    .filter(
      (row) =>
        row.text('kind') === 'job' &&
        row.text('started_at') !== null &&
        (row.number('overlap_with_harm') ?? 0) >= mostOfHarm &&
        (row.number('runs') ?? 1) <= rare &&
        apart(row) <= near
    )
    .sort((a, b) => apart(a) - apart(b))[0]
}

/** A run that ends when harm ends, as it began when harm began: one of the two is chance, both are not. Undefined where none does. */
export function jobThroughout(processes: Maybe, scene: Scene): Row | undefined {
  const job = jobAtWork(processes, scene)
  const ended = job?.text('ended_at')
  if (!job || !ended || !scene.window) return undefined
  const apart = Math.abs(epochMsOf(ended) - epochMsOf(scene.window.to))
  return apart <= 1000 * Math.max(180, 2 * resolutionOfHarm(scene)) ? job : undefined
}
