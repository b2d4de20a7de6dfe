import { evidenceOf, formatValue, type Instant, type RunRecord, type Statement } from '../../domain/index.ts'
import type { Inline, Line } from './block.ts'
import { capital } from '../wording/capital.ts'
import { citedRows } from './cited-rows.ts'
import { type ClockFace, createClockFace } from './clock-face.ts'
import { plainTimes } from './plain-times.ts'

type NumberedEvidence = RunRecord['evidence'][number]

/** A record, with what every section needs to tell of it. */
export interface ReportContext {
  readonly record: RunRecord
  readonly clock: ClockFace
  /** Evidence by id; undefined when the record does not hold it. */
  readonly evidence: (id: string) => NumberedEvidence | undefined
  /** Rows of a piece of evidence that sentences cite. */
  readonly citedRows: (id: string) => ReadonlySet<number>
  /** A sentence, its figures linked to their cells, followed by the numbers of its evidence. */
  readonly say: (statement: Statement) => Line
  /** The numbers of a statement's evidence, for a column of their own. */
  readonly cite: (statement: Statement) => Line
  /** The sentence without its numbers. */
  readonly words: (statement: Statement) => Line
}

export function createContext(record: RunRecord): ReportContext {
  const byId = new Map(record.evidence.map((evidence) => [evidence.id, evidence]))
  const cited = citedRows(record)
  const words = (statement: Statement): Line => asSentence(wordsOf(statement, (id) => byId.get(id)?.number).map(withPlainTimes))
  const cite = (statement: Statement): Line => {
    const ids = evidenceOf(statement)
    const numbers = ids.map((id) => byId.get(id)?.number).filter((number) => number !== undefined)
    const lost = ids.filter((id) => !byId.has(id))
    return [
      ...(numbers.length > 0 ? [{ kind: 'cites' as const, numbers: numbers.sort(inOrder) }] : []),
      // A citation that leads nowhere is said, not hidden.
      ...(lost.length > 0 ? [{ kind: 'text' as const, text: `[evidence missing from this report: ${lost.join(', ')}]` }] : [])
    ]
  }
  return {
    record,
    clock: createClockFace(record.incident.brief?.zone ?? null, instantsOf(record)),
    evidence: (id) => byId.get(id),
    citedRows: (id) => cited.get(id) ?? new Set(),
    words,
    cite,
    say(statement) {
      const numbers = cite(statement)
      return numbers.length > 0 ? [...words(statement), { kind: 'text', text: ' ' }, ...numbers] : words(statement)
    }
  }
}

function withPlainTimes(inline: Inline): Inline {
  return inline.kind === 'text' || inline.kind === 'figure' ? { ...inline, text: plainTimes(inline.text) } : inline
}

/** Agents write clauses; a reader expects a capital and a full stop. Names such as p95 or error_rate stay as they are. */
function asSentence(line: Line): Line {
  const [first, ...rest] = line
  const last = line.at(-1)
  if (!first || !last) return line
  const opened: Line =
    first.kind === 'text' && /^[a-z]+[ ,:;’]/.test(first.text) ? [{ kind: 'text', text: capital(first.text) }, ...rest] : line
  return 'text' in last && !/[.!?…:]["”’)]?\s*$/.test(last.text) ? [...opened, { kind: 'text', text: '.' }] : opened
}

/** The template's words and the cited figures between them. What was tampered with is shown as its text says. */
function wordsOf(statement: Statement, numberOf: (id: string) => string | undefined): Line {
  const pieces = statement.template.split(/(\{\w+\})/)
  const words: Inline[] = []
  let rest = statement.text
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 0) {
      if (!rest.startsWith(piece)) return [{ kind: 'text', text: statement.text }]
      if (piece) words.push({ kind: 'text', text: piece })
      rest = rest.slice(piece.length)
      continue
    }
    const value = statement.values[piece.slice(1, -1)]
    const number = value && numberOf(value.citation.evidence)
    if (!value) return [{ kind: 'text', text: statement.text }]
    const said = formatValue(value.citation.value, value.format)
    if (!rest.startsWith(said)) return [{ kind: 'text', text: statement.text }]
    words.push(number ? { kind: 'figure', text: said, number } : { kind: 'text', text: said })
    rest = rest.slice(said.length)
  }
  return rest === '' ? words : [{ kind: 'text', text: statement.text }]
}

/** E9 before E10. */
function inOrder(a: string, b: string): number {
  return Number(a.replaceAll(/\D/g, '')) - Number(b.replaceAll(/\D/g, '')) || (a < b ? -1 : 1)
}

function instantsOf(record: RunRecord): Instant[] {
  const { impact, window, verdict } = record
  return [
    ...record.timeline.map(({ time }) => time),
    impact.firstDeviation,
    impact.firstHarm,
    impact.lastHarm,
    window?.from,
    verdict.rootCause?.onset
  ].filter((instant) => instant !== null && instant !== undefined)
}
