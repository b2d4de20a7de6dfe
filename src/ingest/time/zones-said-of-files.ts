import { offsetMinutesOf, offsetName } from './offsets.ts'

/** A zone at the end of a clause, with its offset in brackets perhaps: `logs in CEST (UTC+2)`, `chat in local time (UTC+1)`. */
const atEnd =
  /(?<![\w/])(?:(?:UTC|GMT) ?(?<sign>[+-]|−) ?(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?|(?<name>UTC|GMT|BST|WES?T|CES?T|EES?T|MES?Z)|(?<local>local)(?: times?)?)(?: ?\([^)]*\)|\))?\s*$/
/** Zones as people spell them out. */
const spelt: readonly (readonly [RegExp, string])[] = [
  [/\bBritish Summer Time\b/gi, 'BST'],
  [/\bCoordinated Universal Time\b|\bUniversal Time\b|\bGreenwich Mean Time\b/gi, 'UTC'],
  [/\bCentral European Summer Time\b/gi, 'CEST'],
  [/\bCentral European Time\b/gi, 'CET'],
  [/\bEastern European Summer Time\b/gi, 'EEST'],
  [/\bEastern European Time\b/gi, 'EET']
]

/** A file that is not at hand has a clock of its own. */
const fileName = /\w\.[a-z]\w/i

/**
 * The zone by path that a note states for files: `logs are in CEST, only db.err and metrics in UTC`. A clause that names
 * files (by name, by stem or by folder) speaks of these; one that names none speaks of all that no clause names, unless two such
 * clauses differ. A clause with a time of day tells when something happened and no file's clock. `all` are the files that a clause may
 * name beside those that are asked about. The zone may be `local`, where the note calls it so and no more.
 */
export function zonesSaidOfFiles(note: string, paths: readonly string[], all: readonly string[] = paths): Map<string, string> {
  const clauses = spelt
    .reduce((text, [name, short]) => text.replace(name, short), note)
    .split(/[,;\n]|\.(?=\s|$)/)
    .flatMap((text) => {
      const found = atEnd.exec(text.replaceAll(/[`*]/g, ''))
      const groups = /\d[:.h]\d\d(?!\d)/.test(text.slice(0, found?.index)) ? undefined : found?.groups
      return groups ? [{ zone: nameOf(groups), named: all.filter((path) => isNamed(path, text)), text }] : []
    })
  const zones = new Map<string, string>()
  for (const path of paths) {
    const own = clauses.filter(({ named }) => named.includes(path))
    const said = own.length > 0 ? own : clauses.filter(({ named, text }) => named.length === 0 && !fileName.test(text))
    const [only, ...others] = new Set(said.map(({ zone }) => zone))
    if (only !== undefined && others.length === 0) zones.set(path, only)
  }
  return zones
}

function isNamed(path: string, text: string): boolean {
  const parts = path.toLowerCase().split('/')
  const file = parts.at(-1) ?? ''
  const names = [file, file.replace(/\..*$/, ''), ...parts.slice(0, -1)]
  const words = text.toLowerCase().match(/[\p{L}\d_][\p{L}\d_.-]*/gu) ?? []
  return names.some((name) => words.some((word) => word === name || word === `${name}s`))
}

function nameOf(groups: Record<string, string | undefined>): string {
  if (groups['local'] !== undefined) return 'local'
  const name = groups['name']
  if (name !== undefined) return name.startsWith('ME') ? offsetName(offsetMinutesOf(name) ?? 0) : name === 'GMT' ? 'UTC' : name
  const minutes = Number(groups['hours']) * 60 + Number(groups['minutes'] ?? 0)
  return offsetName(groups['sign'] === '+' ? minutes : -minutes)
}
