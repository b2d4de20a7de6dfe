import { clip, code, plainTimes, text } from '../../report/index.ts'
import type { OpenRun } from '../../workspace/index.ts'
import { blocks, heading, link } from '../components/bits.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'

const atATime = 200

/** Everything that was asked of the materials, in the order in which it was first asked. */
export function evidenceListPage({ id, watch: { view } }: OpenRun, tool: string | undefined, page: number): Page {
  const all = [...view.state.evidence.values()]
  const tools = [...new Set(all.map((one) => one.tool))].sort()
  const chosen = tool === undefined ? all : all.filter((one) => one.tool === tool)
  const from = (page - 1) * atATime
  const shown = chosen.slice(from, from + atATime)
  const address = (name: string | undefined, n: number): string =>
    `/runs/${id}/evidence?${new URLSearchParams({ ...(name ? { tool: name } : {}), page: String(n) }).toString()}`
  return {
    title: 'Evidence',
    part: 'runs',
    back: { href: `/runs/${id}`, text: 'The run' },
    wide: true,
    content: html`${heading('Evidence', view.state.started?.incident.name)}
      <p class="govuk-body inquest-measure">
        Each is a question put to the materials by a tool, and the answer. The same question on the same materials gives the same
        answer.
      </p>
      <nav aria-label="Tools">
        <p class="govuk-body-s">
          ${tool === undefined ? 'All tools' : link(address(undefined, 1), 'All tools')}${tools.map((name) => html` · ${name === tool ? html`<strong>${name}</strong>` : link(address(name, 1), name)}`)}
        </p>
      </nav>
      <ul class="govuk-list inquest-calls">
        ${shown.map(
          (one) =>
            html`<li>
              ${link(`/runs/${id}/evidence/${one.id}`, one.tool)}
              ${clip(plainTimes(one.reading), 220)}${one.status === 'no_data' && ' (nothing found)'}
            </li>`
        )}
      </ul>
      <p class="govuk-body">
        ${from > 0 && link(address(tool, page - 1), 'Previous page')}
        ${from + atATime < chosen.length && link(address(tool, page + 1), 'Next page')} ${chosen.length} pieces of evidence.
      </p>`
  }
}

/** Every finding of a run, in plan order. */
export function findingsPage({ id, watch: { view } }: OpenRun): Page {
  const { findings } = view.state
  return {
    title: 'Findings',
    part: 'runs',
    back: { href: `/runs/${id}`, text: 'The run' },
    wide: true,
    content: html`${heading('Findings', view.state.started?.incident.name)}${blocks([
      {
        kind: 'table',
        caption: `${findings.length} findings`,
        head: ['Number', 'By', 'Speaks of', 'Finding'],
        shape: 'prose',
        rows: findings.map((one) => [
          [text(one.id)],
          [text(`${one.by} ${one.task}`)],
          [text(one.role)],
          [
            text(plainTimes(one.statement.text)),
            ...(one.subject?.operation ? [text(' '), code(clip(one.subject.operation, 80))] : [])
          ]
        ])
      }
    ])}`
  }
}
