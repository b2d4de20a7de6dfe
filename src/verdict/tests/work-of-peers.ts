import type { Subject } from '../../domain/index.ts'
import { type Maybe, type Row, rowsIn } from '../reading.ts'

/** Fewer runs on an instance are an accident. */
const enough = 10
/** Of what an instance runs its peers run about as much, where they do the same work; a twentieth is none. */
const hardly = 0.05

const runs = (row: Row): number => (row.number('runs') ?? 0) + (row.number('baseline_runs') ?? 0)
const sum = (rows: readonly Row[], of: (row: Row) => number | null): number => rows.reduce((all, row) => all + (of(row) ?? 0), 0)

/** Nearly all slow runs, at no more than so much of all. */
const nearlyAll = 0.9
const ordinary = 0.75

/**
 * The subject's operation on the one instance where nearly all its slow runs are, though its peers run it as well and quickly: what
 * they share answers all alike, so that it is not the work that became dear. Undefined where that is not seen.
 */
export function slowForOneOfSeveral(work: Maybe, { population, operation }: Subject): Row | undefined {
  const rows = rowsIn(work).filter((row) => row.text('operation') === operation && row.text('population') === population)
  const own = rows.toSorted((a, b) => (b.number('slow_runs') ?? 0) - (a.number('slow_runs') ?? 0))[0]
  const peers = rows.filter((row) => row !== own && row.text('service') === own?.text('service'))
  if (!own) return undefined
  const [slow, ran, elsewhere] = [own.number('slow_runs') ?? 0, own.number('runs') ?? 0, sum(peers, (row) => row.number('runs'))]
  if (slow < enough || elsewhere < enough || ran > ordinary * (ran + elsewhere)) return undefined
  return slow >= nearlyAll * (slow + sum(peers, (row) => row.number('slow_runs'))) ? own : undefined
}

/**
 * What takes most of the time of the instance and no peer runs, in health neither, though the like is logged of them: then it is no
 * peer of theirs, and its own work may be what ails it. What came up with the harm may be harm: a log of slow work shows it there only.
 */
export function workOfNoPeer(work: Maybe, instance: string | null): Row | undefined {
  const rows = rowsIn(work)
  const heaviest = rows
    .filter(
      (row) =>
        row.text('instance') === instance && (row.number('runs') ?? 0) >= enough && (row.number('baseline_runs') ?? 0) >= enough
    )
    .toSorted((a, b) => (b.number('time_share') ?? 0) - (a.number('time_share') ?? 0))[0]
  if (!heaviest || (heaviest.number('time_share') ?? 0) < 0.5) return undefined
  const peers = rows.filter(
    (row) =>
      row.text('population') === heaviest.text('population') &&
      row.text('service') === heaviest.text('service') &&
      row.text('instance') !== instance
  )
  const there = peers.filter((row) => row.text('operation') === heaviest.text('operation'))
  return sum(peers, runs) >= enough && sum(there, runs) <= hardly * runs(heaviest) ? heaviest : undefined
}
