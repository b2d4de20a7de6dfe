import type { PersonalDataType, RecordOf, TableName } from '../domain/index.ts'
import type { ReadFile, ReadItem } from '../ingest/index.ts'

/** A record of a table in which only what matters is said; the rest is null, `attributes` empty. */
export type MadeRecord = { [T in TableName]: { readonly table: T } & Partial<RecordOf<T>> }[TableName]

const nothing: { readonly [T in TableName]: Omit<RecordOf<T>, 'ts' | 'tsOriginal' | 'entity' | 'attributes'> } = {
  events: { level: null, logger: null, thread: null, message: '' },
  requests: {
    client: null,
    method: null,
    target: '/',
    status: null,
    bytes: null,
    durationMs: null,
    referrer: null,
    userAgent: null,
    userName: null
  },
  statements: {
    statement: '',
    durationMs: null,
    session: null,
    database: null,
    userName: null,
    rowsReturned: null,
    rowsExamined: null,
    lockMs: null,
    plan: null
  },
  spans: { traceId: 't', spanId: 's', parentId: null, name: '', durationMs: 0, failed: null },
  metrics: { series: 'series', value: 0, unit: null },
  alerts: {
    name: '',
    severity: null,
    status: null,
    metric: null,
    value: null,
    threshold: null,
    description: null,
    resolvedAt: null
  },
  reports: {
    channel: 'ticket',
    reference: null,
    author: null,
    official: false,
    priority: null,
    category: null,
    subject: null,
    text: '',
    status: null
  },
  changes: { kind: 'other', ref: null, title: '', author: null, content: null }
}

/**
 * A file as if it had been read: one line a record, whose text is the record in JSON. With `loadWarehouse`, how tests
 * build a tiny incident without a format.
 *
 * @example
 * madeFile('S1', 'app.log', [{ table: 'events', ts: '2031-04-07T09:00:00.000Z', level: 'error', message: 'no seat' }])
 */
export function madeFile(
  id: string,
  path: string,
  records: readonly MadeRecord[],
  personal: readonly (readonly [PersonalDataType, string])[] = []
): ReadFile {
  const items = records.map((record, index) => itemOf(record, index + 1))
  const times = records.flatMap(({ ts }) => (ts ? [ts] : [])).sort()
  const counts: Partial<Record<TableName, number>> = {}
  for (const { table } of records) counts[table] = (counts[table] ?? 0) + 1
  const lines = records.map((record) => JSON.stringify(record))
  return {
    source: {
      id,
      path,
      bytes: lines.join('\n').length,
      sha256: '0'.repeat(64),
      format: 'made',
      formatTitle: 'made for a test',
      confidence: 1,
      encoding: 'utf-8',
      lines: { total: lines.length, records: lines.length, structure: 0, blank: 0, rejected: 0 },
      records: counts,
      rejections: [],
      firstTime: times[0] ?? null,
      lastTime: times.at(-1) ?? null,
      zone: { name: 'UTC', basis: 'offset-in-data', support: 'made' },
      personalData: {},
      notes: []
    },
    lines,
    items,
    personalData: personal.map(([type, value]) => ({ type, value, line: 1 }))
  }
}

function itemOf({ table, ...given }: MadeRecord, line: number): ReadItem {
  const record = { ts: null, tsOriginal: given.ts ?? null, entity: null, attributes: {}, ...nothing[table], ...given }
  // The union of tables and the union of their records are made together above; TypeScript cannot see that.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { kind: 'record', table, firstLine: line, lastLine: line, record } as ReadItem
}
