import type { Trigger } from '../../../domain/index.ts'
import type { Row } from '../../../verdict/index.ts'

const kinds: Readonly<Record<string, Trigger['kind']>> = {
  deploy: 'deploy',
  commit: 'commit',
  config: 'config',
  flag: 'flag',
  job: 'job',
  infrastructure: 'infrastructure',
  schema: 'schema'
}

/** What a change is called as a trigger; `unknown` for what the sources call otherwise. */
export function triggerKind(kind: string | null): Trigger['kind'] {
  return kinds[kind ?? ''] ?? 'unknown'
}

/** A recorded change, a row of `change_candidates`, as a trigger: it acts from when it takes effect. */
export const triggerOfChange = (row: Row): Trigger => ({
  kind: triggerKind(row.text('kind')),
  ref: row.text('ref'),
  time: row.text('acts_at') ?? row.text('time')
})
