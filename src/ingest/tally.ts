import { type Instant, PersonalDataType, type Source, type TableName } from '../domain/index.ts'
import type { PlainTally, ReadBatch } from './reader.ts'

/** Counts what becomes of a file's lines while it is read. */
export interface Tally {
  add(batch: ReadBatch, lines: Source['lines'], rejections: Source['rejections']): void
  took(plain: PlainTally): void
  readonly times: { first: Instant | null; last: Instant | null; untimed: number; total: number }
  counts(): Pick<Source, 'lines' | 'records' | 'rejections' | 'personalData'>
}

export function createTally(): Tally {
  const lines = { total: 0, records: 0, structure: 0, blank: 0, rejected: 0 }
  const records: Partial<Record<TableName, number>> = {}
  const personalData: Partial<Record<PersonalDataType, number>> = {}
  const rejections = new Map<string, { reason: string; lines: number; firstLine: number }>()
  const times: Tally['times'] = { first: null, last: null, untimed: 0, total: 0 }
  const seen = (ts: Instant): void => {
    if (times.first === null || ts < times.first) times.first = ts
    if (times.last === null || ts > times.last) times.last = ts
  }
  const count = <K extends string>(counts: Partial<Record<K, number>>, key: K, by: number): void => {
    counts[key] = (counts[key] ?? 0) + by
  }
  return {
    times,
    took({ records: taken, first, last, personalData: found }) {
      lines.total += taken
      lines.records += taken
      count(records, 'requests', taken)
      times.total += taken
      for (const ts of [first, last]) if (ts !== null) seen(ts)
      for (const type of PersonalDataType.options) if (found[type]) count(personalData, type, found[type])
    },
    add(batch, counted, rejected) {
      for (const kind of ['total', 'records', 'structure', 'blank', 'rejected'] as const) lines[kind] += counted[kind]
      for (const one of rejected) {
        const known = rejections.get(one.reason)
        if (known) known.lines += one.lines
        else rejections.set(one.reason, { ...one })
      }
      for (const { type } of batch.personalData) count(personalData, type, 1)
      for (const item of batch.items) {
        if (item.kind !== 'record') continue
        count(records, item.table, 1)
        times.total += 1
        const { ts } = item.record
        if (ts === null) times.untimed += 1
        else seen(ts)
      }
    },
    counts: () => ({
      lines,
      records,
      rejections: [...rejections.values()].sort((a, b) => b.lines - a.lines),
      personalData
    })
  }
}
