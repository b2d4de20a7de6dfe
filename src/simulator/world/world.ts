import { DateTime } from 'luxon'
import { createRandom, type QueueRun, type Random, simulateQueue } from '../../queueing/index.ts'
import { buildModel } from '../plant/build.ts'
import type { Happening, Probe } from '../plant/setting.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { msOfDay, type TimeOfDay } from '../scenario/time-of-day.ts'
import { type Executed, type Served, servedRequests } from './served.ts'

/** All that happened, before anybody wrote it down. Times are milliseconds since the start unless said otherwise. */
export interface World {
  readonly scenario: Scenario
  readonly seed: number
  readonly random: Random
  readonly organisation: Scenario['service']['organisations'][number]
  /** Epoch milliseconds of the run's start. */
  readonly startMs: number
  readonly durationMs: number
  readonly run: QueueRun
  readonly requests: readonly Served[]
  /** Statements of jobs and holders, which no citizen asked for. */
  readonly jobs: readonly { readonly name: string; readonly statement: Executed }[]
  readonly happenings: readonly Happening[]
  readonly probes: readonly Probe[]
  /** Time of day → milliseconds since the start. */
  readonly at: (time: TimeOfDay) => number
}

/** Runs the scenario (as varied by the seed) and looks at what came of it. */
export function createWorld(scenario: Scenario, seed: number): World {
  const { model, setting } = buildModel(scenario)
  const run = simulateQueue(model, seed, { trace: true, intervalMs: 60_000 })
  const random = createRandom(seed).fork('world')
  const start = DateTime.fromISO(`${scenario.date}T00:00`, { zone: scenario.zone }).plus({ milliseconds: msOfDay(scenario.from) })
  if (!start.isValid) throw new RangeError(`scenario "${scenario.name}" has a date or zone that does not exist`)
  const requests = run.requests ?? []
  return {
    scenario,
    seed,
    random,
    organisation: random.pick(scenario.service.organisations),
    startMs: start.toMillis(),
    durationMs: model.durationMs,
    run,
    requests: servedRequests(scenario, requests, model.durationMs, random.fork('served')),
    jobs: requests.flatMap(({ className, visits }) =>
      className.startsWith('job:')
        ? visits.flatMap((visit) => {
            if (visit.kind !== 'work' || visit.startedAt === null || !visit.name.startsWith('sql:')) return []
            const end = visit.endedAt ?? model.durationMs
            const statement: Executed = {
              id: className,
              at: visit.startedAt,
              tookMs: end - visit.startedAt,
              lockMs: 0,
              plan: null,
              fails: null,
              finished: visit.endedAt !== null,
              session: 6400
            }
            return [{ name: className.slice('job:'.length), statement }]
          })
        : []
    ),
    happenings: setting.happenings.toSorted((a, b) => a.atMs - b.atMs),
    probes: setting.probes,
    at: setting.at
  }
}
