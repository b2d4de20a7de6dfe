import type { Source } from '../../domain/index.ts'
import type { Catalogue } from '../../inquest.ts'
import { type Block, code, paragraph, plainTimes, text } from '../../report/index.ts'
import { blocks, button, heading } from '../components/bits.ts'
import { form } from '../guard.ts'
import { html, lines } from '../html.ts'
import type { Page } from '../page.ts'

/** What each file of a folder was taken for, and what of it could not be read. */
export function materialsPage(materials: string, { incident, completeness }: Catalogue): Page {
  const readable = incident.sources.some(({ lines }) => lines.records > 0)
  const samples = Object.entries(completeness).filter(([, value]) => value === 'sample')
  return {
    title: `Materials of ${incident.name}`,
    part: 'start',
    back: { href: '/start', text: 'Choose other materials' },
    wide: true,
    content: html`${heading(incident.brief?.title ?? incident.name, 'What was read')}
    ${
      incident.brief &&
      html`<details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">What the operations team says (${incident.brief.path})</span>
        </summary>
        <div class="govuk-details__text inquest-brief">${lines(incident.brief.text)}</div>
      </details>`
    }
    ${blocks([sourcesTable(incident.sources), ...unread(incident.sources.filter(({ path }) => path !== incident.brief?.path))])}
    ${samples.length > 0 && html`<p class="govuk-body">Only a sample of what happened is in: ${samples.map(([table]) => table).join(', ')}.</p>`}
    ${
      readable
        ? form(
            '/runs',
            html`<input type="hidden" name="materials" value="${materials}" /><input
                type="hidden"
                name="model"
                value="builtin"
              />${button('Investigate with the built-in analyst')}`
          )
        : html`<p class="govuk-body">Nothing here can be investigated: no file holds a record.</p>`
    }`
  }
}

function sourcesTable(sources: readonly Source[]): Block {
  return {
    kind: 'table',
    caption: `${sources.length} files`,
    head: ['File', 'Taken for', 'Lines with records', 'Not read', 'From', 'To'],
    shape: 'prose',
    rows: sources.map(({ path, formatTitle, lines, firstTime, lastTime }) => [
      [code(path)],
      [text(formatTitle)],
      [text(String(lines.records))],
      [text(String(lines.rejected))],
      [text(firstTime ? plainTimes(firstTime) : '–')],
      [text(lastTime ? plainTimes(lastTime) : '–')]
    ])
  }
}

/** Why lines, or whole files, could not be read. */
function unread(sources: readonly Source[]): Block[] {
  const reasons = sources.flatMap(({ path, rejections, notes, lines }) => {
    const told = rejections.map(
      ({ reason, lines, firstLine }) =>
        `${reason} (${lines === 1 ? `line ${firstLine}` : `${lines} lines, the first is line ${firstLine}`})`
    )
    const none = lines.records === 0 && told.length === 0 ? notes.slice(0, 1) : []
    return [...told, ...none].map((why) => [code(path), text(`: ${why}`)])
  })
  if (reasons.length === 0) return [paragraph(text('Every line was read.'))]
  return [
    { kind: 'subheading', text: 'What could not be read' },
    { kind: 'list', items: reasons }
  ]
}
