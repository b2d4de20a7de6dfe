import { camelApart } from '../../domain/index.ts'
import type { Detector, DetectorClause, Instant, Statement } from '../../domain/index.ts'

/** A detector that is not yet tried: all but its threshold, and what is to be said of it. */
export interface Candidate {
  /** What it watches, in words: the name of a statement, route, series or log line. */
  readonly subject: string
  /** Camel case; made unique when detectors are numbered. */
  readonly name: string
  readonly title: string
  readonly stage: Detector['stage']
  readonly clause: Omit<DetectorClause, 'threshold'>
  /** Shorter looks back than the clause's that are tried too, seconds: quicker, where healthy time is calm enough for them. */
  readonly windows: readonly number[]
  /** A threshold that follows from an objective is given; others are found by trial. */
  readonly threshold: number | null
  /** Conditions that must hold besides. */
  readonly others: readonly DetectorClause[]
  readonly forSeconds: number
  readonly everySeconds: number
  readonly tell: string
  readonly firstAction: string
  readonly hypothesis: string | null
  readonly misses: readonly Statement[]
  /** Healthy load was below the incident's and this moves with load: a threshold must leave room for a usual peak. */
  readonly movesWithLoad: boolean
  /** 0: says what the cause does; 1: says something beside it. Ten minutes of lead make up for one. */
  readonly rank: 0 | 1
  /** May somebody be woken for it? Busy processors and full memory are what a healthy peak looks like too. */
  readonly mayPage: boolean
  /** Why it is not even tried; null when it is. */
  readonly rejected: Statement | null
  /** From when on its firing is no false alarm, where that is before the cause's onset. */
  readonly actsFrom?: Instant
}

/** Words → `SlowQueryOnOrders`: letters and digits only, no longer than an alert's name can be read. */
export function camelCase(text: string): string {
  const words = camelApart(text)
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const joined = words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1).toLowerCase()}`).join('')
  const safe = /^[A-Z]/.test(joined) ? joined : `Signal${joined}`
  return safe.slice(0, 60)
}

/** A log line's words, without what varies, levels and names of loggers. */
export function wordsOfTemplate(template: string): string {
  const words = template
    .replaceAll(/<\*>|\[[^\]]*\]|\b(INFO|WARN|WARNING|ERROR|DEBUG|FATAL)\b/g, ' ')
    .replaceAll(/\b(?:\w+\.){2,}\w+\b/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s:;,-]+/, '')
    .trim()
  return words === '' ? template : words
}

/** A subject as it can stand in a title. */
export function shortened(text: string, most = 80): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`
}
