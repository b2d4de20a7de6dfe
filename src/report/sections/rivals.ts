import { causeTitles, type JudgedHypothesis, type TestResult } from '../../domain/index.ts'
import { type Block, type Line, list, paragraph, type Section, strong, tag, text, under } from '../document/block.ts'
import type { ReportContext } from '../document/context.ts'
import { fateLabels, outcomeWords } from '../wording/labels.ts'
import { capital } from '../wording/capital.ts'

/** The scoreboard of hypotheses, then each that was not accepted and the tests that decided. */
export function rivals(context: ReportContext): Section | null {
  const { hypotheses, verdict } = context.record
  if (hypotheses.length === 0) return null
  const ranked = [...hypotheses].sort((a, b) => rank(a) - rank(b) || b.score.total - a.score.total)
  const told = ranked.filter(({ fate }) => fate !== 'accepted')
  return {
    id: 'rivals',
    title: verdict.status === 'determined' ? 'Rival explanations, and why each fell' : 'Explanations that were tested',
    blocks: [
      paragraph(
        text(
          'Each explanation said beforehand how tests would come out. Where two of them disagreed, the test was run on the materials. A score near 1 means that the tests came out as it said; near 0, that they did not.'
        )
      ),
      scoreboard(ranked),
      ...told.flatMap((hypothesis) => aRival(context, hypothesis))
    ]
  }
}

const fates: readonly JudgedHypothesis['fate'][] = ['accepted', 'contributing', 'open', 'rejected']
const rank = ({ fate }: JudgedHypothesis): number => fates.indexOf(fate)

function scoreboard(ranked: readonly JudgedHypothesis[]): Block {
  const rows = ranked.map((hypothesis): Line[] => [
    [text(hypothesis.id)],
    [text(`${capital(causeTitles[hypothesis.category])}: `), strong(hypothesis.component)],
    [{ kind: 'score', value: hypothesis.score.total }],
    [tag(...fateLabels[hypothesis.fate])]
  ])
  return { kind: 'table', caption: 'Scoreboard', head: ['No.', 'Explanation', 'Score', 'Fate'], rows, shape: 'prose' }
}

function aRival(context: ReportContext, hypothesis: JudgedHypothesis): Block[] {
  return under(`${hypothesis.id}: ${hypothesis.component}`, [
    paragraph(strong(`${capital(causeTitles[hypothesis.category])}. `), ...context.say(hypothesis.statement)),
    paragraph(...context.say(hypothesis.reason)),
    ...labelled('What decided', deciding(context, hypothesis))
  ])
}

/**
 * What it fell by: gates, the tests on which it differs from the accepted explanation (from any other, where none was
 * accepted), and its own predictions that failed.
 */
function deciding(context: ReportContext, hypothesis: JudgedHypothesis): Line[] {
  const { hypotheses, tests } = context.record
  const accepted = new Set(hypotheses.filter(({ fate }) => fate === 'accepted').map(({ id }) => id))
  const resultOf = (test: string): TestResult | undefined => [...hypothesis.tests, ...tests].find((run) => run.test === test)
  const told = new Set<string>()
  const tell = (test: string, verdict: string): Line[] => {
    const result = resultOf(test)
    if (!result || result.outcome === 'cannot-tell' || told.has(test)) return []
    told.add(test)
    return [
      [strong(`${result.question} ${outcomeWords[result.outcome]}`), text(` (${verdict}). `), ...context.say(result.statement)]
    ]
  }
  const gates = hypothesis.gates.filter(({ passed, statement }) => !passed && statement.text !== hypothesis.reason.text)
  const differing = hypothesis.discriminations.filter(
    ({ rival, favours }) => favours !== 'neither' && (accepted.size === 0 || accepted.has(rival))
  )
  return [
    ...gates.map(({ statement }) => context.say(statement)),
    ...(hypothesis.objections ?? []).map(({ weight, statement }): Line => [
      text(`The verifier objects (${weight}): `),
      ...context.say(statement)
    ]),
    ...differing.flatMap(({ test, rival, favours }) =>
      tell(test, favours === 'this' ? `for ${hypothesis.id}, against ${rival}` : `for ${rival}, against ${hypothesis.id}`)
    ),
    ...hypothesis.predictions
      .filter(({ test, expected }) => resultOf(test)?.outcome !== expected)
      .flatMap(({ test, expected }) => tell(test, `${hypothesis.id} said ${expected}`))
  ]
}

function labelled(label: string, items: readonly Line[]): Block[] {
  return items.length > 0 ? [paragraph(strong(`${label}:`)), ...list(items)] : []
}
