import { camelApart } from '../words-apart.ts'
import { capacityChange, machineSize } from './capacity-changes.ts'
import { addedRateLimits, asRate, rateOf } from './rate-limits.ts'

/** A named setting that went from one value to another; null where the text does not say. */
export interface SettingChange {
  readonly name: string
  readonly from: string | null
  readonly to: string | null
  /** Where in the text it stands: line offset from 0. */
  readonly line: number
}

const name = String.raw`["']?([A-Za-z_][\w.\-/[\]]*(?:[ ][A-Za-z_][\w-]*){0,3})["']?`
const value = String.raw`["'\x60]?([^\s"'\x60,;(){}]+)["'\x60]?`

/** One line that names both values: `key: 20 -> 2`, `key changed from 20 to 2`, `raised key from 20 to 2`. */
const inOneLine: readonly RegExp[] = [
  new RegExp(String.raw`${name}\s*[:=]\s*${value}\s*(?:->|=>|→|⇒)\s*["']?\1["']?\s*[:=]\s*${value}`),
  new RegExp(String.raw`${name}\s*[:=]?\s*${value}\s*(?:->|=>|→|⇒)\s*${value}`),
  new RegExp(String.raw`${name}["']?\s+(?:was |is |has been |were )?(?:\w+ed |set |cut )?from\s+${value}\s+to\s+${value}`, 'i'),
  new RegExp(String.raw`parameter\s+${name}\s+changed\s+to\s+()${value}`, 'i'),
  new RegExp(
    String.raw`["']?(?:name|key|setting|parameter|path)["']?\s*[:=]\s*${name}.*?["']?(?:from|old|before|old_?value)["']?\s*[:=]\s*${value}.*?["']?(?:to|new|after|new_?value)["']?\s*[:=]\s*${value}`,
    'i'
  )
]

/** What each of them holds, so that prose is passed over quickly. */
const mayChange = /[-=]>|[→⇒]|\sfrom\s|\schanged\s|(?:from|old|before|old_?value)["']?\s*[:=]/i

/** A limit that is set to nothing is none. */
const setToNothing = /(?<=^\s*[+-](?![+-])[^:=]*[:=]\s*)(?:""|'')(?=\s*(?:#.*)?$)/
const unlimited = /^(?:unlimited|none|null|nil|infinity|inf|~|-1)$/i

/** Does a value say that there is no limit? */
export const isUnlimited = (value: string | null): boolean => value !== null && unlimited.test(value.trim())

const removedLine = new RegExp(String.raw`^\s*-(?!--)\s*(?:export\s+|set\s+)?${name}\s*[:=](?!=)\s*${value}`)
const addedLine = new RegExp(String.raw`^\s*\+(?!\+\+)\s*(?:export\s+|set\s+)?${name}\s*[:=](?!=)\s*${value}`)

interface Removed {
  readonly value: string
  readonly line: number
  /** Of a comment beside it. */
  readonly unit: string | null
}

/** Anybody writes what is read here, and these patterns look back: no line is longer than they can afford. */
const maxLine = 300
const maxText = 50_000

/** Reads changes of settings out of a diff, a configuration audit or a sentence. Later mentions of the same change are dropped. */
export function settingChanges(text: string): SettingChange[] {
  const found: SettingChange[] = []
  const removed = new Map<string, Removed>()
  const bare: { skeleton: string; numbers: readonly string[] }[] = []
  let section: Section | null = null
  for (const [line, whole] of text.slice(0, maxText).split(/\r?\n/).entries()) {
    const written = whole.slice(0, maxLine)
    section = sectionAt(written, section)
    const named = section === null ? written : written.replace(/^(\s*[~+-]\s*)/, `$1${section.name}.`)
    const content = named.replace(setToNothing, 'unlimited')
    const gone = removedLine.exec(content)
    const come = addedLine.exec(content)
    const apart = gone || come ? null : numbersOf(content)
    if (apart?.sign === '-') bare.push(apart)
    else if (apart?.sign === '+') found.push(...oneNumberApart(bare, apart, line))
    if (apart) continue
    if (gone?.[1] && gone[2]) {
      removed.set(gone[1], { value: gone[2], line, unit: unitBeside(content) })
    } else if (come?.[1] && come[2]) {
      const old = removed.has(come[1]) ? come[1] : sameKey([...removed.keys()], come[1])
      const before = old === undefined ? undefined : removed.get(old)
      if (old !== undefined && before && before.value !== come[2])
        found.push({ name: old, from: before.value, to: come[2], line })
      else if (old !== undefined && before) found.push(...otherUnit(old, before, come[2], content, line))
      if (old !== undefined) removed.delete(old)
      else found.push(...renamed(removed, come[1], come[2], line))
    } else {
      const capacity = capacityChange(content)
      if (capacity) {
        found.push({ ...capacity, line })
        continue
      }
      const named = mayChange.test(content) ? firstMatch(inOneLine, content) : null
      const [, setting, from, to] = named ?? []
      if (setting && to !== undefined && from !== to)
        found.push({ name: trimName(setting), from: from || null, to: trimValue(to), line })
    }
  }
  const all = found.map((one) => asRate(one, text))
  return all.filter(
    (one, i) =>
      !setsNothing(one) &&
      all.findIndex((other) => other.name === one.name && other.from === one.from && other.to === one.to) === i
  )
}

function firstMatch(patterns: readonly RegExp[], text: string): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match
  }
  return null
}

/** Names of what something is built on or runs as (`FROM node`, `image`, `node_version`, `chart.digest`): it sets nothing. */
const isBuild =
  /^FROM\s|(?:^|[._-])(?:base[_-]?)?image$|(?:^|[._-])(?:(?<!(?:tls|ssl|http|api|protocol)[._-]?)version|tag|digest|checksum|revision|hash)$/i

/** How packages, images and contents are told apart, never how much of something there may be. An address has four numbers. */
const releases: readonly RegExp[] = [
  /^(?:[\^~]|[<>]?=)\s*v?\d+(?:\.\d+)*$/,
  /^v?\d+(?:\.\d+){2}(?:[-+][\w.+-]+)?$/,
  /^v?\d+(?:\.\d+)*-(?:slim|alpine|jdk|jre|lts|rc|beta|alpha)[\w.-]*$/i,
  /^(?:[\w.-]+\/)*[a-z][\w-]*:v?\d+(?:\.\d+)+[\w.+-]*$/i,
  /^(?:sha\d+[:-])?(?=\d*[a-f])[0-9a-f]{7,64}$/i
]

/** Is a value the version, tag or hash of something rather than an amount or an address? */
export const isRelease = (value: string | null): boolean => value !== null && releases.some((pattern) => pattern.test(value))

const setsNothing = ({ name: called, from, to }: SettingChange): boolean =>
  isBuild.test(camelApart(called, '_')) || (isRelease(from) && isRelease(to))

interface Section {
  readonly name: string
  readonly depth: number
}

/** What a container asks for and what it may have are called alike, below different heads. */
const sectionHead = /^(?<indent>[ +-]\s*)["']?(?<name>requests|limits)["']?\s*:\s*\{?\s*$/
/** What a plan of Terraform or OpenTofu will do to a resource stands below its kind and name. */
const resourceHead = /^(?<indent>\s*)(?:[~+-]|-\/\+|\+\/-) resource "(?<kind>[\w-]+)" "(?<own>[\w-]+)" \{\s*$/

/** The section in which a line of a diff stands; it ends with the first line that is no deeper. */
function sectionAt(line: string, section: Section | null): Section | null {
  const head = sectionHead.exec(line)?.groups ?? resourceHead.exec(line)?.groups
  if (head) return { name: head['name'] ?? `${head['kind']}.${head['own']}`, depth: head['indent']?.length ?? 0 }
  const depth = /^[ +-]\s*(?=\S)/.exec(line)?.[0].length ?? 0
  return section !== null && depth > section.depth ? section : null
}

interface Numbered {
  readonly skeleton: string
  readonly numbers: readonly string[]
}

/** A line that went or came, with its numbers apart from the rest. */
function numbersOf(content: string): (Numbered & { readonly sign: string }) | null {
  const { sign, rest = '' } = /^\s*(?<sign>[+-])(?![+-])(?<rest>.*)$/.exec(content)?.groups ?? {}
  const numbers = rest.match(/(?<![\w.])\d+(?:\.\d+)?(?=(?:ms|s|m|h|k|mb|gb|%)?\b)/gi)
  if (sign === undefined || !numbers) return null
  return { sign, numbers, skeleton: rest.replaceAll(/(?<![\w.])\d+(?:\.\d+)?(?=(?:ms|s|m|h|k|mb|gb|%)?\b)/gi, '#').trim() }
}

/** `worker_connections 2048;` that becomes `worker_connections 512;`: the word before the one number that differs is its name. */
function oneNumberApart(removed: Numbered[], come: Numbered, line: number): SettingChange[] {
  const place = removed.findIndex(({ skeleton }) => skeleton === come.skeleton)
  const [gone] = place < 0 ? [] : removed.splice(place, 1)
  const differ = come.numbers.flatMap((number, i) => (gone && gone.numbers[i] !== number ? [i] : []))
  const [at] = differ
  if (!gone || at === undefined || differ.length !== 1) return []
  const named = /([A-Za-z_][\w.-]*)\s+$/.exec(
    come.skeleton
      .split('#')
      .slice(0, at + 1)
      .join('0')
  )?.[1]
  return named !== undefined && isLimitName(named)
    ? [{ name: named, from: gone.numbers[at] ?? null, to: come.numbers[at] ?? null, line }]
    : []
}

const unitBeside = (line: string): string | null =>
  /(?:#|\/\/|;|--)\s*(?:in )?(ms|millis(?:econds)?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|kb|kib|mb|mib|gb|gib)\b/i.exec(
    line
  )?.[1] ?? null

/** `1440 # min` that becomes `1440 # s` is another value, though its figure stayed. */
function otherUnit(name: string, before: Removed, figure: string, content: string, line: number): SettingChange[] {
  const unit = unitBeside(content)
  const [from, to] = [`${before.value}${before.unit ?? ''}`, `${figure}${unit ?? ''}`]
  const [a, b] = [magnitudeOf(from), magnitudeOf(to)]
  return before.unit !== null && unit !== null && a !== null && b !== null && a !== b ? [{ name, from, to, line }] : []
}

/** A key that keeps its value under another name is no longer there for whoever reads the old one. */
function renamed(removed: Map<string, Removed>, name: string, figure: string, line: number): SettingChange[] {
  const [key] = [...removed].find(([old, { value: was }]) => was === figure && isLimitName(old) && sharesWord(old, name)) ?? []
  if (key === undefined) return []
  removed.delete(key)
  return [{ name: key, from: figure, to: null, line }]
}

const wordsOf = (key: string): string[] =>
  camelApart(key)
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)

const sharesWord = (a: string, b: string): boolean => wordsOf(a).some((word) => wordsOf(b).includes(word))

/** A key written in full and the same one nested below its sections: `server.pool.size` and `size`. Only where one alone fits. */
function sameKey(names: readonly string[], name: string): string | undefined {
  const fits = names.filter((other) => other.endsWith(`.${name}`) || name.endsWith(`.${other}`))
  return fits.length === 1 ? fits[0] : undefined
}

/** Changes in a change record: its text, or its title as the name when the content holds only `20 → 2`. */
export function settingChangesOf(title: string | null, content: string | null): SettingChange[] {
  const [bare, from, to] = /^\s*(\S+) (?:→|->) (\S+)\s*$/m.exec(content ?? '') ?? []
  const named = /([\w.\-/]*[._-][\w.\-/]*|[a-z]+[A-Z]\w*)/.exec(title ?? '')?.[1] ?? title
  const own: SettingChange[] =
    bare && from && to && named ? [{ name: named, from: from === '(none)' ? null : from, to, line: 0 }] : []
  return [...own, ...settingChanges(`${title ?? ''}\n${content ?? ''}`), ...addedRateLimits(content)]
}

/** Verbs and articles before the name of a setting are not part of it. */
function trimName(text: string): string {
  return text
    .replace(
      /^(?:(?:we|the|a|set|change[ds]?|update[ds]?|increase[ds]?|raise[ds]?|reduce[ds]?|lower(?:ed|s)?|bump(?:ed|s)?|cut|drop(?:ped|s)?|decrease[ds]?)\s+)+/i,
      ''
    )
    .replace(/\s+(?:was|is|has|been|were|changed|set|cut|raised|reduced|lowered|increased|decreased)$/gi, '')
}

function trimValue(text: string): string {
  return text.replace(/[.:]$/, '')
}

const units: readonly (readonly [RegExp, number])[] = [
  [/^(ms|millis(econds?)?)$/i, 0.001],
  [/^(s|secs?|seconds?)$/i, 1],
  [/^(m|mins?|minutes?)$/i, 60],
  [/^(h|hours?)$/i, 3600],
  [/^(k|kb|ki|kib)$/i, 1024],
  [/^(mb|mi|mib)$/i, 1024 ** 2],
  [/^(g|gb|gi|gib)$/i, 1024 ** 3],
  [/^(tb|ti|tib)$/i, 1024 ** 4],
  [/^%$/, 1]
]

/** `512Mi`, `30s`, `1_000`, `20`, `40/s`, `m5.large` → a number that compares with another of the same setting; null for anything else. */
export function magnitudeOf(text: string | null): number | null {
  const match = /^([+-]?\d[\d_,]*(?:\.\d+)?)\s*([A-Za-z%]*)$/.exec(text?.trim() ?? '')
  if (!match?.[1]) return rateOf(text?.trim() ?? '') ?? machineSize(text?.trim() ?? '')
  const number = Number(match[1].replaceAll(/[_,]/g, ''))
  if (!match[2]) return number
  const factor = units.find(([pattern]) => pattern.test(match[2] ?? ''))?.[1]
  return factor === undefined ? null : number * factor
}

const timeUnit = /\d\s*(?:ms|millis(?:econds?)?|s|secs?|seconds?|m|mins?|minutes?|h|hours?)$/i
const bare = /^\s*\d[\d_,]*(?:\.\d+)?\s*$/

/**
 * Both values of a setting, so that they compare. A bare number beside one with a unit of time is in milliseconds, as most
 * programs take it: `2.5s` to `250` is a tenth, and is often not what was meant.
 */
export function magnitudesOf(from: string | null, to: string | null): [number | null, number | null] {
  const inMs = (own: string | null, other: string | null): string | null =>
    own !== null && other !== null && bare.test(own) && timeUnit.test(other.trim()) ? `${own.trim()}ms` : own
  return [magnitudeOf(inMs(from, to)), magnitudeOf(inMs(to, from))]
}

/** Does a name speak of how much of something there may be, or how long it may take? */
export function isLimitName(text: string): boolean {
  const words = camelApart(text).replaceAll(/[_.\-/[\]]+/g, ' ')
  return /\b(pool|max(imum)?|min(imum)?|limits?|size|threads?|workers?|connections?|conns?|memory|mem|heap|xmx|v?cpus?|cores?|processors?|quota|replicas?|instances?|nodes?|pods?|iops|ram|disk|storage|concurren\w+|queue|backlog|permits?|burst|rate|time ?outs?|ttl|expiry|retries|attempts|capacity|buffers?|cache|slots?|handles?|nofile|max(?:conn|clients?|threads|workers|pool|procs?|children|memory|size|connections)\w*|children|procs?|rlimit|ulimit|keepalive|throttl\w+|batch)\b/i.test(
    words
  )
}
