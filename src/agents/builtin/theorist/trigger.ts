import { epochMsOf, type Hypothesis, type Trigger } from '../../../domain/index.ts'
import { canProduce, namesOf, type Row, rowsIn } from '../../../verdict/index.ts'
import type { Desk } from '../../roles.ts'
import { ask } from '../ask.ts'

/** A month: longer and a change has been through too many healthy days to have set this off by itself. */
const monthMinutes = 30 * 24 * 60

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
 * The change that set the cause off: before the onset, able by its content to produce the fault, and of several such the
 * one that names most of what is accused, then the latest. Null when no change qualifies: nearness convicts nothing.
 */
export async function triggerOf(
  desk: Desk,
  hypothesis: Pick<Hypothesis, 'category' | 'component' | 'subject' | 'onset' | 'onsetResolutionSeconds'>
): Promise<Trigger | null> {
  const time = hypothesis.onset ?? desk.window?.from
  if (!time) return null
  const after = Math.ceil(hypothesis.onsetResolutionSeconds / 60)
  const changes = await ask(desk, 'changes_around', { time, before_minutes: monthMinutes, after_minutes: after })
  const accused = namesOf(`${hypothesis.component} ${hypothesis.subject.operation ?? ''}`)
  const named = (row: Row): number => {
    const said = new Set(namesOf(`${row.text('title') ?? ''} ${row.text('content') ?? ''}`))
    return accused.filter((name) => said.has(name)).length
  }
  const able = rowsIn(changes)
    .filter((row) => canProduce(hypothesis, { kind: row.text('kind'), title: row.text('title'), content: row.text('content') }))
    .sort((a, b) => named(b) - named(a) || epochMsOf(b.text('time') ?? time) - epochMsOf(a.text('time') ?? time))
  const guilty = able[0]
  if (!guilty) return null
  return { kind: kinds[guilty.text('kind') ?? ''] ?? 'unknown', ref: guilty.text('ref'), time: guilty.text('time') }
}
