import type { Brief, Zone } from '../domain/index.ts'
import { lazy } from '../foundation/index.ts'
import { alignZones } from './align-zones.ts'
import { headOf } from './folder/text-file.ts'
import type { DetectedFile } from './read-file.ts'
import { type Day, sampleOf, timesOf } from './sample-times.ts'
import { createTimeFinder } from './time/find-time.ts'
import { offsetMinutesOf } from './time/offsets.ts'
import { saidZone } from './time/said-zone.ts'
import { zonesSaidOfFiles } from './time/zones-said-of-files.ts'

/**
 * The zone of each file by path. Its own offsets come first, then what aligning its seconds with other sources shows: a
 * brief may speak of local time while the logs are in UTC. Then what the brief says, then the zone that all others share.
 */
export function zonesOfFiles(files: readonly DetectedFile[], brief: Brief | null): Map<string, Zone> {
  const zones = new Map<string, Zone>()
  for (const { identity, reader, file } of files) {
    const own = reader.zoneOf(headOf(file))
    const zone = own ?? zoneOfHeading(file.lines)
    if (zone) zones.set(identity.path, zone)
  }
  const silent = files.filter(({ identity }) => !zones.has(identity.path))
  const left = (): DetectedFile[] => silent.filter(({ identity }) => !zones.has(identity.path))
  const add = (found: Iterable<readonly [string, Zone]>): void => {
    for (const [path, zone] of found) if (!zones.has(path)) zones.set(path, zone)
  }
  add(alignZones(files, zones, silent, dayOfFiles(files, zones, brief)))
  const local = localZone(zones)
  const noted = zonesInNotes(files, silent, local)
  // What a note says of a file by its name dates others beside it, before what it says of all in general.
  add(noted.filter(({ byName }) => byName).map(({ path, zone }) => [path, zone]))
  if (noted.some(({ byName }) => byName)) add(alignZones(files, zones, left(), dayOfFiles(files, zones, brief)))
  add(noted.map(({ path, zone }) => [path, zone]))
  // What calls itself local says that others may not be.
  const ofMachines = zoneOfMachines(silent, zones)
  if (local && !brief?.zone) {
    for (const one of left()) {
      const { identity, file } = one
      if (saysLocal(file.lines[0] ?? '') || file.lines.slice(0, longestNote).some((line) => calledLocal.test(line)))
        zones.set(identity.path, { ...local, support: `Its times are called local; ${local.support}` })
      else if (isWrittenByPeople(one))
        zones.set(identity.path, { ...local, support: `People wrote its times, by the clock on their wall; ${local.support}` })
    }
  }
  const rest = zoneOfTheRest(zones, brief) ?? ofMachines ?? assumed
  for (const { identity } of silent) if (!zones.has(identity.path)) zones.set(identity.path, rest)
  return zones
}

/** Tools of a machine print a banner and empty lines first. */
const headingLines = 5

/** What stands above the first record says whose clock it is. */
function zoneOfHeading(lines: readonly string[]): Zone | null {
  const times = createTimeFinder()
  const first = lines.slice(0, headingLines)
  const records = first.findIndex((line) => times.within(line, 30, true) !== null)
  for (const line of records < 0 ? first : first.slice(0, records)) {
    const name = saidZone(line)
    if (name !== null) return { name, basis: 'inferred', support: `Its times carry no offset; its heading says ${name}.` }
  }
  return null
}

const longestNote = 60

/**
 * What a short note beside the logs says of their clocks: of files that it names, and of the others. Who names the file is better heard
 * than who speaks of all.
 */
function zonesInNotes(files: readonly DetectedFile[], silent: readonly DetectedFile[], local: Zone | null): Noted[] {
  const paths = silent.map(({ identity }) => identity.path)
  const all = files.map(({ identity }) => identity.path)
  const said = files
    .filter(
      ({ identity, reader, file }) => file.lines.length <= longestNote && (notes.has(reader.format) || isNote.test(identity.path))
    )
    .flatMap(({ identity, file }) =>
      [...zonesSaidOfFiles(file.lines.join('\n'), paths, all)].flatMap(([path, { zone, named }]) => {
        const name = zone === 'local' ? local?.name : zone
        return name === undefined ? [] : [{ note: identity.path, path, name, named }]
      })
    )
  return said.flatMap(({ note, path, name, named }) => {
    const rivals = said.filter((other) => other.path === path && other.name !== name)
    if (rivals.some((other) => named === 'none' || other.named !== 'none')) return []
    return [
      {
        path,
        byName: named !== 'none',
        zone: { name, basis: 'inferred', support: `Its times carry no offset; ${note} says ${name}.` }
      }
    ]
  })
}

interface Noted {
  readonly path: string
  readonly zone: Zone
  /** The note names the file or its folder, and does not speak of all. */
  readonly byName: boolean
}

const notes = new Set(['untimed-text', 'markdown-notes', 'brief'])
/** A note stays one where a time stands in its text. */
const isNote = /\.(?:md|markdown|rst|adoc)$|(?:^|\/)readme(?:\.\w+)?$/i

/** A column that calls itself local, as the head of a table of exports names it. */
const saysLocal = (head: string): boolean =>
  /(?:^|[,;|\t"])[^,;|\t"]*(?:\b|_)local(?:[_ -]?(?:date|time)+)?"?\s*(?:$|[,;|\t])|\blocal times?\b|\b(?:Ortszeit|Lokalzeit|heure locale|hora local)\b/i.test(
    head
  )

/** A time of day that its writer calls local: `06.09.2026 21:00 local`. */
const calledLocal = /\d:\d\d(?::\d\d)? (?:local\b|Ortszeit\b)/i

const byPeople = new Set([
  'timestamped-text',
  'posts-text',
  'reports-json',
  'reports-csv',
  'described-changes',
  'change-lines',
  'changes-markdown'
])

/** Machines write seconds. What a person writes beside the machines (a chat, a ticket, a list of changes) tells the minute. */
function isWrittenByPeople({ reader, file }: DetectedFile): boolean {
  const timed = file.lines.slice(0, longestNote).filter((line) => /\d:\d\d/.test(line))
  return byPeople.has(reader.format) && timed.length > 0 && timed.every((line) => !/\d:\d\d:\d\d/.test(line))
}

/** The one zone beside UTC in which other sources say that they are: where the people are. */
function localZone(known: ReadonlyMap<string, Zone>): Zone | null {
  const [only, ...others] = clocksOf(known).filter((name) => name !== 'UTC')
  if (only === undefined || others.length > 0) return null
  return {
    name: only,
    basis: 'inferred',
    support: `the only zone beside UTC that a source states is ${only}.`
  }
}

/** The names of the clocks that sources state, each clock once: an offset and the abbreviation for it are one. */
function clocksOf(known: ReadonlyMap<string, Zone>): string[] {
  const clocks = new Map<string | number, string>()
  for (const { name } of known.values()) {
    const clock = offsetMinutesOf(name) ?? name
    clocks.set(clock, clocks.get(clock) ?? name)
  }
  return [...clocks.values()]
}

/** One alone may be the odd one of the house; so many times as many as in any other zone are no chance. */
const [leastMachines, clearMajority] = [2, 3]

/** The zone of by far the most machines that write no offset and whose clock is known: those of one house are set alike. */
function zoneOfMachines(silent: readonly DetectedFile[], known: ReadonlyMap<string, Zone>): Zone | null {
  const counts = new Map<string | number, { readonly name: string; readonly count: number }>()
  for (const one of silent) {
    const name = isWrittenByPeople(one) ? undefined : known.get(one.identity.path)?.name
    if (name === undefined) continue
    const clock = offsetMinutesOf(name) ?? name
    counts.set(clock, { name, count: (counts.get(clock)?.count ?? 0) + 1 })
  }
  const [most, next] = [...counts.values()].sort((a, b) => b.count - a.count)
  if (!most || most.count < leastMachines || most.count < clearMajority * (next?.count ?? 0)) return null
  return {
    name: most.name,
    basis: 'inferred',
    support: `The times carry no offset; of the machines that write none, ${most.count} whose clocks are known are in ${most.name}.`
  }
}

const assumed: Zone = {
  name: 'UTC',
  basis: 'assumed-utc',
  support: 'The times carry no offset, no brief names a zone, and no other source tells; UTC is assumed.'
}

function zoneOfTheRest(known: ReadonlyMap<string, Zone>, brief: Brief | null): Zone | null {
  if (brief?.zone) {
    return { name: brief.zone, basis: 'brief', support: `The times carry no offset; ${brief.path} says ${brief.zone}.` }
  }
  const [only, ...others] = clocksOf(known)
  if (only !== undefined && others.length === 0) {
    return {
      name: only,
      basis: 'inferred',
      support: `The times carry no offset; every other source whose zone is known is in ${only}.`
    }
  }
  return null
}

/** The day that most timed records of the other sources fall on; the brief's window first. */
export function dayOfFiles(files: readonly DetectedFile[], zones: ReadonlyMap<string, Zone>, brief: Brief | null): Day {
  return lazy(() => brief?.window?.from.slice(0, 10) ?? mostFrequentDay(files, zones) ?? firstDay(brief))
}

const firstDay = (brief: Brief | null): string | null =>
  brief?.statements.find(({ time }) => time !== null)?.time?.slice(0, 10) ?? null

function mostFrequentDay(files: readonly DetectedFile[], zones: ReadonlyMap<string, Zone>): string | null {
  const days = new Map<string, number>()
  for (const one of files) {
    const zone = zones.get(one.identity.path)
    if (!zone) continue
    for (const ts of timesOf(one, sampleOf(one), zone, () => null))
      days.set(ts.slice(0, 10), (days.get(ts.slice(0, 10)) ?? 0) + 1)
  }
  const most = [...days].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]
  return most?.[0] ?? null
}
