import { InquestError } from '../../foundation/index.ts'
import { readable } from './readable.ts'
import { nearest } from './nearest.ts'
import type { DoorReply } from './protocol.ts'

type Failed = Extract<DoorReply, { kind: 'failed' }>

export function timeError(timeoutMs: number): InquestError {
  return new InquestError(
    'cannot-judge',
    `The query took longer than ${timeoutMs} ms and was stopped.`,
    'Narrow it: a time window in WHERE, fewer joined rows, an aggregate instead of rows.',
    { details: { timeoutMs } }
  )
}

export function memoryError(bytes: number): InquestError {
  return new InquestError(
    'cannot-judge',
    `The query needed more memory than its process may have (${Math.round(bytes / 1e6)} MB) and was stopped.`,
    'Narrow it: fewer rows or columns, an aggregate, no long texts put together.',
    { details: { bytes } }
  )
}

export function closedError(): InquestError {
  return new InquestError('internal', 'The warehouse is closed.', 'Query it before it is disposed of.')
}

export function deathError(complaints: string): InquestError {
  return new InquestError(
    'cannot-judge',
    `The process that runs queries died again and again: ${complaints.trim().slice(-500) || 'it said nothing'}`,
    'Run again. If this query does it every time, ask for less at once and report the query.'
  )
}

/** What a user who wrote the query is told: DuckDB's own words, and what there is instead of what is not. */
export function failureError({ reason, message }: Failed, sql: string): InquestError {
  if (reason === 'interrupted') {
    return new InquestError('cannot-judge', 'The query was stopped before it ended.', 'Run it again.')
  }
  if (reason === 'out-of-memory') {
    return new InquestError(
      'cannot-judge',
      `The query needs more memory than it may have: ${message.split('\n', 1)[0]}`,
      'Narrow it: fewer rows or columns, an aggregate, no long texts put together.',
      { details: { sql } }
    )
  }
  return new InquestError('usage', message, nextStepFor(message, sql), { details: { sql } })
}

function nextStepFor(message: string, sql: string): string {
  const table = /Table with name (\S+) does not exist/.exec(message)?.[1]
  if (table !== undefined) return `${suggestion(table, Object.keys(readable))}Tables: ${Object.keys(readable).join(', ')}.`
  const column =
    /Referenced column "([^"]+)" not found/.exec(message)?.[1] ?? /does not have a column named "([^"]+)"/.exec(message)?.[1]
  if (column === undefined) return `Ask one SELECT of the tables ${Object.keys(readable).join(', ')}.`
  const named = tablesIn(sql)
  const columns = named.flatMap((name) => Object.keys(readable[name] ?? {}))
  const listed = named.map((name) => `${name}: ${Object.keys(readable[name] ?? {}).join(', ')}`).join('; ')
  return `${suggestion(column, columns)}Columns of ${listed}.`
}

/** The tables that the query names, all of them when none is recognised. */
function tablesIn(sql: string): string[] {
  const names = Object.keys(readable)
  const words = new Set(sql.toLowerCase().match(/[a-z_]+/g))
  const named = names.filter((name) => words.has(name))
  return named.length > 0 ? named : names
}

function suggestion(name: string, candidates: readonly string[]): string {
  const found = nearest(name, candidates)
  return found === null ? '' : `Did you mean "${found}"? `
}
