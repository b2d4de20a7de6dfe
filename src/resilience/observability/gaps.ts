import { type ObservabilityGap, state, type Statement } from '../../domain/index.ts'
import type { Known } from '../known.ts'
import { aroundTheService } from './around-the-service.ts'
import { ofTheDatabase } from './of-the-database.ts'
import { ofTheService } from './of-the-service.ts'
import type { Signal } from './signal.ts'

const signals: readonly Signal[] = [...ofTheDatabase, ...ofTheService, ...aroundTheService]

/** A series that a browser or a journey is measured by, in anybody’s naming. */
const measured: Readonly<Record<string, RegExp>> = {
  'real-user-timing': /\b(rum|web.?vital|lcp|fcp|inp|cls|first.?contentful|largest.?contentful|time.?to.?first.?byte|ttfb)\b/i,
  'journey-success': /journey|funnel|conversion|complet(ed|ion)|success/i
}

/** Tables without which a signal is missing, whatever the tests say. */
const tables: Readonly<Record<string, 'statements' | 'spans' | 'changes'>> = {
  'statement-log': 'statements',
  traces: 'spans',
  'change-log': 'changes'
}

/**
 * Signals that would have shown this and are not in the materials: known from tests that could not tell and why, and from
 * kinds of record that are not there. Those on which the root cause and its rivals hang come first.
 */
export function observabilityGaps(known: Known): ObservabilityGap[] {
  const found = signals.flatMap((signal) => {
    const missing = missingOf(signal, known)
    return missing ? [{ signal, ...missing }] : []
  })
  return found
    .sort((a, b) => b.weight - a.weight)
    .map(({ signal: { signal, title, settles, where, task }, missing }) => ({
      signal,
      title,
      missing,
      settles,
      where,
      task: task(known)
    }))
}

function missingOf({ signal, tests }: Signal, known: Known): { missing: Statement; weight: number } | null {
  const [open] = known.hypotheses
    .flatMap((hypothesis, rank) =>
      hypothesis.tests
        .filter(({ test, outcome }) => outcome === 'cannot-tell' && tests.includes(test))
        .map((result) => {
          const weight = hypothesis.predictions.find((prediction) => prediction.test === result.test)?.weight ?? 0
          return { result, weight: weight / (1 + rank) }
        })
    )
    .sort((a, b) => b.weight - a.weight)
  if (open) return { missing: open.result.statement, weight: open.weight }
  const fresh = known.evidence['freshness']
  if (signal === 'freshness' && fresh?.status === 'no_data')
    return { missing: state('nothing in the materials says how old what people were shown was', {}, [fresh.id]), weight: 0.1 }
  const table = tables[signal]
  if (table && !known.sources.some(({ records }) => (records[table] ?? 0) > 0)) {
    return { missing: state(`no file of the materials holds ${table}`, {}, supportOf(known)), weight: 0.2 }
  }
  const pattern = measured[signal]
  if (pattern && !seriesNames(known).some((name) => pattern.test(name))) {
    const what = signal === 'journey-success' ? 'journeys begun and completed' : 'what browsers saw'
    return { missing: state(`no series of the materials measures ${what}`, {}, supportOf(known)), weight: 0.1 }
  }
  return null
}

const supportOf = ({ evidence }: Known): string[] => (evidence['catalogue'] ? [evidence['catalogue'].id] : [])

function seriesNames({ evidence }: Known): string[] {
  const onsets = evidence['series_onsets']
  const column = onsets?.columns.findIndex(({ name }) => name === 'series') ?? -1
  return onsets && column >= 0 ? onsets.rows.map((row) => String(row[column] ?? '')) : []
}
