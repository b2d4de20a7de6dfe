import { offsetMinutesOf, offsetName } from './offsets.ts'
import { zoneOfPlace } from './zone-of-place.ts'

/** A zone at the end of a clause, with its offset in brackets perhaps: `logs in CEST (UTC+2)`, `chat in local time (UTC+1)`. */
const atEnd =
  /(?<![\w/])(?:(?:UTC|GMT) ?(?<sign>[+-]|−) ?(?<hours>\d{1,2})(?::?(?<minutes>\d\d))?|(?<name>UTC|GMT|BST|WES?T|CES?T|EES?T|MES?Z)|(?<far>[ECMP][SD]T|KST|JST|SGT|HKT|AE[SD]T|NZ[SD]T)|(?<local>local)(?: times?)?)(?: ?\([^)]*\)|\))?(?: throughout| unless said)?\s*$/

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

/** What a note says of a file's clock: by a clause that names the file, its folder, or nothing. */
export interface SaidOfFile {
  readonly zone: string
  readonly named: 'file' | 'folder' | 'none'
}

interface Clause {
  readonly text: string
  readonly zone: string
}

/**
 * The zone by path that a note states for files: `logs are in CEST, only db.err and metrics in UTC`, `edge (local time Oslo)`. A clause
 * that names files (by name, by stem or a word of it, or by folder) speaks of these; one that names none speaks of all that no clause
 * names, unless two such clauses differ. A clause with a time of day tells when something happened and no file's clock. `all` are the
 * files that a clause may name beside those that are asked about. The zone may be `local`, where the note calls it so and no more.
 */
export function zonesSaidOfFiles(
  note: string,
  paths: readonly string[],
  all: readonly string[] = paths
): Map<string, SaidOfFile> {
  const plain = spelt.reduce((text, [name, short]) => text.replace(name, short), note)
  const clauses = [
    ...plain
      .replaceAll(/\([^()\n]*[,;][^()\n]*\)/g, '')
      .split(/[,;\n]|\.(?=\s|$)| except (?=\p{L})/u)
      .flatMap((text) => clauseOf(text) ?? []),
    ...inBrackets(plain).filter(({ text }) => all.some((path) => naming(path, text, all) !== 'none'))
  ].map((clause) => ({ ...clause, named: new Map(all.map((path) => [path, naming(path, clause.text, all)])) }))
  const zones = new Map<string, SaidOfFile>()
  for (const path of paths) {
    for (const named of ['file', 'folder', 'none'] as const) {
      const said = clauses.filter((clause) =>
        named === 'none'
          ? !fileName.test(clause.text) && [...clause.named.values()].every((how) => how === 'none')
          : clause.named.get(path) === named
      )
      const [only, ...others] = new Set(said.map(({ zone }) => zone))
      if (only !== undefined && others.length === 0) zones.set(path, { zone: only, named })
      if (only !== undefined) break
    }
  }
  return zones
}

function clauseOf(text: string): Clause | null {
  const plain = text.replaceAll(/[`*]/g, '')
  const found = atEnd.exec(plain)
  if (/\d[:.h]\d\d(?!\d)/.test(text.slice(0, found?.index))) return null
  const placed = found?.groups ? nameOf(found.groups) : zoneOfPlace(plain.replaceAll(/\([^)]*\)/g, ''))
  return placed === null ? null : { text, zone: placed }
}

/** `edge (two hosts, local time Oslo)`: the zone of what stands before the bracket. */
function inBrackets(note: string): Clause[] {
  return [...note.matchAll(/([\w.-]+(?: [\w.-]+)?) ?\(([^()\n]*)\)/g)].flatMap(([, before = '', inside = '']) =>
    inside.split(/[,;]/).flatMap((text) => {
      const clause = clauseOf(text)
      return clause ? [{ ...clause, text: before }] : []
    })
  )
}

function naming(path: string, text: string, all: readonly string[]): SaidOfFile['named'] {
  const words = text.toLowerCase().match(/[\p{L}\d_][\p{L}\d_.-]*/gu) ?? []
  const says = (names: readonly string[]): boolean =>
    names.some((name) => words.some((word) => word === name || word === `${name}s` || `${word}s` === name))
  const folders = path.toLowerCase().split('/')
  const file = folders.pop() ?? ''
  if (says([file, file.replace(/\..*$/, '')])) return 'file'
  if (words.some((word) => begins(file, word) && all.every((other) => other === path || !begins(nameIn(other), word))))
    return 'file'
  const unique = wordsOf(file).filter((word) => all.every((other) => other === path || !wordsOf(other).includes(word)))
  if (says(unique)) return 'file'
  return says(folders) ? 'folder' : 'none'
}

const nameIn = (path: string): string => path.toLowerCase().split('/').at(-1) ?? ''

/** `ws_access` for `ws_access_utc.log`: people leave out what a file's name ends with. */
const begins = (file: string, word: string): boolean =>
  word.length > 3 && /[\d_.-]/.test(word) && file.startsWith(word) && /^[_.-]/.test(file.slice(word.length))

const wordsOf = (path: string): string[] =>
  path
    .toLowerCase()
    .replace(/\.[^./]*$/, '')
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 3)

function nameOf(groups: Record<string, string | undefined>): string {
  if (groups['local'] !== undefined) return 'local'
  const name = groups['name'] ?? groups['far']
  if (name !== undefined) return name.startsWith('ME') ? offsetName(offsetMinutesOf(name) ?? 0) : name === 'GMT' ? 'UTC' : name
  const minutes = Number(groups['hours']) * 60 + Number(groups['minutes'] ?? 0)
  return offsetName(groups['sign'] === '+' ? minutes : -minutes)
}
