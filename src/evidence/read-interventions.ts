import { z } from 'zod'
import { type Attributes, epochMsOf, isLimitName, magnitudesOf, settingChangesOf } from '../domain/index.ts'
import { keeper } from './kept.ts'
import { type Action, type ActionKind, actionsIn, coarseActionWords } from './language/actions.ts'
import { queryRows, type Row } from './query-rows.ts'
import type { ToolContext } from './tool.ts'
import { startsAgain, startWords } from './process-starts.ts'
import { undoes } from './undoes.ts'

/** Something that was done to the system, and where it is written. */
export interface Intervention extends Action {
  readonly time: string
  readonly text: string
  readonly source: string
  readonly line: number | null
  /** Commit, release or ticket, when the source is a change. */
  readonly ref: string | null
  readonly origin: 'event' | 'alert' | 'change' | 'report'
  /** Does it take back something that was done before: a roll-back, a setting put back, a flag switched off, a fix? */
  readonly undoes: boolean
}

type Deed = Omit<Intervention, 'undoes'>

/** What starts more often in a log is a worker that is recycled. */
const mostStarts = 30

/** Everything that was done over the whole of the materials, in time order. What the public says is no deed. */
export const readInterventions = (context: ToolContext): Promise<readonly Intervention[]> =>
  keep(context, '', () => interventionsOf(context))

const keep = keeper<readonly Intervention[]>()

async function interventionsOf(context: ToolContext): Promise<readonly Intervention[]> {
  const all = [
    ...(await fromEvents(context)),
    ...(await fromStarts(context)),
    ...(await fromAlerts(context)),
    ...(await fromChanges(context)),
    ...(await fromReports(context))
  ].sort((a, b) =>
    a.time < b.time
      ? -1
      : a.time > b.time
        ? 1
        : a.source === b.source
          ? (a.line ?? 0) - (b.line ?? 0)
          : a.source < b.source
            ? -1
            : 1
  )
  // One deed leaves many lines (each session that was killed): the first of a minute stands for them.
  const deeds = all.map((one, i): Intervention => ({ ...one, undoes: undoes(one, all.slice(0, i)) }))
  return deeds.filter(
    (one, i) =>
      !deeds
        .slice(Math.max(0, i - 50), i)
        .some(
          (before) =>
            before.kind === one.kind &&
            before.source === one.source &&
            before.after === one.after &&
            epochMsOf(one.time) - epochMsOf(before.time) < 60_000
        )
  )
}

/**
 * Lines of a template that comes again and again all day are the system's routine (a worker recycled every hour), not a
 * deed: a template counts when it came at most 30 times, or only within ten minutes.
 */
async function fromEvents(context: ToolContext): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, message AS text, source_id, first_line FROM events
     WHERE ts IS NOT NULL AND regexp_matches(message, $1)
     WINDOW same AS (PARTITION BY source_id, coalesce(CAST(template_id AS VARCHAR), message))
     QUALIFY count(*) OVER same <= 30 OR (max(ts) OVER same - min(ts) OVER same <= INTERVAL 10 MINUTE)
     ORDER BY ts, record_id`,
    [coarseActionWords]
  )
  return rows.flatMap((row) => deeds(row, actionsIn(row.text('text') ?? ''), 'event'))
}

/** A process that says that it serves, after it or its peer wrote to the same log before. What starts again all day is its routine. */
async function fromStarts(context: ToolContext): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `WITH told AS (
       SELECT ts, message AS text, entity, source_id, first_line, min(ts) OVER (PARTITION BY source_id, entity) < ts - INTERVAL 1 MINUTE AS again
       FROM events WHERE ts IS NOT NULL)
     SELECT * FROM told WHERE regexp_matches(text, $1)
     QUALIFY count(*) OVER (PARTITION BY source_id, entity) <= ${mostStarts} ORDER BY ts, first_line`,
    [startWords]
  )
  return startsAgain(rows).flatMap(({ row, action }) => deeds(row, [action], 'event'))
}

async function fromAlerts(context: ToolContext): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, concat_ws('. ', name, description) AS text, attributes, source_id, first_line FROM alerts
     WHERE ts IS NOT NULL ORDER BY ts, record_id`
  )
  return rows.flatMap((row) => {
    const said = actionsIn(row.text('text') ?? '')
    const pairs = limitPairs(row.text('attributes'))
    const rest = pairs.length > 0 ? said.filter(({ kind }) => kind !== 'raise-limit' && kind !== 'lower-limit') : said
    return deeds(row, [...rest, ...pairs], 'alert')
  })
}

async function fromChanges(context: ToolContext): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, kind, ref, entity, title, content, source_id, first_line FROM changes
     WHERE ts IS NOT NULL AND kind <> 'commit' ORDER BY ts, record_id`
  )
  return rows.flatMap((row) => {
    const text = [row.text('title'), row.text('content')].filter((part) => part !== null).join('\n')
    const limits = settingChangesOf(row.text('title'), row.text('content')).flatMap((change): Action[] => {
      const [before, after] = magnitudesOf(change.from, change.to)
      if (!isLimitName(change.name) || before === null || after === null || before === after) return []
      return [
        { kind: after > before ? 'raise-limit' : 'lower-limit', object: change.name, before: change.from, after: change.to }
      ]
    })
    if (limits.length > 0) return deeds(row, limits, 'change', text)
    if (row.text('kind') === 'job') return deeds(row, jobStopped(row.text('title')), 'change', text)
    const kind = kindOfChange(row.text('kind'), text)
    const object = row.text('entity') ?? row.text('ref')
    return kind === null ? [] : deeds(row, [{ kind, object, before: null, after: null }], 'change', text)
  })
}

/** Official announcements, operators' notes, and chat in which the writer says that he did it. */
async function fromReports(context: ToolContext): Promise<Deed[]> {
  const rows = await queryRows(
    context,
    `SELECT ts, concat_ws('. ', subject, text) AS text, channel, official, source_id, first_line FROM reports
     WHERE ts IS NOT NULL AND (official OR channel IN ('note', 'chat')) ORDER BY ts, record_id`
  )
  const mine =
    /\b(?:I|we)(?:'ve| have)?\b|^\W*(?:just |now )?(?:restarted|rebooted|rolled back|reverted|killed|terminated|deployed|scaled|raised|increased|lowered|failed over|disabled|enabled|turned off)/i
  return rows
    .filter((row) => row.flag('official') === true || row.text('channel') === 'note' || mine.test(row.text('text') ?? ''))
    .flatMap((row) => deeds(row, actionsIn(row.text('text') ?? ''), 'report'))
}

function deeds(row: Row, actions: readonly Action[], origin: Intervention['origin'], text = row.text('text') ?? ''): Deed[] {
  return actions.map((action) => ({
    ...action,
    time: row.text('ts') ?? '',
    text: text.length > 300 ? `${text.slice(0, 300)}…` : text,
    source: row.text('source_id') ?? '',
    line: row.number('first_line'),
    ref: row.text('ref'),
    origin
  }))
}

/** A record of a job is a run of it, unless it says that somebody stopped it. */
function jobStopped(title: string | null): Action[] {
  const object =
    /^\W*(?:the )?(.{2,60}?) (?:was |were |is |has been )?(?:stopped|killed|terminated|cancell?ed|disabled|paused|suspended)\b/i.exec(
      title ?? ''
    )?.[1]
  return object === undefined ? [] : [{ kind: 'terminate', object, before: null, after: null }]
}

function kindOfChange(kind: string | null, text: string): ActionKind | null {
  if (kind === 'infrastructure' && enlarged.test(text.split('\n')[0] ?? '')) return 'raise-limit'
  if (/\broll(?:ed|s|ing)?[ -]?back\b|\brevert(?:ed|s)?\b/i.test(text.split('\n')[0] ?? '')) return 'rollback'
  if (kind === 'deploy' || kind === 'flag' || kind === 'config') return kind
  if (kind === 'schema') return 'config'
  return actionsIn(text)[0]?.kind ?? (kind === 'infrastructure' ? 'config' : null)
}

/** More of a resource, said without its values. */
const enlarged =
  /\b(?:doubled|tripled|enlarged|larger|bigger|more|extra|additional|increased|raised|upgraded|upsized|resized|scaled up)\b.{0,40}\b(?:cpus?|vcpus?|processors?|cores?|memory|ram|heap|instance (?:size|class|type)s?|disks?|storage|volumes?|quota|machines?|servers?)\b|\b(?:cpus?|vcpus?|processors?|cores?|memory|ram|instance (?:size|class|type)s?|disks?|storage|quota)\b.{0,40}\b(?:doubled|tripled|enlarged|increased|raised|upsized)\b/i

const AlertAttributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/** `old_pool_size: 10, new_pool_size: 15` beside an alert is a limit that was changed. */
function limitPairs(json: string | null): Action[] {
  const attributes: Attributes = AlertAttributes.safeParse(json === null ? null : parseJson(json)).data ?? {}
  return Object.entries(attributes).flatMap(([key, old]): Action[] => {
    const match = /^(.*?)(old|previous|before|prior)[_-]?(.*)$/.exec(key)
    if (!match) return []
    const partners = ['new', 'current', 'after', 'now'].map((word) => key.replace(match[2] ?? '', word))
    const fresh = partners.map((name) => attributes[name]).find((value) => value !== undefined)
    const object = `${match[1] ?? ''}${match[3] ?? ''}`.replaceAll(/^[._-]+|[._-]+$/g, '').replace(/^.*\./, '')
    const [before, after] = magnitudesOf(String(old), String(fresh))
    if (before === null || after === null || before === after || !isLimitName(object)) return []
    return [{ kind: after > before ? 'raise-limit' : 'lower-limit', object, before: String(old), after: String(fresh) }]
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
