import { abbreviationPattern, isZoneName, offsetName } from './offsets.ts'
import { zoneOfPart, zoneOfPlace } from './zone-of-place.ts'

/** Zones that people write beside times; abbreviations of other parts of the world are words and acronyms as often. */
const zone =
  /(?<![\w/])(?:(?:UTC|GMT)\s?(?<sign>[+-]|−)\s?(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?|(?<name>UTC|GMT|BST|WET|WEST|CET|CEST|MEZ|MESZ|EET|EEST))(?![\w/])/g
/** A column of times that names its zone: `time_utc`, `when (UTC)`. */
const column = /(?:^|[,;|\t"'])\s*(?:[\w ]*[_ (])?(?<name>utc|gmt|bst|cet|cest|mez|mesz)\)?["']?\s*(?=[,;|\t]|$)/i
/** A column that calls itself one of times may name any zone: `time AEST`, `When (PDT)`. */
const columnOfTimes = new RegExp(
  `(?:^|[,;|\\t"'])[\\w ]*(?:time|date|when|[Tt]imestamp|[Cc]reated|[Ss]tart|[Ee]nd|[Aa]t|TIME|Time|Date|When)[\\w]*[ _(]{1,2}(?<name>${abbreviationPattern})\\)?["']?\\s*(?=[,;|\\t]|$)`
)
/** The same of a part of a country: `when (Pacific)`. */
const columnOfPart =
  /(?:^|[,;|\t"'])\s*[\w ]*(?:time|when|date|[ _]at|stamp|started|opened)[\w ]*[_ (]+(?<name>pacific|mountain|central|eastern)\)?["']?\s*(?=[,;|\t]|$)/i
/** Abbreviations of other parts of the world, where it is said that they are meant for times: `(all CDT)`, `times in KST`. */
const far = new RegExp(
  `(?:\\btimes?\\b[^.,;\\n]{0,16}[ (]|[( ]all (?:times )?)(?<name>${abbreviationPattern})(?=\\s*(?:[),;.]|$))`
)
/** The same behind a date, in brackets: `Monday 26 Oct (EDT)`. */
const behindDate = new RegExp(
  `(?:\\d(?:st|nd|rd|th)?|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*)\\.? \\((?<name>${abbreviationPattern})\\)`
)
/** A place whose clocks are meant: `(times are Europe/Berlin)`. */
const place = /(?<![\w/])(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)\/[A-Za-z_]+(?:\/[A-Za-z_]+)?/
const saysTimes = /\btimes?\b[^.,;]{0,30}$/i

/**
 * The zone that a file's own heading states for its times ("(times CET)", "local time (BST)", a column `time_utc`). Null where
 * it states none, or several of which none is said of times.
 */
export function saidZone(heading: string): string | null {
  const named = /[,;|\t]/.test(heading)
    ? (column.exec(heading) ?? columnOfTimes.exec(heading) ?? columnOfPart.exec(heading))?.groups?.['name']
    : undefined
  if (named !== undefined) return zoneOfPart(named) ?? named.toUpperCase()
  const placed = place.exec(heading)?.[0]
  if (placed !== undefined && isZoneName(placed)) return placed
  const found = [...heading.matchAll(zone)].map((match) => ({
    name: nameOf(match.groups ?? {}),
    ofTimes: saysTimes.test(heading.slice(Math.max(0, match.index - 40), match.index))
  }))
  const names = new Set(found.map(({ name }) => name))
  if (names.size === 1) return found[0]?.name ?? null
  if (names.size > 1) return found.find(({ ofTimes }) => ofTimes)?.name ?? null
  return zoneOfPlace(heading) ?? (far.exec(heading) ?? behindDate.exec(heading))?.groups?.['name'] ?? null
}

function nameOf(groups: Record<string, string | undefined>): string {
  if (groups['name'] !== undefined) return groups['name'] === 'GMT' ? 'UTC' : groups['name']
  const minutes = Number(groups['hours']) * 60 + Number(groups['minutes'] ?? 0)
  return offsetName(groups['sign'] === '+' ? minutes : -minutes)
}
