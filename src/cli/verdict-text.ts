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
  const paragraph = (text: string): string => `  ${wrap(text, width - 2, '  ')}`
  const item = (text: string): string => `  ${wrap(text, width - 2, '    ')}`
  const cited = (statement: Statement): string => `${sentenceOf(statement.text)}${numbersOf(record, statement)}`
  const leader = hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis) ?? hypotheses[0]
  const rivals = hypotheses.filter(({ id }) => id !== verdict.rootCause?.hypothesis)
  const evidence = leader ? strongest(leader) : []
  const partial = record.partial ? ' (a partial run: see the method in the report)' : ''
  const sections: string[][] = [
    [`${heading('Verdict:')} ${verdict.status}, confidence ${verdict.confidence.toFixed(2)}${partial}`]
  ]
  const said = verdict.summary.map((statement) => paragraph(cited(statement)))
  if (verdict.rootCause) {
    const { category, component } = verdict.rootCause
    sections.push([heading('Root cause'), item(`${category} in ${component}`), ...said])
  } else if (said.length > 0) sections.push(said)
  sections.push([heading('Would more capacity have helped?'), paragraph(scalingText(scaling))])
  if (evidence.length > 0)
    sections.push([heading('Strongest evidence'), ...evidence.map((statement) => item(`- ${cited(statement)}`))])
  if (rivals.length > 0) {
    sections.push([
      heading(verdict.rootCause ? 'Rivals' : 'Explanations considered'),
      ...rivals.map(({ id, category, reason }) => `  ${clip(`${id} ${category}: ${reason.text}`, width - 2)}`)
    ])
  }
  if (!verdict.rootCause && record.fetchNext.length > 0) {
    sections.push([
      heading('Fetch this next'),
      ...record.fetchNext.slice(0, 3).map(({ what }) => item(`- ${sentenceOf(what.text)}`))
    ])
  }
  sections.push([
    `${heading('Report:')} ${runFolder}/report.html (and report.md, report.json)`,
    `Check it: inquest verify ${runFolder}`
  ])
  return sections.map((lines) => lines.join('\n')).join('\n\n')
}

/** The tests that came out clearly as the hypothesis predicted, the weightiest first; of different kinds where it has them. */
function strongest({ tests, predictions }: JudgedHypothesis): Statement[] {
  const weight = (test: string, outcome: string): number =>
    predictions.find((prediction) => prediction.test === test && prediction.expected === outcome)?.weight ?? 0
  const ordered = tests
    .map((result) => ({ result, worth: weight(result.test, result.outcome) * result.strength }))
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth)
    .map(({ result }) => result)
  const firstOfKind = ordered.filter(({ dimension }, i) => ordered.findIndex((other) => other.dimension === dimension) === i)
  return [...new Set([...firstOfKind, ...ordered])].slice(0, 3).map(({ statement }) => statement)
}

/** What each part of the scaling test says, in one sentence. */
function scalingText({ wouldScalingHelp, parts }: RunRecord['scaling']): string {
  const saying = (answer: string): string =>
    parts
      .filter((part) => part.answer === answer)
      .map(({ part }) => part)
      .join(', ')
  const said = [
    ['against it', saying('against')],
    ['for it', saying('for')],
    ['cannot tell', saying('cannot-tell')]
  ].flatMap(([what, names]) => (names ? [`${what}: ${names}`] : []))
  return `${scalingAnswers[wouldScalingHelp]} ${sentenceOf(said.join('; '))}`
}

function numbersOf({ evidence }: RunRecord, statement: Statement): string {
  const ids = new Set(evidenceOf(statement))
  const numbers = evidence.filter(({ id }) => ids.has(id)).map(({ number }) => number)
  if (numbers.length === 0) return ''
  return ` (${numbers.slice(0, 4).join(', ')}${numbers.length > 4 ? ' …' : ''})`
}
