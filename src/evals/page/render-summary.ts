import { reasonOf } from '../samples.ts'
import type { SubjectSummary } from '../summary.ts'
import type { PageContent } from './write-page.ts'

const percent = (share: number): string => (Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`)
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

/** A summary in Markdown, for a pull request or a job's page. */
export function renderSummary({ suite, summaries, gates, samples }: PageContent): string {
  const wrong = samples.filter(({ correct }) => !correct)
  return [
    `## ${suite.name}`,
    '',
    suite.about,
    '',
    '| subject | right | 95 % | cases × trials | errors | tokens a right answer |',
    '| --- | --- | --- | --- | --- | --- |',
    ...summaries.map(summaryRow),
    '',
    ...gates.map(
      ({ gate, subject, share, held, judged }) =>
        `- ${judged ? (held ? 'holds' : '**fell**') : '**cannot be judged**'}: ${subject}, ${gate.metric} at least ${percent(gate.atLeast)} (${percent(share)})`
    ),
    ...(wrong.length > 0 ? ['', '| case | subject | trial | label | why |', '| --- | --- | --- | --- | --- |'] : []),
    ...wrong.map(
      (sample) =>
        `| ${cell(sample.case)} | ${cell(sample.subject)} | ${sample.trial} | ${sample.label ?? 'no answer'} | ${cell(reasonOf(sample).slice(0, 160))} |`
    ),
    ''
  ].join('\n')
}

function summaryRow({ subject, prompts, correct, cases, trials, errors, timeOuts, tokensPerCorrect }: SubjectSummary): string {
  const name = prompts === '-' ? subject : `${subject} (prompts ${prompts})`
  const tokens = tokensPerCorrect ? Math.round(tokensPerCorrect.estimate).toLocaleString('en-GB') : '–'
  return `| ${cell(name)} | ${percent(correct.estimate)} | ${percent(correct.low)} to ${percent(correct.high)} | ${cases} × ${trials} | ${errors + timeOuts} | ${tokens} |`
}
