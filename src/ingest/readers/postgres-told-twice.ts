import type { ReadItem } from '../reader.ts'

export type StatementItem = Extract<ReadItem, { kind: 'record'; table: 'statements' }>

/**
 * Are two lines of one session the same execution? With `auto_explain` beside `log_min_duration_statement` the server logs
 * each slow statement twice, once with its plan, in either order; the second duration is a little longer at most.
 */
export function isSameExecution({ record: first }: StatementItem, { record: second }: StatementItem): boolean {
  if ((first.plan === null) === (second.plan === null)) return false
  const [one, other] = [first.durationMs, second.durationMs]
  if (one === null || other === null || Math.abs(one - other) > Math.max(5, 0.02 * Math.max(one, other))) return false
  return flat(first.statement) === flat(second.statement)
}

/** Gives what the second line adds to the first, and makes the second an event, so that no line is lost and none counts twice. */
export function toldTwice({ record: first }: StatementItem, second: StatementItem): ReadItem {
  const { record } = second
  if (first.plan === null) {
    first.plan = record.plan
    first.attributes['planLine'] = second.firstLine
  }
  first.rowsReturned ??= record.rowsReturned
  first.durationMs = Math.max(first.durationMs ?? 0, record.durationMs ?? 0)
  const { ts, tsOriginal, entity, session: thread, attributes } = record
  return {
    kind: 'record',
    table: 'events',
    firstLine: second.firstLine,
    lastLine: second.lastLine,
    record: {
      ts,
      tsOriginal,
      entity,
      level: 'info',
      logger: 'postgres',
      thread,
      message: 'the same execution, logged again',
      attributes: { ...attributes, severity: 'LOG' }
    }
  }
}

const flat = (statement: string): string => statement.replaceAll(/\s+/g, ' ').replace(/;\s*$/, '').trim().toLowerCase()
