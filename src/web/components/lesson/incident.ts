import { code, plainTimes, text } from '../../../report/index.ts'
import type { OpenRun } from '../../../workspace/index.ts'
import { type Content, html, lines } from '../../html.ts'
import { blocks } from '../bits.ts'

/** The files, and what the operations team says: no more than the planner sees. */
export function incidentHeld({ watch: { view } }: OpenRun): Content {
  const { incident, sources = [] } = view.state.started ?? {}
  return html`${incident?.brief && html`<div class="govuk-inset-text inquest-brief">${lines(incident.brief.text)}</div>`}${blocks(
    [
      {
        kind: 'table',
        caption: `${sources.length} files`,
        head: ['File', 'Taken for', 'Lines with records', 'From', 'To'],
        shape: 'prose',
        rows: sources.map(({ path, formatTitle, lines: { records }, firstTime, lastTime }) => [
          [code(path)],
          [text(formatTitle)],
          [text(String(records))],
          [text(firstTime ? plainTimes(firstTime) : '–')],
          [text(lastTime ? plainTimes(lastTime) : '–')]
        ])
      }
    ]
  )}`
}
