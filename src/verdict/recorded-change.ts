import type { Citation, Evidence } from '../domain/index.ts'
import type { ChangeText } from './change-content.ts'
import { type Row, rowsIn } from './reading.ts'

/** A change as some source records it. */
export interface RecordedChange {
  readonly name: Citation
  readonly at: Citation
  readonly time: string | null
  readonly text: ChangeText
}

/** The last part of a logger's name: what people call the job that writes to it. */
export const jobOf = (logger: string | null): string | null => logger?.split('.').at(-1) ?? null

/**
 * The record of the change that a trigger names: in the change records, among changes of limits, or a job that logged
 * what it did; of several that of the time `by`, or before. Undefined when no evidence holds it.
 */
export function recordedAs(ref: string, evidence: readonly Evidence[], by: string | null = null): RecordedChange | undefined {
  let later: RecordedChange | undefined
  const told = (one: Evidence): number => ['changes_around', 'limits', 'change_candidates'].indexOf(one.tool)
  // What quotes the whole content before what quotes a part of it.
  for (const one of [...evidence]
    .filter((each) => told(each) >= 0)
    .sort((a, b) => told(a) - told(b))
    .concat(evidence)) {
    // A deploy may bear the reference of the commit that it brought: the commit says what was changed.
    const rows = rowsIn(one)
      .filter((candidate) => named(candidate, one.tool) === ref)
      .sort((a, b) => (b.text('content') ?? '').length - (a.text('content') ?? '').length)
    const record = (row: Row): RecordedChange =>
      one.tool === 'log_templates' ? ofJob(row) : one.tool === 'host_processes' ? ofRun(row) : ofChange(row)
    // One reference may be deployed again: what is convicted is the time at which it came to act.
    const found = rows.map(record).find(({ time }) => by === null || time === null || time <= by)
    if (found) return found
    later ??= rows[0] && record(rows[0])
  }
  return later
}

function named(row: Row, tool: string): string | null {
  if (tool === 'changes_around' || tool === 'limits' || tool === 'change_candidates') return row.text('ref')
  if (tool === 'host_processes') return row.text('kind') === 'job' ? row.text('actor') : null
  return tool === 'log_templates' ? jobOf(row.text('logger')) : null
}

/** A run of a job that logs or records tell of. */
const ofRun = (row: Row): RecordedChange => ({
  name: row.cite('actor'),
  at: row.cite('started_at'),
  time: row.text('started_at'),
  text: { kind: 'job', title: row.text('actor'), content: null }
})

const ofJob = (row: Row): RecordedChange => ({
  name: row.cite('logger'),
  at: row.cite('first_seen'),
  time: row.text('first_seen'),
  text: { kind: 'job', title: row.text('template'), content: row.text('logger') }
})

/** A change of a limit is its own content: its name, and what it was set to. */
const ofChange = (row: Row): RecordedChange => ({
  name: row.cite('ref'),
  at: row.cite('time'),
  time: row.text('time'),
  text: {
    kind: row.text('kind'),
    title: row.text('title') ?? row.text('name'),
    content: row.text('content') ?? setTo(row) ?? row.text('direction')
  }
})

/** From what to what it was set, as a change of a setting is written. */
function setTo(row: Row): string | null {
  const [from, to] = [row.text('from') ?? row.text('old'), row.text('to') ?? row.text('new')]
  return from === null || to === null ? to : `${row.text('name') ?? row.text('title') ?? 'value'}: ${from} → ${to}`
}
