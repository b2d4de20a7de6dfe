import { state } from '../../../domain/index.ts'
import { foreignRow, ioTaken, jobToBlame, predictionsFor, rowsIn, runsLimit, scriptOf } from '../../../verdict/index.ts'
import type { Desk, HypothesisDraft } from '../../roles.ts'
import { ask, framed, sceneAt } from '../ask.ts'
import { subjectOf } from '../draft.ts'
import { populationOf } from '../population.ts'
import { changeAsItBegan, changeTrigger } from './change-trigger.ts'
import { harmStep, onsetOfRuns } from './onset.ts'

/** A sample keeps one of its runs within so many seconds. */
const firstKept = 300

/** Work that is no part of the ordinary day takes the resource. Undefined when all that takes time is known from healthy time. */
export async function batchInterference(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  const operations = frame && (await ask(desk, 'operations', frame))
  const row = foreignRow(operations)
  const [population, operation] = [populationOf(row?.text('population')), row?.text('operation') ?? null]
  if (!row || !population || !operation) return jobInterference(desk)
  const runs = await ask(desk, 'operation_runs', { population, operation, window: desk.window, limit: runsLimit })
  const slow = onsetOfRuns(runs, await harmStep(desk))
  // What health never ran is not slower than ever: it begins with its first run.
  const first = rowsIn(runs)[0]?.text('time') ?? null
  const dated = slow.onset === null ? { onset: first, onsetResolutionSeconds: firstKept } : slow
  const begun = await changeAsItBegan(desk, 'batch-interference', dated)
  const trigger =
    (await changeTrigger(desk, 'batch-interference', operation)) ?? (begun?.kind === 'job' && begun.ref !== null ? begun : null)
  const label = row.text('label') ?? operation
  return {
    category: 'batch-interference',
    component: `the job ${trigger?.ref ? `${trigger.ref} ` : ''}that runs ${label}`,
    subject: subjectOf({ population, operation }),
    statement: state(
      '{label} is no part of the ordinary day, runs {runs} times in the window and takes {share} of the time of its kind',
      {
        label: [row.cite('label'), 'text'],
        runs: [row.cite('runs'), 'integer'],
        share: [row.cite('share_of_time'), 'share']
      }
    ),
    mechanism: state(
      '{label}, up to {most} a run, takes what ordinary work shares with it; so all of that becomes slow together and is itself unchanged',
      {
        label: [row.cite('label'), 'text'],
        most: [row.cite('max_ms'), 'ms']
      }
    ),
    trigger,
    onset: trigger?.time ?? dated.onset ?? desk.window?.from ?? null,
    onsetResolutionSeconds: Math.max(300, dated.onsetResolutionSeconds),
    proposedBy: 'theorist',
    predictions: predictionsFor('batch-interference')
  }
}

/** A job that began as harm began, while a disk was taken, or that harm ended with too. Undefined when no job is told of. */
async function jobInterference(desk: Desk): Promise<HypothesisDraft | undefined> {
  const frame = framed(desk)
  if (!frame) return undefined
  const scene = await sceneAt(desk)
  const resource = ioTaken(scene)
  const processes = await ask(desk, 'host_processes', frame)
  const job = jobToBlame(processes, scene)
  const name = job?.text('actor')
  const onset = job?.text('started_at') ?? null
  if (!job || !name) return undefined
  const head = {
    category: 'batch-interference',
    trigger: { kind: 'job', ref: scriptOf(job, processes)?.text('actor') ?? name, time: onset },
    onset,
    onsetResolutionSeconds: 300,
    proposedBy: 'theorist',
    predictions: predictionsFor('batch-interference')
  } as const
  if (!resource) {
    return {
      ...head,
      component: `the job ${name}, and what it takes that ordinary work needs`,
      subject: subjectOf({ entity: name }),
      statement: state('{job} ran from {began} to {ended}, and harm with it', {
        job: [job.cite('actor'), 'text'],
        began: [job.cite('started_at'), 'time'],
        ended: [job.cite('ended_at'), 'time']
      }),
      mechanism: state('{job} takes what ordinary work shares with it, so that all of that waits and is itself unchanged', {
        job: [job.cite('actor'), 'text']
      })
    }
  }
  const device = resource.text('entity')
  return {
    ...head,
    component: `the job ${name}, on ${resource.text('series')}${device === null ? '' : ` of ${device}`}`,
    subject: subjectOf({ entity: name, series: resource.text('series') }),
    statement: state('{job} began at {began}, and {series} went from {before} to {now}', {
      job: [job.cite('actor'), 'text'],
      began: [job.cite('started_at'), 'time'],
      series: [resource.cite('series'), 'text'],
      before: [resource.cite('baseline_median'), 'number'],
      now: [resource.cite('window_median'), 'number']
    }),
    mechanism: state(
      '{job} takes what ordinary work shares with it, so that all that needs {series} waits and is itself unchanged',
      {
        job: [job.cite('actor'), 'text'],
        series: [resource.cite('series'), 'text']
      }
    )
  }
}
