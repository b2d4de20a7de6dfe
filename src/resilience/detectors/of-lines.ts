import { rowsOf, type Scalar, state } from '../../domain/index.ts'
import { camelCase, type Candidate, shortened, wordsOfTemplate } from './candidate.ts'
import { evaluationSeconds, isSample, type Known } from './sources-of-candidates.ts'
import { tellOfRuns } from './tell.ts'
import { quickSeconds } from './windows.ts'

/** Log-likelihood above which a line's number in the incident is no chance (about one in a thousand). */
const surprising = 10.8
const mostTemplates = 4

/** Detectors on log lines that came with the incident: those that speak of the cause first. */
export function ofLines(known: Known): Candidate[] {
  const { templates, signs, cause } = known
  const rows = templates ? rowsOf(templates) : []
  const speaks = (row: Record<string, Scalar>): boolean => signs?.words.test(String(row['template'])) === true
  const raised = rows.filter((row) => {
    const loud = row['level'] === 'warning' || row['level'] === 'error' || row['level'] === 'fatal'
    return (loud || speaks(row)) && Number(row['surprise'] ?? 0) >= surprising && row['template'] !== null
  })
  const words = raised.map((row) => wordsOfTemplate(String(row['template'])))
  // Templates that differ only in what varies are one sign to who is told.
  const distinct = raised.filter((_, i) => words.indexOf(words[i] ?? '') === i)
  const ordered = [...distinct.filter(speaks), ...distinct.filter((row) => !speaks(row))].slice(0, mostTemplates)
  return ordered.map((row): Candidate => {
    const template = String(row['template'])
    const ofCause = speaks(row)
    const words = wordsOfTemplate(template)
    return {
      subject: template,
      name: camelCase(`log ${words.split(/\s+/).slice(0, 8).join(' ')}`),
      title: `Log lines: ${shortened(words)}`,
      stage: ofCause ? 'cause' : row['level'] === 'error' || row['level'] === 'fatal' ? 'symptom' : 'leading',
      clause: {
        signal: { of: 'lines', template, levels: null, entity: null },
        windowSeconds: 300,
        comparison: 'above',
        unit: 'per-minute'
      },
      windows: [quickSeconds],
      threshold: null,
      others: [],
      forSeconds: 0,
      everySeconds: evaluationSeconds,
      ...tellOfRuns('events'),
      hypothesis: ofCause ? (cause?.id ?? null) : null,
      misses: [
        state('the same trouble where the software does not write this line, or writes it in other words'),
        ...(isSample(known, 'events')
          ? [state('how many more such lines there are in all: the log is a sample, and the threshold counts those in it')]
          : [])
      ],
      movesWithLoad: false,
      rank: 0,
      mayPage: true,
      rejected: null
    }
  })
}
