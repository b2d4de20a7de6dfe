import type { CauseCategory, Trigger } from '../../../domain/index.ts'
import { changesThatCan, namesOf, type Row, rowsIn, sceneCalls, sceneOf } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { askAll } from '../ask.ts'

const kinds: Readonly<Record<string, Trigger['kind']>> = {
  deploy: 'deploy',
  commit: 'commit',
  config: 'config',
  flag: 'flag',
  job: 'job',
  infrastructure: 'infrastructure',
  schema: 'schema'
}

/**
 * The recorded change that can produce the category by what it contains and acted by the time that harm had begun, the
 * likeliest first; with `accused`, only one that names something of it, or that sets the `value` seen. Nearness convicts nothing: null when none can.
 */
export async function changeTrigger(
  desk: Desk,
  category: CauseCategory,
  accused: string | null = null,
  value: string | null = null
): Promise<Trigger | null> {
  const scene = sceneOf(desk, await askAll(desk, sceneCalls(desk)))
  const [candidates] = await askAll(desk, changesThatCan(category, scene))
  const names = accused === null ? null : new Set(namesOf(accused))
  const able = rowsIn(candidates).filter(
    (row) =>
      row.value('able') === true &&
      (row.text('can_produce') ?? '').split(', ').includes(category) &&
      (names === null || namesOf(said(row)).some((name) => names.has(name)) || (value !== null && row.text('new') === value))
  )
  // A change on record can be named and undone; what a log tells of it only dates it.
  const guilty = able.find((row) => row.text('ref') !== null) ?? able[0]
  if (!guilty) return null
  return {
    kind: kinds[guilty.text('kind') ?? ''] ?? 'unknown',
    ref: guilty.text('ref'),
    time: guilty.text('acts_at') ?? guilty.text('time')
  }
}

const said = (row: Row): string => ['ref', 'title', 'old', 'new'].map((column) => row.text(column) ?? '').join(' ')
