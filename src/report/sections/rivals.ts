import { causeTitles, type JudgedHypothesis } from '../../domain/index.ts'
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
  const fallen = hypothesis.gates.filter(({ passed }) => !passed).map(({ statement }) => context.say(statement))
  return under(`${hypothesis.id}: ${hypothesis.component}`, [
    paragraph(strong(`${capital(causeTitles[hypothesis.category])}. `), ...context.say(hypothesis.statement)),
    paragraph(...context.say(hypothesis.reason)),
    ...labelled('What decided', [...fallen, ...deciding(context, hypothesis)])
  ])
}

/** The tests on which it differed from another hypothesis, or failed its own prediction, with what the materials said. */
function deciding(context: ReportContext, hypothesis: JudgedHypothesis): Line[] {
  const told = new Set<string>()
  const { tests } = context.record
  const lines: Line[] = []
  for (const { test, rival, favours } of hypothesis.discriminations) {
    const result = hypothesis.tests.find((run) => run.test === test) ?? tests.find((run) => run.test === test)
    if (!result || favours === 'neither' || told.has(test)) continue
    told.add(test)
    const winner = favours === 'this' ? `for ${hypothesis.id}, against ${rival}` : `for ${rival}, against ${hypothesis.id}`
    lines.push([
      strong(`${result.question} ${outcomeWords[result.outcome]}`),
      text(` (${winner}). `),
      ...context.say(result.statement)
    ])
  }
  for (const { test, expected } of hypothesis.predictions) {
    const result = hypothesis.tests.find((run) => run.test === test)
    if (!result || told.has(test) || result.outcome === 'cannot-tell' || result.outcome === expected) continue
    lines.push([
      strong(`${result.question} ${outcomeWords[result.outcome]}`),
      text(` (${hypothesis.id} said ${expected}). `),
      ...context.say(result.statement)
    ])
  }
  return lines
}

function labelled(label: string, items: readonly Line[]): Block[] {
  return items.length > 0 ? [paragraph(strong(`${label}:`)), ...list(items)] : []
}
