import { queryRows } from '../query-rows.ts'
import { readInterventions } from '../read-interventions.ts'
import type { ToolContext } from '../tool.ts'
import { whoseOf } from './instance-sql.ts'

/** Something that was done to an instance, or that happened to it. */
export interface LifeEvent {
  readonly time: string
  readonly kind: string
  readonly text: string
  readonly source: string
  readonly line: number | null
}

const lifeWords =
  '(?i)\\b(re-?start(ed|ing)?|reboot(ed|ing)?|started .* in |(listening|ready) (on|to) |exited with (code|signal|status)|signal: (killed|9)|shut(ting)? ?down|shutdown signal|booted|evicted|oom-?killed|drain(ed|ing)?|de-?registered|cordon(ed)?|terminated|removed from|taken out|marked (down|unhealthy)|replaced)\\b'
const kinds: readonly (readonly [string, RegExp])[] = [
  ['removed', /drain|de-?register|cordon|removed from|taken out|marked (?:down|unhealthy)|evicted|replaced/i],
  ['restart', /re-?start|reboot|started .* in |booted|(?:listening|ready) (?:on|to) |exited with|signal: /i],
  ['down', /./]
]

/** What was done to the instance after a time, by its name or in its own log, in time order. */
export async function readLife(context: ToolContext, instance: string, from: string): Promise<LifeEvent[]> {
  const named = nameIn(instance)
  const deeds = (await readInterventions(context)).filter(
    ({ time, object, text }) => time >= from && (named.test(object ?? '') || named.test(text))
  )
  const whose = await whoseOf(context, 'events')
  const rows = await queryRows(
    context,
    `SELECT ts, message, source_id, first_line, ${whose.instance} AS instance FROM events
     WHERE ts >= $1::TIMESTAMP AND regexp_matches(message, $2) AND (${whose.instance} = $3 OR contains(lower(message), lower($3)))
     ORDER BY ts, record_id LIMIT 200`,
    [from, lifeWords, instance]
  )
  const logged = rows.flatMap((row): LifeEvent[] => {
    const text = row.text('message') ?? ''
    if (row.text('instance') !== instance && !named.test(text)) return []
    const kind = kinds.find(([, pattern]) => pattern.test(text))?.[0] ?? 'down'
    return [
      {
        time: row.text('ts') ?? '',
        kind,
        text: text.slice(0, 200),
        source: row.text('source_id') ?? '',
        line: row.number('first_line')
      }
    ]
  })
  const told = deeds.map(({ time, kind, text, source, line }) => ({ time, kind, text: text.slice(0, 200), source, line }))
  return [...told, ...logged].sort((a, b) => (a.time < b.time ? -1 : 1))
}

/** The name as a word of its own: `app-1` is not in `app-12`. */
function nameIn(instance: string): RegExp {
  const escaped = instance.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\w-])${escaped}(?![\w-]*\w)`, 'i')
}

/** Version by instance where a source states it, the latest in the record. */
export async function readVersions(context: ToolContext): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const table of ['metrics', 'requests', 'spans', 'events'] as const) {
    const whose = await whoseOf(context, table)
    if (whose.version === null) continue
    const rows = await queryRows(
      context,
      `SELECT ${whose.instance} AS instance, arg_max(${whose.version}, ts) AS version FROM ${table}
       WHERE ${whose.version} IS NOT NULL AND ${whose.instance} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT 1000`
    )
    for (const row of rows) found.set(row.text('instance') ?? '', row.text('version') ?? '')
  }
  const whose = await whoseOf(context, 'events')
  const said = await queryRows(
    context,
    String.raw`SELECT ${whose.instance} AS instance, arg_max(regexp_extract(message, '(?i)\b(?:version|release|build)[ =:]+"?v?(\d[\w.+-]*)|\bv(\d+\.\d+[\w.+-]*)', 0), ts) AS version FROM events
     WHERE regexp_matches(message, '(?i)\b(start|boot|running|version)') AND regexp_matches(message, '(?i)\b(version|release|build)[ =:]+"?v?\d|\bv\d+\.\d+')
       AND ${whose.instance} IS NOT NULL GROUP BY 1 ORDER BY 1 LIMIT 1000`
  )
  for (const row of said) {
    const version = /\d[\w.+-]*/.exec(row.text('version') ?? '')?.[0]
    const instance = row.text('instance') ?? ''
    if (version !== undefined && !found.has(instance)) found.set(instance, version)
  }
  return found
}

/** Every restart that a log or note tells of, and of which instance where it says. */
export async function readRestarts(
  context: ToolContext
): Promise<{ readonly time: string; readonly instance: string | null; readonly text: string }[]> {
  const whose = await whoseOf(context, 'events')
  const rows = await queryRows(
    context,
    `SELECT ts, message, ${whose.instance} AS instance FROM events WHERE ts IS NOT NULL AND regexp_matches(message, $1) ORDER BY ts, record_id LIMIT 500`,
    [lifeWords]
  )
  const deeds = (await readInterventions(context)).filter(
    ({ kind }) => kind === 'restart' || kind === 'deploy' || kind === 'rollback'
  )
  return [
    ...rows.map((row) => ({ time: row.text('ts') ?? '', instance: row.text('instance'), text: row.text('message') ?? '' })),
    // Who restarts is often not what is restarted.
    ...deeds.map(({ time, text }) => ({ time, instance: null, text }))
  ]
}
