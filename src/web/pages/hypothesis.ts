import { causeTitles, type JudgedHypothesis, type TestResult } from '../../domain/index.ts'
import { type Block, labels, tag as tagged, text } from '../../report/index.ts'
import type { OpenRun } from '../../workspace/index.ts'
import { blocks, heading, link, scoreBar, sentences, summaryList } from '../components/bits.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'

/** One explanation: what it says, what it predicted and how the tests came out, and why it stands or fell. */
export function hypothesisPage({ id: run, watch: { view } }: OpenRun, one: JudgedHypothesis): Page {
  const toolOf = (id: string): string => view.state.evidence.get(id)?.tool ?? id
  const asked = view.state.tests.filter(({ hypothesis, result }) => hypothesis === one.id && !one.tests.includes(result))
  const [fate] = labels.fateLabels[one.fate]
  return {
    title: `${one.id}: ${one.category}`,
    part: 'runs',
    back: { href: `/runs/${run}`, text: 'The run' },
    wide: true,
    content: html`${heading(`${one.id}: ${causeTitles[one.category]}`, one.component)}
      <p class="govuk-body-l inquest-measure">${sentences(one.statement.text)}</p>
      <p class="govuk-body inquest-measure">How: ${sentences(one.mechanism.text)}</p>
      ${summaryList([
        ['Proposed by', one.proposedBy],
        ['Score', html`${one.score.total.toFixed(2)} ${scoreBar(one.score.total)}`],
        ['Fate', view.verdict ? fate : 'not judged yet'],
        ['Why', view.verdict ? sentences(one.reason.text) : '–'],
        ['Trigger', one.trigger ? `${one.trigger.kind}${one.trigger.ref ? ` ${one.trigger.ref}` : ''}` : 'none known'],
        [
          'Evidence',
          one.statement.supports.length + Object.keys(one.statement.values).length === 0
            ? 'none carries it'
            : evidenceLinks(run, one, toolOf)
        ]
      ])}
      ${blocks([
        tests('Tests of its class', one.tests, one),
        ...(asked.length > 0
          ? [
              tests(
                'Tests that were asked for',
                asked.map(({ result }) => result),
                one
              )
            ]
          : []),
        gates(one)
      ])}`
  }
}

function evidenceLinks(run: string, { statement, mechanism }: JudgedHypothesis, toolOf: (id: string) => string) {
  const ids = [statement, mechanism].flatMap(({ values, supports }) => [
    ...Object.values(values).map(({ citation }) => citation.evidence),
    ...supports
  ])
  return [...new Set(ids)].map(
    (id, i) => html`${i > 0 && ', '}${link(`/runs/${run}/evidence/${id}`, toolOf(id))} <span class="inquest-by">${id}</span>`
  )
}

function tests(caption: string, results: readonly TestResult[], { predictions }: JudgedHypothesis): Block {
  const expected = new Map(predictions.map((one) => [one.test, one.expected]))
  return {
    kind: 'table',
    caption,
    head: ['Question', 'It predicts', 'Came out', 'Because'],
    shape: 'prose',
    rows: results.map(({ test, question, outcome, statement }) => {
      const predicted = expected.get(test)
      const tone = outcome === 'cannot-tell' || predicted === undefined ? 'unsure' : outcome === predicted ? 'good' : 'bad'
      return [
        [text(question)],
        [text(predicted ? labels.outcomeWords[predicted] : '–')],
        [tagged(labels.outcomeWords[outcome], tone)],
        [text(sentences(statement.text))]
      ]
    })
  }
}

function gates({ gates }: JudgedHypothesis): Block {
  return {
    kind: 'table',
    caption: 'Gates that nobody can talk past',
    head: ['Gate', 'Passed', 'Because'],
    shape: 'prose',
    rows: gates.map(({ gate, passed, statement }) => [
      [text(gate.replaceAll('-', ' '))],
      [tagged(passed ? 'Yes' : 'No', passed ? 'good' : 'bad')],
      [text(sentences(statement.text))]
    ])
  }
}
