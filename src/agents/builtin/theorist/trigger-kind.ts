import type { Trigger } from '../../../domain/index.ts'

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
