import { evidenceOf, type JudgedHypothesis, type RunRecord, type Statement } from '../domain/index.ts'
import type { Terminal } from './terminal.ts'
import { clip, sentenceOf, wrap } from './wrap.ts'

const scalingAnswers: Record<RunRecord['scaling']['wouldScalingHelp'], string> = {
  yes: 'Yes.',
  no: 'No.',
  delays: 'It would only have delayed it.',
  'cannot-tell': 'Cannot be told from these materials.'
}

/** The verdict on a terminal: status, cause, scaling, the strongest evidence, the rivals, and where the report lies. */
export function verdictText(record: RunRecord, runFolder: string, { width, paint }: Pick<Terminal, 'width' | 'paint'>): string {
  const { verdict, hypotheses, scaling } = record
  const heading = (text: string): string => paint('bold', text)
  const paragraph = (text: string): string => wrap(text, width - 2, '  ').replace(/^/, '  ')
  const item = (text: string): string => wrap(text, width - 2, '    ').replace(/^/, '  ')
  const cited = (statement: Statement): string => `${sentenceOf(statement.text)}${numbersOf(record, statement)}`
  const leader = hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis) ?? hypotheses[0]
  const rivals = hypotheses.filter(({ id }) => id !== verdict.rootCause?.hypothesis)
  const evidence = leader ? strongest(leader) : []
  const sections: string[][] = [
    [
      `${heading('Verdict:')} ${verdict.status}, confidence ${verdict.confidence.toFixed(2)}${record.partial ? ' (partial run)' : ''}`,
      ...verdict.summary.map((statement) => paragraph(cited(statement)))
    ]
  ]
  if (verdict.rootCause) {
    const { category, component } = verdict.rootCause
    sections.push([heading('Root cause'), item(`${category} in ${component}`)])
  }
  sections.push([
    heading('Would more capacity have helped?'),
    paragraph(`${scalingAnswers[scaling.wouldScalingHelp]} ${sentenceOf(scaling.statement.text)}`)
  ])
  if (evidence.length > 0)
    sections.push([heading('Strongest evidence'), ...evidence.map((statement) => item(`- ${cited(statement)}`))])
  if (rivals.length > 0) {
    sections.push([
      heading(verdict.rootCause ? 'Rivals' : 'Explanations considered'),
      ...rivals.map(({ id, category, component, fate, reason }) =>
        clip(`${id} ${category} in ${component}: ${fate}, ${reason.text}`, width - 2).replace(/^/, '  ')
      )
    ])
  }
  if (!verdict.rootCause && record.fetchNext.length > 0) {
    sections.push([
      heading('Fetch this next'),
      ...record.fetchNext.slice(0, 3).map(({ what }) => item(`- ${sentenceOf(what.text)}`))
    ])
  }
  sections.push([`${heading('Report:')} ${runFolder}/report.md`, `Check it: inquest verify ${runFolder}`])
  return sections.map((lines) => lines.join('\n')).join('\n\n')
}

/** The tests that came out clearly as the hypothesis predicted, the weightiest first. */
function strongest({ tests, predictions }: JudgedHypothesis): Statement[] {
  const weight = (test: string, outcome: string): number =>
    predictions.find((prediction) => prediction.test === test && prediction.expected === outcome)?.weight ?? 0
  return tests
    .map((result) => ({ result, worth: weight(result.test, result.outcome) * result.strength }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .slice(0, 3)
    .map(({ result }) => result.statement)
}

function numbersOf({ evidence }: RunRecord, statement: Statement): string {
  const ids = new Set(evidenceOf(statement))
  const numbers = evidence.filter(({ id }) => ids.has(id)).map(({ number }) => number)
  if (numbers.length === 0) return ''
  return ` (${numbers.slice(0, 4).join(', ')}${numbers.length > 4 ? ' …' : ''})`
}
