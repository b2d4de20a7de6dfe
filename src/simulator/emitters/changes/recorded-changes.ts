import type { Change } from '../../scenario/scenario.ts'
import type { EmitContext, Emitter } from '../emitter.ts'
import { csvCell } from '../table.ts'

export interface WrittenChange extends Change {
  readonly atMs: number
}

/** Changes that a record is kept of: all but those that only a log tells of. */
export function changesOf({ world }: EmitContext): WrittenChange[] {
  return world.scenario.changes
    .filter(({ recorded }) => recorded)
    .map((change) => ({ ...change, atMs: world.at(change.at) }))
    .sort((a, b) => a.atMs - b.atMs)
}

/** A deploy tool's export: what changed, when, by whom, and the diff. */
export const changesJson: Emitter = (context) => {
  const { clock, world } = context
  const document = changesOf(context).map(({ atMs, kind, ref, title, author, content }) => ({
    time: clock.iso(atMs).replace(/\.\d+/, ''),
    type: kind,
    id: ref,
    service: world.scenario.service.application,
    title,
    author,
    ...(content === '' ? {} : kind === 'deploy' || kind === 'commit' ? { diff: content } : { details: content })
  }))
  return { kind: 'document', text: `${JSON.stringify(document, null, 2)}\n`, records: document.length }
}

/** The change calendar as a spreadsheet. */
export const changesCsv: Emitter = (context) => ({
  kind: 'lines',
  entries: [
    { at: null, record: false, text: 'time,type,reference,summary,author,details' },
    ...changesOf(context).map(({ atMs, kind, ref, title, author, content }) => ({
      at: atMs,
      record: true,
      text: [context.clock.local(atMs).slice(0, 19), kind, ref, title, author, content].map((cell) => csvCell(cell)).join(',')
    }))
  ]
})
