import { CauseCategory, causeTitles, ScalingTest } from '../../domain/index.ts'
import { type Block, durationText, labels, plainTimes, text } from '../../report/index.ts'
import { type OpenRun, type RunSummary, usage } from '../../workspace/index.ts'
import { blocks, button, heading, sentences } from '../components/bits.ts'
import { select } from '../components/fields.ts'
import { elapsedMs, statusOf, statusWords } from '../components/run-status.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'

/** Two runs side by side: what each was asked, what it took, and where they part. */
export function comparePage(runs: readonly RunSummary[], chosen: readonly [OpenRun, OpenRun] | null): Page {
  const options = runs.map(({ id, title, startedAt, model }) => [id, `${title}, ${plainTimes(startedAt)}, ${model}`] as const)
  return {
    title: 'Compare two runs',
    part: 'runs',
    back: { href: '/', text: 'All runs' },
    wide: true,
    content: html`${heading('Compare two runs')}
    ${
      options.length === 0
        ? html`<p class="govuk-body">There is no run in this workspace yet.</p>`
        : html`<form method="get" action="/compare" class="inquest-compare">
            ${select({ name: 'a', label: 'One run', value: chosen?.[0].id }, options)}
            ${select({ name: 'b', label: 'The other', value: chosen?.[1].id ?? options[1]?.[0] }, options)}
            ${button('Compare', 'secondary')}
          </form>`
    }
    ${chosen && blocks([facts(chosen), scores(chosen)])}`
  }
}

type Both = readonly [OpenRun, OpenRun]

function facts(both: Both): Block {
  const row = (name: string, of: (run: OpenRun) => string) => [[text(name)], ...both.map((run) => [text(of(run))])]
  const view = (run: OpenRun) => run.watch.view
  return {
    kind: 'table',
    caption: 'What was asked, what it took, what came out',
    head: ['What', 'One run', 'The other'],
    shape: 'prose',
    rows: [
      row('Run', ({ id }) => id),
      row('Incident', (run) => view(run).state.started?.incident.name ?? 'unknown'),
      row('Same materials', () =>
        view(both[0]).state.started?.incident.materialsHash === view(both[1]).state.started?.incident.materialsHash ? 'yes' : 'no'
      ),
      row('Who investigated', (run) => view(run).state.started?.model ?? 'unknown'),
      row('State', (run) => statusWords[statusOf(run)][0]),
      row('Verdict', (run) => {
        const { verdict } = view(run)
        return verdict ? `${labels.statusLabels[verdict.status][0]}, confidence ${verdict.confidence.toFixed(2)}` : 'none yet'
      }),
      row('Root cause', (run) => {
        const cause = view(run).verdict?.rootCause
        return cause ? `${causeTitles[cause.category]}. ${sentences(cause.statement)}` : 'none'
      }),
      row('Would more have helped', (run) => {
        const scaling = ScalingTest.safeParse(view(run).state.sections['scaling']).data
        return scaling ? labels.scalingAnswers[scaling.wouldScalingHelp][0] : 'not asked yet'
      }),
      row('Findings', (run) => String(view(run).state.findings.length)),
      row('Questions put to the materials', (run) => String(usage(view(run).state).toolCalls)),
      row('Model calls, tokens', (run) => {
        const { modelCalls, inputTokens, outputTokens } = usage(view(run).state)
        return modelCalls === 0 ? 'none' : `${modelCalls}, ${inputTokens + outputTokens}`
      }),
      row('Time', (run) => durationText(elapsedMs(view(run))))
    ]
  }
}

/** The best score of each class of cause that either run considered. */
function scores(both: Both): Block {
  const best = (run: OpenRun, category: CauseCategory): number | undefined =>
    run.watch.view.judged.find((one) => one.category === category)?.score.total
  const considered = CauseCategory.options.filter((category) => both.some((run) => best(run, category) !== undefined))
  return {
    kind: 'table',
    caption: 'Explanations and their scores',
    head: ['Class of cause', 'One run', 'The other'],
    shape: 'prose',
    rows: considered.map((category) => [
      [text(causeTitles[category])],
      ...both.map((run) => {
        const value = best(run, category)
        return value === undefined ? [text('not proposed')] : [{ kind: 'score' as const, value }]
      })
    ])
  }
}
