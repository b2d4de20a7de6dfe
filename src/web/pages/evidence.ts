import { TimeWindow } from '../../domain/index.ts'
import { evidenceBlocks, plainTimes } from '../../report/index.ts'
import type { EvidenceView, RawLines } from '../../workspace/index.ts'
import { blocks, heading, link, sentences } from '../components/bits.ts'
import { type Content, html } from '../html.ts'
import type { Page } from '../page.ts'

/** Rows that the page of one piece of evidence shows. */
const rowsShown = 400

/** One piece of evidence: the call, its answer, who said what on it, and the way to the lines of the materials. */
export function evidencePage(run: string, view: EvidenceView): Page {
  const { evidence, askedBy, findings, hypotheses, sources } = view
  const at = TimeWindow.safeParse(evidence.arguments['window']).data?.from
  const said: Content[] = [
    ...findings.map(({ id, statement }) => html`<li><strong>${id}</strong> ${sentences(statement.text)}</li>`),
    ...hypotheses.map(
      ({ id, statement }) => html`<li>${link(`/runs/${run}/hypotheses/${id}`, id)} ${sentences(statement.text)}</li>`
    )
  ]
  return {
    title: `${evidence.tool}: evidence`,
    part: 'runs',
    back: { href: `/runs/${run}/evidence`, text: 'All evidence' },
    wide: true,
    content: html`${heading(evidence.tool, 'Evidence')}
      <p class="govuk-body-l inquest-measure">${plainTimes(evidence.reading)}</p>
      ${evidence.status === 'no_data' && html`<p class="govuk-body">Nothing was found, which is a result too.</p>`}
      ${
        sources.size > 0 &&
        html`<h2 class="govuk-heading-m">Lines of the materials that it rests on</h2>
          <ul class="govuk-list">
            ${[...sources].map(
              ([source, path]) =>
                html`<li>${link(`/runs/${run}/lines/${source}?${new URLSearchParams(at ? { at } : {}).toString()}`, path)}</li>`
            )}
          </ul>`
      }
      <h2 class="govuk-heading-m">The question and its answer</h2>
      ${blocks(evidenceBlocks({ ...evidence, number: 'this evidence' }, { most: rowsShown }))}
      <h2 class="govuk-heading-m">What was said on it</h2>
      ${
        said.length > 0
          ? html`<ul class="govuk-list govuk-list--spaced">
              ${said}
            </ul>`
          : html`<p class="govuk-body">No finding or explanation cites it directly.</p>`
      }
      <p class="govuk-body-s">
        Asked by ${askedBy.join(', ')}. Identity <code>${evidence.id}</code>: the hash of the call and the materials.
      </p>`
  }
}

/** Lines of a source as they stand in the file, personal data as pseudonyms. */
export function linesPage(run: string, source: string, path: string, { lines, more }: RawLines): Page {
  const [first, last] = [lines[0]?.line ?? 1, lines.at(-1)?.line ?? 1]
  const address = (from: number): string => `/runs/${run}/lines/${source}?from=${from}`
  return {
    title: `Lines of ${path}`,
    part: 'runs',
    back: { href: `/runs/${run}/evidence`, text: 'All evidence' },
    wide: true,
    content: html`${heading(path, 'Lines of the materials')}
      <p class="govuk-body inquest-measure">
        As they stand in the file, with names, addresses and the like replaced by pseudonyms. What is written here was written by
        others.
      </p>
      ${
        lines.length === 0
          ? html`<p class="govuk-body">There are no more lines.</p>`
          : html`<div class="inquest-scroll" role="region" tabindex="0" aria-label="Lines ${first} to ${last}">
              <table class="inquest-lines">
                <caption class="govuk-visually-hidden">
                  Lines ${first} to ${last}
                </caption>
                <thead class="govuk-visually-hidden">
                  <tr>
                    <th scope="col">Line</th>
                    <th scope="col">Text</th>
                  </tr>
                </thead>
                <tbody>
                  ${lines.map(
                    ({ line, text }) =>
                      html`<tr>
                        <th scope="row">${line}</th>
                        <td>${text}</td>
                      </tr>`
                  )}
                </tbody>
              </table>
            </div>`
      }
      <p class="govuk-body">
        ${first > 1 && link(address(Math.max(1, first - 200)), 'Lines before')} ${more && link(address(last + 1), 'Lines after')}
      </p>`
  }
}
