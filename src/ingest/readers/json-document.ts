import type { TableName } from '../../domain/index.ts'
import { type FieldClock, momentOf, recordOfFields } from '../fields/record-of-fields.ts'
import { canonicalUnit, unitOfSeries } from '../fields/unit-of-series.ts'
import type { ReadContext, Reader, ReadItem, TextFile } from '../reader.ts'
import { labelOfPath } from '../label-of-path.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder } from '../time/find-time.ts'
import { findInJson, type JsonFinding, seriesOfPath } from './json-records.ts'
import { ownName } from './json-series-name.ts'
import { type JsonTree, parseJson } from './json-tree.ts'
import { zoneOfTimes } from './line-format.ts'
import { isBlank } from './line-records.ts'

/** Lists of alerts. */
export const alertsJson = jsonReader('alerts-json', 'Alerts (JSON)', ['alerts'])
/** Lists of tickets, posts or other reports of people. */
export const ticketsJson = jsonReader('reports-json', 'Tickets and reports (JSON)', ['reports'])
/** Dashboards and other exports of series, nested at any depth. */
export const dashboardJson = jsonReader('dashboard-json', 'Metrics dashboard (JSON)', ['metrics'])
/** Deploys, commits, flags, configuration changes, jobs. */
export const changesJson = jsonReader('changes-json', 'Changes (JSON)', ['changes'])
/** Spans of traces. */
export const spansJson = jsonReader('spans-json', 'Spans of traces (JSON)', ['spans'])
/** Any other JSON document. */
export const recordsJson = jsonReader('records-json', 'Records (JSON)', ['events', 'requests', 'statements'])

function jsonReader(format: string, title: string, tables: readonly TableName[]): Reader {
  return {
    format,
    title,
    most: 0.95,
    detect(head) {
      if (!looksLikeDocument(head)) return 0
      const counts = countTables(findingsOf(head))
      const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
      const most = [...counts.entries()].sort((a, b) => b[1] - a[1])[0]?.[0]
      const isUnclear = all === 0 && tables.includes('events')
      return most !== undefined && tables.includes(most) ? 0.95 : isUnclear ? 0.4 : 0
    },
    zoneOf(head) {
      const times = createTimeFinder()
      const written = findingsOf(head).flatMap((finding) => {
        const texts = finding.what === 'point' ? [finding.time] : finding.what === 'record' ? Object.values(finding.values) : []
        return texts.flatMap((text) => (typeof text === 'string' && text.length < 40 ? (times.at(text, 0) ?? []) : []))
      })
      return zoneOfTimes(written.filter(({ lacks }) => lacks === 'nothing'))
    },
    read: readJson
  }
}

/** One document over the whole file, not an object a line. */
function looksLikeDocument(head: TextFile): boolean {
  const first = head.lines.find((line) => !isBlank(line))?.trim() ?? ''
  if (!/^[[{]/.test(first)) return false
  if (first.startsWith('[')) return !/^\[\s*(?:[A-Za-z]|\d+[-/\]:]|\d+\.\d+\.)/.test(first)
  const second = head.lines.filter((line) => !isBlank(line))[1]?.trim() ?? ''
  return !(first.endsWith('}') && first.length > 2 && second.startsWith('{')) && /^\{\s*(?:"|$|\/)/.test(first)
}

/** Six readers ask the same of each head. */
const found = new WeakMap<TextFile, JsonFinding[]>()

function findingsOf(head: TextFile): JsonFinding[] {
  const known = found.get(head)
  if (known !== undefined) return known
  const { root } = parseJson(head.lines)
  const findings = root ? findInJson(root, labelOfPath(head.path)) : []
  found.set(head, findings)
  return findings
}

function countTables(findings: readonly JsonFinding[]): Map<TableName, number> {
  const counts = new Map<TableName, number>()
  for (const finding of findings) {
    if (finding.what === 'summary') continue
    const table = finding.what === 'point' ? 'metrics' : finding.table
    counts.set(table, (counts.get(table) ?? 0) + 1)
  }
  return counts
}

function* readJson(file: TextFile, context: ReadContext): Generator<ReadItem> {
  const clock = { times: createTimeFinder(), calendar: createCalendar(context) }
  yield* itemsOfTree(parseJson(file.lines), file.lines, clock, 0, labelOfPath(file.path))
}

/** The records, structure and damage of a document's lines. @param before lines of the file before the first of these */
export function* itemsOfJson(lines: readonly string[], clock: FieldClock, before = 0): Generator<ReadItem> {
  yield* itemsOfTree(parseJson(lines), lines, clock, before)
}

/** The same of a document that is parsed already, in whatever notation it was written. */
export function* itemsOfTree(
  tree: JsonTree,
  lines: readonly string[],
  clock: FieldClock,
  before = 0,
  label = ''
): Generator<ReadItem> {
  const findings = tree.root ? findInJson(tree.root, label) : []
  const seriesOf = namesOfSeries(findings)
  const taken = new Uint8Array(lines.length + 2)
  for (const finding of findings) {
    const span = tree.spanOf(finding.node)
    taken.fill(1, span.firstLine, span.lastLine + 1)
    const place = { firstLine: span.firstLine + before, lastLine: span.lastLine + before }
    if (finding.what === 'record')
      yield { kind: 'record', ...place, ...recordOfFields(finding.table, finding.values, clock, finding.path.at(-1) ?? '') }
    else if (finding.what === 'summary') yield { kind: 'record', table: 'events', ...place, record: summaryOf(finding) }
    else yield pointOf(finding, seriesOf, clock, place)
  }
  const firstError = tree.errors[0]
  const damagedFrom = firstError === undefined ? Infinity : tree.lineAt(firstError.offset)
  for (const [index, line] of lines.entries()) {
    const number = index + 1
    if (taken[number] === 1) continue
    const place = { firstLine: number + before, lastLine: number + before }
    if (isBlank(line)) yield { kind: 'blank', ...place }
    else if (number >= damagedFrom && !/^[\s\]},]*$/.test(line))
      yield { kind: 'rejected', ...place, reason: 'a document that is damaged or cut' }
    else yield { kind: 'structure', ...place }
  }
}

function summaryOf({ path, values }: Extract<JsonFinding, { what: 'summary' }>) {
  const facts = Object.entries(values).map(([name, value]) => `${name}=${String(value)}`)
  return {
    ts: null,
    tsOriginal: null,
    entity: null,
    level: null,
    logger: path.join('.'),
    thread: null,
    message: `${path.at(-1) ?? 'summary'}: ${facts.join(', ')}`,
    attributes: values
  }
}

function pointOf(
  finding: Extract<JsonFinding, { what: 'point' }>,
  seriesOf: (finding: JsonFinding) => string,
  clock: FieldClock,
  place: { firstLine: number; lastLine: number }
): ReadItem {
  const series = seriesOf(finding)
  const { unit, units, ...about } = finding.about
  const written = unit ?? units
  const labels = Object.fromEntries(Object.entries(about).filter(([name]) => name !== '__name__'))
  return {
    kind: 'record',
    table: 'metrics',
    ...place,
    record: {
      ...momentOf(finding.time, clock),
      entity: finding.entity,
      series,
      value: finding.value,
      unit: typeof written === 'string' ? canonicalUnit(written) : unitOfSeries(series),
      attributes: typeof written === 'string' && canonicalUnit(written) !== written ? { ...labels, unit: written } : labels
    }
  }
}

/** Each series by the shortest name that no other series of the file has. */
function namesOfSeries(findings: readonly JsonFinding[]): (finding: JsonFinding) => string {
  const paths = new Map<string, { path: readonly string[]; entity: string | null; own: string | null }>()
  for (const finding of findings)
    if (finding.what === 'point')
      paths.set(keyOf(finding), { path: finding.path, entity: finding.entity, own: ownName(finding.about) })
  const names = new Map<string, string>()
  for (const depth of [1, 2, 3, 9]) {
    const candidates = new Map<string, string[]>()
    for (const [key, { path, entity, own }] of paths) {
      if (names.has(key)) continue
      const name = own ?? seriesOfPath(path, entity, depth)
      const shared = `${name}\n${entity ?? ''}`
      candidates.set(shared, [...(candidates.get(shared) ?? []), key])
    }
    for (const [shared, keys] of candidates) {
      if (keys.length === 1 || depth === 9) for (const key of keys) names.set(key, shared.split('\n', 1)[0] ?? 'value')
    }
  }
  return (finding) => names.get(keyOf(finding)) ?? 'value'
}

function keyOf(finding: JsonFinding): string {
  const entity = finding.what === 'point' ? `${finding.entity ?? ''} ${ownName(finding.about) ?? ''}` : ''
  return `${finding.path.join('\n')}\n${entity}`
}
