import { teaching } from '../../training/index.ts'
import { plainTimes } from '../../report/index.ts'
import { titleOf, type Workspace } from '../../workspace/index.ts'
import { button, heading, link } from '../components/bits.ts'
import { form } from '../guard.ts'
import { html } from '../html.ts'
import type { Page } from '../page.ts'

/** Where a trainer chooses what to teach with. */
export async function trainHomePage(workspace: Workspace): Promise<Page> {
  const runs = (await workspace.runs()).slice(0, 12)
  return {
    title: 'Trainer’s mode',
    part: 'train',
    content: html`${heading('Teach with an investigation')}
      <p class="govuk-body-l inquest-measure">
        Step by step through the three phases: what each prompt says and why, what was done with it, what came of it, and
        questions for the room.
      </p>
      ${
        workspace.recorded.length > 0 &&
        html`<h2 class="govuk-heading-m">Ready to use</h2>
          <p class="govuk-body inquest-measure">
            Recorded runs that come with Inquest. They need no model, no network and no waiting.
          </p>
          <ul class="inquest-samples">
            ${workspace.recorded.map((id) => lesson(id, titleOf(id.replace(/^recorded:/, ''))))}
          </ul>`
      }
      <h2 class="govuk-heading-m">Your own runs</h2>
      ${
        runs.length === 0
          ? html`<p class="govuk-body">None yet in this workspace.</p>`
          : html`<ul class="govuk-list govuk-list--spaced">
              ${runs.map(({ id, title, startedAt, model }) => html`<li>${link(`/train/${id}/incident`, title)} <span class="inquest-by">${plainTimes(startedAt)} · ${model}</span></li>`)}
            </ul>`
      }
      <h2 class="govuk-heading-m">Prepare another sample</h2>
      <p class="govuk-body inquest-measure">
        A run of the built-in analyst takes less than a minute. When it is finished, choose “Use in training” on its page.
      </p>
      ${form(
        '/runs',
        html`<input type="hidden" name="model" value="builtin" />
          <div class="govuk-form-group">
            <label class="govuk-label" for="materials">Sample incident</label>
            <select class="govuk-select" id="materials" name="materials">
              ${workspace.samples.map(({ name, folder }) => html`<option value="sample:${name}">${titleOf(folder)}</option>`)}
            </select>
          </div>
          ${button('Investigate it', 'secondary')}`
      )}
      <h2 class="govuk-heading-m">The steps</h2>
      <ol class="govuk-list govuk-list--number">
        ${teaching.map(({ title, phase }) => html`<li>${title} <span class="inquest-by">${phase}</span></li>`)}
      </ol>`
  }
}

function lesson(id: string, title: string) {
  return html`<li class="inquest-sample">
    <h3 class="govuk-heading-s">${title}</h3>
    <p class="govuk-body">${link(`/train/${id}/incident`, 'Begin the lesson')}</p>
    <p class="govuk-body">${link(`/train/${id}/incident?present=yes`, 'Begin in presenter view')}</p>
  </li>`
}
