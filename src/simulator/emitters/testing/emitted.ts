import { createRandom } from '../../../queueing/index.ts'
import { loadScenario } from '../../library.ts'
import { FileSpec, Scenario } from '../../scenario/scenario.ts'
import { pieceOf, type WrittenFile, writeUntidy } from '../../untidy.ts'
import type { World } from '../../world/world.ts'
import { createClock, type EmitContext, emitters } from '../index.ts'
import { columns, readings } from './readings.ts'

/** When dumps and views are taken: with the lock held, and when the pools are empty. */
export const snapshots = ['10:12', '10:20']

/** Forty minutes with a lock, a restart, exceptions, changes of every kind, in a zone without an offset. */
export function scenario(): Scenario {
  const base = loadScenario('parking-permits-lock')
  const [lock] = base.faults
  return Scenario.parse({
    ...base,
    zone: 'UTC',
    from: '10:00',
    until: '10:40',
    load: [
      ['10:00', 30],
      ['10:40', 30]
    ],
    faults: [
      { ...lock, from: '10:10', until: '10:25' },
      { kind: 'batch', from: '10:32', until: '10:36', name: 'analyse', sql: 'ANALYZE permits', sessions: 2, ms: 900 },
      { kind: 'code', from: '10:02', route: 'view', when: null, share: 0.05, throws: 'IllegalState: no such zone' }
    ],
    actions: [{ at: '10:28', kind: 'restart', instance: 'permits-a', text: 'restarted' }],
    changes: [
      { at: '10:05', kind: 'flag', ref: 'new-map', title: 'New map for everybody', content: 'off → on' },
      { at: '10:09:40', kind: 'deploy', ref: 'permits-3.9', title: 'A new page', content: '-const a = 1\n+const a = 2' },
      { at: '10:30', kind: 'config', ref: 'CHG-12', title: 'Time-out of the pool', content: 'pool.timeout: 15 s' }
    ],
    alerts: base.alerts,
    brief: undefined,
    truth: { ...base.truth, keyEvidence: [], minimumKeyEvidence: 0, onset: null, trigger: { kinds: [], refs: [], at: null } }
  })
}

/** What an emitter is given, in the database that it needs. */
export function contextOf(world: World, emitter: string, more: Partial<FileSpec> = {}): EmitContext {
  const kind = readings[emitter]?.database ?? 'postgres'
  const { service } = world.scenario
  const inDatabase: World = {
    ...world,
    scenario: { ...world.scenario, service: { ...service, database: { ...service.database, kind } } }
  }
  const file = FileSpec.parse({
    path: `${emitter}/file`,
    emitter,
    sample: /trace|otlp/.test(emitter) ? 16 : 4,
    series: /metric|counters|dashboard|prometheus/.test(emitter) ? columns : [],
    at: snapshots,
    ...(emitter === 'thread-dump' || emitter === 'gc-log' ? { instance: 'permits-b' } : {}),
    ...more
  })
  return { world: inDatabase, file, random: world.random.fork(emitter), clock: createClock(world, file) }
}

/** The file as the simulator would write it. */
export const write = (context: EmitContext): WrittenFile => {
  const emitted = pieceOf(
    (emitters[context.file.emitter] ?? (() => ({ kind: 'document', text: '', records: 0 })))(context),
    context.file,
    context.world.at
  )
  return writeUntidy(emitted, context.file.untidy, createRandom(1), context.world.at)
}
