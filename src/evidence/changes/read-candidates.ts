import { z } from 'zod'
import { grouped } from '../../foundation/index.ts'
import { keeper } from '../kept.ts'
import { queryRows } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import type { ToolContext } from '../tool.ts'

/** A change as recorded, or a deed that only a log, an alert or a note tells of. */
export interface RecordedChange {
  readonly time: string | null
  readonly kind: string
  readonly ref: string | null
  readonly entity: string | null
  readonly title: string
  readonly content: string | null
  /** Further values that the record holds: service, repository, files, version … */
  readonly attributes: Readonly<Record<string, string>>
  readonly source: string
  readonly line: number | null
  readonly origin: 'change' | 'event' | 'alert' | 'report'
}

const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** Every change on record, in time order, those without a time last; then what was done without a record, in the window. */
export const readCandidates = (context: ToolContext, before: string): Promise<readonly RecordedChange[]> =>
  keep(context, before, () => candidatesOf(context, before))

const keep = keeper<readonly RecordedChange[]>()

async function candidatesOf(context: ToolContext, before: string): Promise<readonly RecordedChange[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, kind, ref, entity, title, content, attributes, source_id, first_line FROM changes
     ORDER BY ts NULLS LAST, record_id`,
    [],
    { rows: 20_000 }
  )
  const recorded = rows.map((row): RecordedChange => ({
    time: row.text('ts'),
    kind: row.text('kind') ?? 'other',
    ref: row.text('ref') ?? referenceIn(valuesOf(row.text('attributes'))),
    entity: row.text('entity'),
    title: row.text('title') ?? '',
    content: row.text('content'),
    attributes: valuesOf(row.text('attributes')),
    source: row.text('source_id') ?? '',
    line: row.number('first_line'),
    origin: 'change'
  }))
  const paths = new Map(context.incident.sources.map(({ id, path }) => [id, path]))
  const deeds = (await readInterventions(context)).filter(({ origin, time }) => origin !== 'change' && time < before)
  return [
    ...withSaved(withDiffs(recorded, paths), await savedBeside(context, paths)),
    ...deeds.map(({ time, kind, ref, object, before: from, after: to, text, source, line, origin }): RecordedChange => ({
      time,
      kind,
      ref,
      entity: object,
      title: text,
      content: from !== null && to !== null && object !== null ? `${object}: ${from} -> ${to}` : null,
      attributes: {},
      source,
      line,
      origin: origin === 'change' ? 'event' : origin
    }))
  ]
}

/** A reference by a name that change records do not usually use. */
function referenceIn(attributes: Readonly<Record<string, string>>): string | null {
  const name = Object.keys(attributes).find((key) =>
    /^(?:reference|ref_?no|ticket|change_?(?:number|no|request)|number|cr|rfc|uuid)$/i.test(key)
  )
  return name === undefined ? null : (attributes[name] ?? null)
}

function valuesOf(json: string | null): Record<string, string> {
  if (json === null) return {}
  try {
    const values = Values.safeParse(JSON.parse(json)).data ?? {}
    return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])))
  } catch {
    return {}
  }
}

const version = /(?<![\w.])v?(\d+\.\d+(?:\.\d+)*)(?![\w]|\.\d)/g

/**
 * A difference that somebody saved bears no time, and the versions between which it lies in its file's name: the first release of the later
 * one, as another record names it, brought what it shows.
 */
function withDiffs(changes: readonly RecordedChange[], paths: ReadonlyMap<string, string>): RecordedChange[] {
  const diffs = new Map<string, string[]>()
  for (const { time, content, source } of changes) {
    const file = (paths.get(source) ?? '').split('/').at(-1)?.replaceAll('..', ' ') ?? ''
    const to = [...file.matchAll(version)].at(-1)?.[1]
    if (time === null && content !== null && to !== undefined) diffs.set(to, [...(diffs.get(to) ?? []), content])
  }
  if (diffs.size === 0) return [...changes]
  return changes.map((change) => {
    if (change.time === null || change.kind === 'commit') return change
    const brought = [...`${change.title} ${change.attributes['version'] ?? ''}`.matchAll(version)].at(-1)?.[1]
    const content = brought === undefined ? undefined : diffs.get(brought)
    if (brought === undefined || content === undefined) return change
    diffs.delete(brought)
    return {
      ...change,
      kind: change.kind === 'other' ? 'deploy' : change.kind,
      ref: change.ref ?? brought,
      content: [change.content, ...content].filter((part) => part !== null).join('\n')
    }
  })
}

/** A file without times that is no longer than this was saved to show one thing. */
const longestSaved = 400

interface Saved {
  /** Numbered names in the file's name (`run-4471`, `CHG0031`), as they are compared. */
  readonly numbers: readonly string[]
  readonly content: string
}

/** What somebody saved beside the record of a change, and called by its number: a plan, a diff, a ticket's text. */
async function savedBeside(context: ToolContext, paths: ReadonlyMap<string, string>): Promise<Saved[]> {
  const numbered = [...paths].flatMap(([id, path]) => {
    const file = (path.split('/').at(-1) ?? '').replace(/\.\w+$/, '')
    const numbers = [...file.matchAll(numberedName)].map(([one]) => asNumbered(one))
    return numbers.length === 0 ? [] : [{ id, numbers }]
  })
  if (numbered.length === 0) return []
  const rows = await queryRows(
    context,
    `SELECT source_id, string_agg(text, chr(10) ORDER BY line) AS content FROM lines
     WHERE source_id IN (SELECT source_id FROM sources WHERE first_time IS NULL AND lines <= ${longestSaved}) GROUP BY source_id`
  )
  const contents = new Map(rows.map((row) => [row.text('source_id') ?? '', row.text('content') ?? '']))
  return numbered.flatMap(({ id, numbers }) => {
    const content = contents.get(id)
    return content === undefined ? [] : [{ numbers, content }]
  })
}

const numberedName = /[A-Za-z]+[-_#]?\d{2,}/g
const asNumbered = (name: string): string => name.replaceAll(/[-_#]/g, '').toLowerCase()

/** The one change that bears the number holds what was saved. */
function withSaved(changes: readonly RecordedChange[], saved: readonly Saved[]): RecordedChange[] {
  if (saved.length === 0) return [...changes]
  const names = changes.map(({ ref, title }) => [...`${ref ?? ''} ${title}`.matchAll(numberedName)].map(([one]) => one))
  const bearers = grouped(
    names.flatMap((own) => [...new Set(own.map(asNumbered))]),
    (number) => number
  )
  return changes.map((change, i) => {
    const own = names[i]?.find((one) => saved.some(({ numbers }) => numbers.includes(asNumbered(one))))
    if (own === undefined || bearers.get(asNumbered(own))?.length !== 1) return change
    const contents = saved.filter(({ numbers }) => numbers.includes(asNumbered(own))).map(({ content }) => content)
    return {
      ...change,
      ref: change.ref ?? own,
      content: [change.content, ...contents].filter((part) => part !== null).join('\n')
    }
  })
}
