import { causeTitles, ScalingTest } from '../../../domain/index.ts'
import { type Block, labels, plainTimes, tag, text } from '../../../report/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html } from '../../html.ts'
import { blocks, link, sentences } from '../bits.ts'
import { naiveAndGuided } from './naive-and-guided.ts'

/** The scores, and the tests on which the leading explanation and its rivals differ. */
export function deciding({ watch: { view } }: OpenRun): Content {
  const [best] = view.judged
  if (!best) return html`<p class="govuk-body">There was nothing to test.</p>`
  const telling = best.discriminations.filter(({ favours }) => favours !== 'neither')
  const results = new Map(best.tests.map((result) => [result.test, result]))
  const scores: Block = {
    kind: 'table',
    caption: 'The explanations, best first',
    head: ['Explanation', 'Score', 'Fate', 'Why'],
    shape: 'prose',
    rows: view.judged.map(({ id, category, score, fate, reason }) => [
      [text(`${id}: ${causeTitles[category]}`)],
      [{ kind: 'score', value: score.total }],
      [tag(labels.fateLabels[fate][0], labels.fateLabels[fate][1])],
      [text(plainTimes(reason.text))]
    ])
  }
  const tests: Block = {
    kind: 'table',
    caption: `Tests that tell ${best.id} from its rivals`,
    head: ['Rival', 'Question', 'Came out', 'Speaks for'],
    shape: 'prose',
    rows: telling.map(({ rival, test, favours }) => {
      const result = results.get(test)
      return [
        [text(rival)],
        [text(result?.question ?? test)],
        [text(result ? `${labels.outcomeWords[result.outcome]}: ${plainTimes(result.statement.text)}` : '–')],
        [text(favours === 'this' ? best.id : rival)]
      ]
    })
  }
  return blocks(telling.length > 0 ? [scores, tests] : [scores])
}

/** The verdict in two sentences, and the scaling test. */
export function verdictReached(run: OpenRun): Content {
  const { verdict, state } = run.watch.view
  if (!verdict) return html`<p class="govuk-body">This run has no verdict yet.</p>`
  const scaling = ScalingTest.safeParse(state.sections['scaling']).data
  const [status] = labels.statusLabels[verdict.status]
  return html`<div class="inquest-verdict">
      <h3 class="govuk-heading-m">${status}, confidence ${verdict.confidence.toFixed(2)}</h3>
      ${verdict.summary.map(({ text }) => html`<p class="govuk-body-l">${sentences(text)}</p>`)}
    </div>
    <h3 class="govuk-heading-s">Would more of it have helped?</h3>
    <p class="govuk-body inquest-measure">
      ${scaling ? `${labels.scalingAnswers[scaling.wouldScalingHelp][0]}. ${sentences(scaling.statement.text)}` : 'The scaling test was not run.'}
    </p>
    ${
      verdict.leavesUnexplained.length > 0 &&
      html`<h3 class="govuk-heading-s">What is left unexplained</h3>
        <ul class="govuk-list govuk-list--bullet inquest-measure">
          ${verdict.leavesUnexplained.map(({ text }) => html`<li>${sentences(text)}</li>`)}
        </ul>`
    }
    ${naiveAndGuided(run)}
    <p class="govuk-body">${link(`/runs/${run.id}/report`, 'The whole report')}</p>`
}
