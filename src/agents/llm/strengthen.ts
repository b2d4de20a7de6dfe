import { CallArguments, type Evidence, type Measure, type Resilience } from '../../domain/index.ts'
import { proposedMeasure, trialOutcome } from '../../resilience/index.ts'
import { rowsIn } from '../../verdict/index.ts'
import type { Desk, Judged } from '../roles.ts'
import { type CellBook, createCellBook } from './cell-book.ts'
import { frameText, type LlmContext } from './context.ts'
import { converse } from './converse.ts'
import { answers, type MeasureModelDraft } from './drafts.ts'
import { ground } from './ground.ts'
import { citableText } from './texts.ts'

interface Proposal {
  readonly draft: MeasureModelDraft
  readonly why: Measure['action']
}
interface Tried extends Proposal {
  readonly evidence: Evidence
  readonly row: number
  readonly harmed: number
}

const most = 4

/**
 * The built-in design, with what a model proposes on top of it: settings, tried in the simulation, sent back once with what
 * came of them, and kept where fewer people are harmed than without. Where nothing can be tried, nothing is asked.
 */
export async function strengthenWithModel(
  context: LlmContext,
  desk: Desk,
  judged: Judged,
  design: Resilience
): Promise<Resilience> {
  const { trials } = design
  // A person at a chat window is asked for less: one exchange a role.
  if (!trials || !desk.window || !judged.verdict.rootCause || context.effort.turns <= 1) return design
  const book = bookOf(judged, design)
  const first = await tried(desk, judged, await propose(context, desk, judged, design, book, [], 'designer measures'))
  if (first.length === 0) return design
  for (const { evidence } of first) book.add(evidence)
  const again = await tried(desk, judged, await propose(context, desk, judged, design, book, first, 'designer measures again'))
  const better = [...first, ...again]
    .filter(({ harmed }) => harmed < trials.asItWas.harmed)
    .sort((a, b) => a.harmed - b.harmed)
    .filter(
      (one, i, all) =>
        all.findIndex((other) => JSON.stringify(settingsOf(other.draft)) === JSON.stringify(settingsOf(one.draft))) === i
    )
    .slice(0, most)
  const target = subjectOf(judged)
  const measures = better.flatMap(({ draft, why, evidence, row }, i) => {
    const id = `M${design.measures.length + i + 1}`
    return proposedMeasure({ id, settings: settingsOf(draft), why, target, trial: evidence, row }) ?? []
  })
  return { ...design, measures: [...design.measures, ...measures] }
}

const subjectOf = ({ verdict, hypotheses }: Judged) =>
  hypotheses.find(({ id }) => id === verdict.rootCause?.hypothesis)?.subject ?? null

const bookOf = ({ verdict, scaling }: Judged, { measures, trials }: Resilience): CellBook =>
  createCellBook([
    ...(verdict.rootCause ? [verdict.rootCause.cites.statement, verdict.rootCause.cites.mechanism] : []),
    scaling.statement,
    ...(trials
      ? [trials.asItWas, ...trials.scaling, ...(trials.together ? [trials.together] : [])].map(({ statement }) => statement)
      : []),
    ...measures.flatMap(({ tried: said, parameters }) => [said, ...parameters.map(({ statement }) => statement)])
  ])

async function propose(
  context: LlmContext,
  desk: Desk,
  { verdict, scaling }: Judged,
  { measures, trials }: Resilience,
  book: CellBook,
  before: readonly Tried[],
  name: string
): Promise<Proposal[]> {
  const cause = verdict.rootCause
  const said = trials ? [trials.statement, trials.asItWas.statement, ...trials.scaling.map(({ statement }) => statement)] : []
  const parts = await converse({
    context,
    desk,
    role: 'designer',
    name,
    title: 'Designer: measures',
    prompt: 'designer/measures',
    answer: answers.MeasureDrafts,
    book,
    settle: ({ measures: drafts }) => {
      const grounded = drafts.slice(0, most).map((draft) => ({ draft, why: ground(draft.why, book) }))
      return {
        stood: grounded.flatMap(({ draft, why }) => ('problem' in why ? [] : [{ draft, why: why.statement }])),
        problems: grounded.flatMap(({ why }) => ('problem' in why ? [why.problem] : []))
      }
    },
    values: () => ({
      frame: frameText(desk),
      verdict: cause
        ? [`${cause.category} in ${cause.component}`, citableText(cause.cites.mechanism), citableText(scaling.statement)].join(
            '\n'
          )
        : '',
      measures: [
        ...said.map(citableText),
        ...measures.map(({ id, title, parameters, tried: outcome }) =>
          [
            `${id} ${title}`,
            ...parameters.map(({ name: parameter, statement }) => `${parameter}: ${citableText(statement)}`),
            citableText(outcome)
          ].join('; ')
        )
      ].join('\n'),
      results:
        before.length === 0
          ? 'none were tried yet'
          : before.map(({ draft, evidence, row }) => `${draft.name}: ${citableText(trialOutcome(evidence, row))}`).join('\n')
    })
  })
  return parts.flat().filter(({ draft }) => Object.keys(settingsOf(draft)).length > 0)
}

/** The settings of a proposal that are set at all. */
function settingsOf(draft: MeasureModelDraft): Record<string, unknown> {
  const { name: _, why: __, ...settings } = draft
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined))
}

async function tried(desk: Desk, judged: Judged, proposals: readonly Proposal[]): Promise<Tried[]> {
  if (proposals.length === 0 || !desk.window) return []
  const evidence = await desk.call({
    tool: 'measure_trial',
    arguments: CallArguments.parse({
      window: desk.window,
      baseline: desk.baseline,
      operation: subjectOf(judged)?.operation ?? null,
      measures: proposals.map(({ draft }, i) => ({ name: `P${i + 1}`, ...settingsOf(draft) }))
    })
  })
  return proposals.flatMap((proposal, i) => {
    const row = rowsIn(evidence).find((one) => one.text('measure') === `P${i + 1}`)
    return row ? [{ ...proposal, evidence, row: row.index, harmed: row.number('harmed') ?? Infinity }] : []
  })
}
