import type { Emitter } from '../emitter.ts'
import { changesOf } from './recorded-changes.ts'

/** A feature-flag service's audit log: what was turned, from what to what. A flag's content says it as `off → on`. */
export const flagChanges: Emitter = (context) => {
  const { clock, world } = context
  const items = changesOf(context)
    .filter(({ kind }) => kind === 'flag')
    .map(({ atMs, ref, title, author, content }) => {
      const [, before = null, after = null] = /^(.+?) → (.+)$/m.exec(content) ?? []
      return {
        date: clock.epoch(atMs),
        kind: 'flag',
        flag_key: ref,
        environment: 'production',
        project: world.scenario.service.application,
        title,
        member: author,
        ...(before === null || after === null ? { comment: content } : { previous: before, current: after })
      }
    })
  return { kind: 'document', text: `${JSON.stringify({ flag_changes: items }, null, 2)}\n`, records: items.length }
}
