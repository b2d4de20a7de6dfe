import type { Attributes } from '../../domain/index.ts'
import { secondsNames } from '../fields/durations.ts'
import { createFields } from '../fields/fields.ts'
import { type FieldClock, recordOfFields } from '../fields/record-of-fields.ts'
import { usualNames } from '../fields/usual-names.ts'
import { type FieldRoles, rolesOf, tableOf, underUsualNames } from '../roles/index.ts'
import type { Reader } from '../reader.ts'
import { createCalendar } from '../time/calendar.ts'
import { createTimeFinder, dateOrderOf, type TimeFinder } from '../time/find-time.ts'
import { shareOfHeads, streamed, zoneOfTimes } from './line-format.ts'
import { readLineRecords, isBlank } from './line-records.ts'
import { cutTime, partsOfLine, type TimeCut, type Word, wordsOfFacts } from './line-words.ts'
import { timeLedHeadOf } from './time-led-line.ts'

/** How most lines of a file are made: what sets their words apart, and which of these have names. */
interface Layout {
  readonly separator: Separator | null
  readonly signature: string
  readonly roles: FieldRoles
  /** Share of the lines that are made so. */
  readonly share: number
}

interface Separator {
  readonly text: string
  /** The separator between a line's time and its first word. */
  readonly leading: RegExp
}

/** Null: words are set apart by spaces. */
const separators: readonly (Separator | null)[] = [
  null,
  ...['~', '|', ';', '\t', ','].map((text) => ({ text, leading: new RegExp(`^\\s*[${text}]`) }))
]
/** A layout is one only when so many of the lines have it. */
const leastShare = 0.8
/** `path value time`, as Graphite takes them: a name, a number and nothing else. */
const areNamedPoints = ({ sampled }: FieldRoles): boolean =>
  sampled !== null &&
  sampled.measures.length === 1 &&
  sampled.labels.length === 1 &&
  /^(?:word\d|metric)$/.test(sampled.labels[0] ?? '')

/** What lines may be taken for when their words are what such records have. */
const tables = new Set(['requests', 'spans', 'statements'])

/**
 * Lines of somebody's own making whose words, each in its place or behind its name, are those of a request, a span or a statement:
 * `[time] gate-2 203.0.113.9 -> till:8080 GET /basket => 200 in 28ms`, `ts=…~op=…~rc=200~el=0.024s`. What stands in which place is
 * told by the values in it.
 */
export const ownLines: Reader = streamed({
  format: 'own-lines',
  title: 'Requests, spans or statements (own layout, a line each)',
  most: 0.87,
  detect(head) {
    const layout = layoutOf(head.lines)
    return layout === null ? 0 : 0.87 * Math.min(layout.share, shareOfHeads(head, Math.round(layout.share * head.lines.length)))
  },
  zoneOf(head) {
    const times = createTimeFinder(dateOrderOf(head.lines))
    return zoneOfTimes(head.lines.flatMap((line) => cutTime(line, times)?.time ?? times.within(line, 60) ?? []))
  },
  *stream(file, context) {
    const sample = file.lines.slice(0, 2000)
    const times = createTimeFinder(dateOrderOf(sample, context))
    const layout = layoutOf(sample)
    const clock: FieldClock = {
      times,
      calendar: createCalendar(context),
      inSeconds: secondsNames(sample.map((line) => (layout === null ? {} : (valuesOf(line, layout, times) ?? {}))))
    }
    if (layout?.roles.note) context.note?.(layout.roles.note)
    yield* readLineRecords<Attributes>(file.lines, {
      begin(line) {
        if (line.startsWith('#')) return null
        const values = layout === null ? null : valuesOf(line, layout, times)
        if (values !== null && layout !== null) return underUsualNames(values, layout.roles)
        const head = timeLedHeadOf(line, times)
        return head && { timestamp: head.time.original, message: head.message, level: head.level ?? null }
      },
      continues: (line) => !line.startsWith('#'),
      orphan: (line) => (line.startsWith('#') ? 'structure' : 'not a line of the layout that most have'),
      finish: (values, more) => {
        const table = 'message' in values || layout === null ? 'events' : tableOf(values, layout.roles)
        if (layout !== null && areNamedPoints(layout.roles) && !('message' in values))
          return recordOfFields('metrics', pointOf(values, layout.roles), clock)
        const service = withPort.exec(String(values['service'] ?? ''))?.groups?.['name']
        const named = service === undefined ? values : { ...values, service }
        return recordOfFields(table, more.length === 0 ? named : { ...named, more: more.join('\n') }, clock)
      }
    })
  }
})

function pointOf(values: Attributes, { sampled, names }: FieldRoles): Attributes {
  const [measure = ''] = sampled?.measures ?? []
  const [label = ''] = sampled?.labels ?? []
  return {
    timestamp: values['timestamp'] ?? null,
    metric: values[label] ?? null,
    value: values[names.get(measure) ?? measure] ?? null
  }
}

function layoutOf(lines: readonly string[]): Layout | null {
  const filled = lines.filter((line) => !isBlank(line) && !/^[\s#]/.test(line))
  if (filled.length < 3) return null
  const times = createTimeFinder(dateOrderOf(lines))
  const cuts = filled.map((line) => ({ line, cut: cutTime(line, times) }))
  for (const separator of separators) {
    const made = cuts.map((one) => wordsIn(one, separator))
    const signatures = new Map<string, number>()
    for (const { signature } of made) signatures.set(signature, (signatures.get(signature) ?? 0) + 1)
    const [usual] = [...signatures].toSorted((a, b) => b[1] - a[1])
    if (usual === undefined || usual[1] < leastShare * filled.length || usual[0].split(' ').length < 3) continue
    const alike = made.filter(({ signature }) => signature === usual[0]).map(({ values }) => values)
    const roles = rolesOf(alike)
    const [first] = alike
    if (first === undefined || (!tables.has(tableOf(underUsualNames(first, roles), roles)) && !areNamedPoints(roles))) continue
    if (!hasTime(first, roles)) continue
    return { separator, signature: usual[0], roles, share: usual[1] / filled.length }
  }
  return null
}

const hasTime = (values: Attributes, roles: FieldRoles): boolean =>
  createFields(underUsualNames(values, roles)).has(usualNames.time)
/** A service that is named with the port on which it was asked. */
const withPort = /^(?<name>[A-Za-z][\w.-]*):\d{2,5}$/

/**
 * Values of a line that is made as most are. One word more behind a name (why it failed) or less (whom it never reached) makes no other
 * line of it, while the bare ones stand in their places and what tells that it is one of those is there.
 */
function valuesOf(line: string, { separator, signature, roles }: Layout, times: TimeFinder): Attributes | null {
  const made = wordsIn({ line, cut: cutTime(line, times) }, separator)
  if (made.signature === signature) return made.values
  const [usual, own] = [signature.split(' '), made.signature.split(' ')]
  const bare = (names: readonly string[]): string => names.filter((name) => /^(?:time|word\d+|)$/.test(name)).join(' ')
  if (bare(usual) !== bare(own)) return null
  const present = usual.filter((name) => own.includes(name))
  const needed = [...roles.names.keys(), ...roles.needs].every((name) => own.includes(name) || !usual.includes(name))
  return needed && present.length >= leastKept * usual.length ? made.values : null
}

/** So much of the usual words is left. */
const leastKept = 0.7

/** The words of a line under their names, bare ones by their place, and which names those are. */
function wordsIn(
  { line, cut }: { readonly line: string; readonly cut: TimeCut | null },
  separator: Separator | null
): { readonly signature: string; readonly values: Attributes } {
  const rest = separator === null || cut === null ? (cut?.rest ?? line) : cut.rest.replace(separator.leading, '')
  const words: readonly Word[] = separator === null ? wordsOfFacts(rest) : partsOfLine(rest, separator.text)
  const values: Attributes = cut === null ? {} : { timestamp: cut.time.original }
  const names = words.map(({ name }, index) => name ?? `word${index + 1}`)
  for (const [index, name] of names.entries()) values[name] = words[index]?.text ?? null
  return { signature: [cut === null ? '' : 'time', ...names].join(' '), values }
}
