import { z } from 'zod'
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
  const deeds = (await readInterventions(context)).filter(({ origin, time }) => origin !== 'change' && time < before)
  return [
    ...withDiffs(recorded, new Map(context.incident.sources.map(({ id, path }) => [id, path]))),
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
