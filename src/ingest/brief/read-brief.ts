import { parse } from 'yaml'
import type { Brief, TimeWindow } from '../../domain/index.ts'
import type { TextFile } from '../reader.ts'
import { isBlank } from '../readers/line-records.ts'
import { markdownShare } from '../readers/markdown.ts'
import { isZoneName } from '../time/offsets.ts'
import { statementsOf } from './brief-statements.ts'
import { windowOf } from './brief-window.ts'

const label = /^[\s>*+-]*\**(?<name>[A-Z][\w /-]{1,40}?)\**\s*:\s*\**\s*(?<value>\S.*?)\**\s*$/
const briefKeys = new Set([
  'title',
  'service',
  'zone',
  'timezone',
  'time_zone',
  'window',
  'symptoms',
  'known',
  'summary',
  'incident',
  'impact',
  'started',
  'ended',
  'date'
])

/** How much a text looks like a brief, 0–1: YAML with a brief's keys, or Markdown that tells of an incident. */
export function briefLikeness(file: TextFile): number {
  const yaml = yamlOf(file)
  if (yaml) return Object.keys(yaml).filter((key) => briefKeys.has(key.toLowerCase())).length >= 2 ? 1 : 0
  if (markdownShare(file) < 0.15) return 0
  const text = file.lines.slice(0, 200).join('\n')
  const words = [
    'incident',
    'service',
    'duration',
    'timeline',
    'impact',
    'symptom',
    'window',
    'investigat',
    'outage',
    'degrad',
    'materials',
    'background',
    'what happened',
    'what we think',
    'root cause',
    'resolved',
    'restarted',
    'users',
    'citizens',
    'residents',
    'slow',
    'failed'
  ]
  const told = words.filter((word) => text.toLowerCase().includes(word)).length
  return told < 3 ? 0 : Math.min(0.95, 0.4 + told / 15)
}

/** What a brief says. Times are read in its own zone if it names one, else in UTC. */
export function readBrief(file: TextFile): Brief {
  const yaml = yamlOf(file)
  const labels = yaml ? labelsOfYaml(yaml) : labelsOf(file.lines)
  const value = (...names: string[]): string | null => {
    for (const name of names) {
      const found = labels.get(name)
      if (found !== undefined) return found
    }
    return null
  }
  const text = file.lines.join('\n')
  const zone = zoneOf(value('zone', 'timezone', 'time zone', 'time_zone', 'times'), text)
  const heading =
    file.lines
      .find((line) => /^# \S/.test(line))
      ?.slice(2)
      .trim() ?? null
  // A zone's full name behind the brief's own times is theirs; it says nothing of the logs.
  const written =
    zone ?? /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z][A-Za-z_]+/.exec(text)?.[0] ?? null
  return {
    path: file.path,
    title: value('title', 'incident') ?? heading,
    service: value('service', 'system', 'application'),
    zone,
    window: windowFrom(value, written, text),
    symptoms:
      listOf(yaml?.['symptoms']) ??
      bulletsUnder(file.lines, /symptom|impact|what (?:users|citizens|people|we) (?:saw|see)|reported/i),
    known: listOf(yaml?.['known']) ?? bulletsUnder(file.lines, /known|background|context|so far|what happened/i),
    statements: statementsOf(file.lines, written),
    text
  }
}

function windowFrom(value: (...names: string[]) => string | null, zone: string | null, text: string): TimeWindow | null {
  const date = value('incident date', 'date', 'day', 'incident_date')
  const stated = value('window', 'incident window', 'duration', 'when', 'period', 'time', 'times', 'incident period')
  const started = value('started', 'start', 'from', 'start time', 'begin')
  const ended = value('ended', 'end', 'to', 'until', 'end time', 'resolved')
  return windowOf(stated ?? (started !== null && ended !== null ? `${started} - ${ended}` : ''), date ?? text, zone)
}

function yamlOf(file: TextFile): Record<string, unknown> | null {
  const first = file.lines.find((line) => !isBlank(line) && !line.startsWith('#') && line.trim() !== '---') ?? ''
  if (!/^[A-Za-z_][\w -]{0,40}:(?:\s|$)/.test(first) || file.lines.length > 2000) return null
  try {
    const value: unknown = parse(file.lines.join('\n'))
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : null
  } catch {
    return null
  }
}

function labelsOfYaml(yaml: Record<string, unknown>): Map<string, string> {
  const labels = new Map<string, string>()
  for (const [key, value] of Object.entries(yaml)) {
    if (value instanceof Date) labels.set(key.toLowerCase(), value.toISOString())
    else if (typeof value === 'string' || typeof value === 'number') labels.set(key.toLowerCase(), String(value))
    else if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const inner = [...labelsOfYaml(Object.fromEntries(Object.entries(value)))]
      for (const [name, text] of inner) if (!labels.has(name)) labels.set(name, text)
    }
  }
  return labels
}

function labelsOf(lines: readonly string[]): Map<string, string> {
  const labels = new Map<string, string>()
  for (const line of lines) {
    const groups = label.exec(line.replaceAll('**', ''))?.groups
    const name = groups?.['name']?.trim().toLowerCase()
    if (name !== undefined && !labels.has(name)) labels.set(name, groups?.['value'] ?? '')
  }
  return labels
}

const zoneProse =
  /(?:all )?times?(?: below| here| shown)?(?: are| is)?(?: given| shown)?(?: in)?[ :]+(?<zone>UTC|GMT|BST|CET|CEST|[A-Z][a-z]+\/[A-Z][A-Za-z_]+|[+-]\d\d:\d\d)(?![A-Za-z])/

function zoneOf(stated: string | null, text: string): string | null {
  const name =
    /[A-Z][A-Za-z]+\/[A-Za-z_]+|[+-]\d\d:?\d\d|\b[A-Z]{3,4}\b/.exec(stated ?? '')?.[0] ?? zoneProse.exec(text)?.groups?.['zone']
  return name !== undefined && isZoneName(name) ? name : null
}

function listOf(value: unknown): string[] | null {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : null
}

/** The bullets below the first heading (or label line) that fits. */
function bulletsUnder(lines: readonly string[], wanted: RegExp): string[] {
  const from = lines.findIndex((line) => /^(?:#{1,6} |\*\*).*$/.test(line) && wanted.test(line))
  if (from < 0) return []
  const found: string[] = []
  for (const line of lines.slice(from + 1)) {
    if (/^#{1,6} /.test(line)) break
    const bullet = /^\s*(?:[-*+]|\d+\.)\s+(.*)$/.exec(line)?.[1]
    if (bullet !== undefined) found.push(bullet.replaceAll('**', '').trim())
  }
  return found
}
