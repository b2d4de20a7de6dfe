import { causeTitles, Dimension, evidenceOf, type JudgedHypothesis, type RootCause, type TestResult } from '../../domain/index.ts'
import {
  type Block,
  code,
  type Inline,
  type Line,
  list,
  paragraph,
  type Section,
  strong,
  text,
  under
} from '../document/block.ts'
import { durationText } from '../document/clock-face.ts'
import type { ReportContext } from '../document/context.ts'
import { dimensionTitles } from '../wording/labels.ts'
import { contrastChart } from '../charts/contrast-chart.ts'
import { capital } from '../wording/capital.ts'

/** The root cause with what carries it, what speaks against it, and what contributed. */
export function rootCause(context: ReportContext): Section | null {
  const { verdict, hypotheses } = context.record
  const cause = verdict.rootCause
  if (!cause) return null
  const judged = hypotheses.find(({ id }) => id === cause.hypothesis)
  const said = new Set(judged?.tests.map(({ statement }) => statement.text))
  const explained = verdict.explains.filter(({ text }) => !said.has(text))
  const chart = contrastChart(context)
  return {
    id: 'root-cause',
    title: 'Root cause',
    blocks: [
      ...described(context, cause, judged),
      ...(chart ? [{ kind: 'chart' as const, chart }] : []),
      ...(judged ? asTested(context, judged) : []),
      ...restsOn(context, cause, judged),
      ...under('What it explains', list(explained.map(context.say))),
      ...verdict.contributing.flatMap((contributing) =>
        under(
          `Contributed: ${causeTitles[contributing.category]}`,
          described(
            context,
            contributing,
            hypotheses.find(({ id }) => id === contributing.hypothesis)
          )
        )
      )
    ]
  }
}

function described(context: ReportContext, cause: RootCause, judged: JudgedHypothesis | undefined): Block[] {
  const { clock } = context
  const resolution = judged && judged.onsetResolutionSeconds > 0 ? durationText(judged.onsetResolutionSeconds * 1000) : null
  const rows: (readonly [string, Line] | null)[] = [
    ['Kind of cause', [text(`${capital(causeTitles[cause.category])} (`), code(cause.category), text(')')]],
    ['Where', [text(cause.component)]],
    ['How it does harm', context.say(cause.cites.mechanism)],
    ['Set off by', trigger(context, cause)],
    cause.onset
      ? ['Began', [text(`${clock.full(cause.onset)}${resolution ? `, known to within ${resolution}` : ''}`)]]
      : ['Began', [text('The materials do not show when.')]]
  ]
  return [paragraph(...context.say(cause.cites.statement)), { kind: 'terms', rows: rows.filter((row) => row !== null) }]
}

function trigger({ clock }: ReportContext, { trigger }: RootCause): Inline[] {
  if (!trigger || (trigger.kind === 'unknown' && !trigger.ref)) return [text('Not shown by the materials.')]
  const kind = trigger.kind === 'unknown' ? 'A change of unknown kind' : capital(trigger.kind.replaceAll('-', ' '))
  return [
    text(kind),
    ...(trigger.ref ? [text(' '), code(trigger.ref)] : []),
    ...(trigger.time ? [text(`, ${clock.full(trigger.time)}`)] : [])
  ]
}

/** The tests on which it stands, those that went against it, those that could not tell. */
function asTested(context: ReportContext, judged: JudgedHypothesis): Block[] {
  const { agreed, contrary, silent } = sortedTests(judged)
  const sentences = (tests: readonly TestResult[]): Line[] => tests.map(({ statement }) => context.say(statement))
  const shows = Dimension.options.flatMap((dimension) => {
    const tests = agreed.filter((test) => test.dimension === dimension)
    return tests.length > 0 ? [paragraph(strong(`${dimensionTitles[dimension]}:`)), ...list(sentences(tests))] : []
  })
  return [
    ...under('What shows it', shows),
    ...under('What speaks against it', list(sentences(contrary))),
    ...under('What could not be told', list(sentences(silent)))
  ]
}

/** Tests by whether they came out as the hypothesis said; one of which it said nothing agrees with it. */
function sortedTests({ tests, predictions }: JudgedHypothesis): Record<'agreed' | 'contrary' | 'silent', TestResult[]> {
  const expected = new Map(predictions.map((prediction) => [prediction.test, prediction.expected]))
  const silent = tests.filter(({ outcome }) => outcome === 'cannot-tell')
  const contrary = tests.filter(({ test, outcome }) => outcome !== 'cannot-tell' && (expected.get(test) ?? outcome) !== outcome)
  return { silent, contrary, agreed: tests.filter((test) => !silent.includes(test) && !contrary.includes(test)) }
}

function restsOn(context: ReportContext, cause: RootCause, judged: JudgedHypothesis | undefined): Block[] {
  const statements = [cause.cites.statement, cause.cites.mechanism, ...(judged?.tests.map(({ statement }) => statement) ?? [])]
  const ids = new Set(statements.flatMap(evidenceOf).flatMap((id) => context.evidence(id)?.sources ?? []))
  const sources = context.record.sources.filter(({ id }) => ids.has(id))
  if (sources.length === 0) return []
  const named = sources.flatMap(({ id, path }, i): Inline[] => [text(`${i > 0 ? ', ' : ''}${id} `), code(path)])
  return [
    paragraph(text(`This rests on ${sources.length === 1 ? 'one source' : `${sources.length} sources`}: `), ...named, text('.'))
  ]
}
