import { causeTitles } from '../../domain/index.ts'
import { clip, labels, plainTimes } from '../../report/index.ts'
import { type RunSummary, titleOf, type Workspace } from '../../workspace/index.ts'
import { button, link, linkButton, tag } from '../components/bits.ts'
import { form } from '../guard.ts'
import { type Content, html, type Html } from '../html.ts'
import type { Page } from '../page.ts'

/** Where everything begins: what has been run here, and what could be run next. */
export async function homePage(workspace: Workspace): Promise<Page> {
  const runs = await workspace.runs()
  return {
    title: 'Inquests into performance incidents',
    part: 'runs',
    content: html`<h1 class="govuk-heading-xl">Find out why a service failed, and prove it</h1>
      <p class="govuk-body-l inquest-measure">
        Hand over logs, metrics, alerts and what people reported. Inquest tests rival explanations against each other and writes a
        report in which every figure can be checked.
      </p>
      ${linkButton('/start', 'Start a run')}
      <h2 class="govuk-heading-l">Runs in this workspace</h2>
      ${runs.length === 0 ? html`<p class="govuk-body">None yet. ${link('/start', 'Start one')}, or try a sample below.</p>` : list(runs)}
      <h2 class="govuk-heading-l">Sample incidents</h2>
      <p class="govuk-body inquest-measure">
        Made by a simulator, so that the true cause of each is known. A run takes about half a minute and needs no model and no
        network.
      </p>
      <ul class="inquest-samples">
        ${workspace.samples.map(({ name, folder }) => sample(name, titleOf(folder)))}
      </ul>`
  }
}

function list(runs: readonly RunSummary[]): Html {
  const compare = runs.length > 1 && html`<p class="govuk-body">${link('/compare', 'Compare two runs side by side')}</p>`
  return html`<ul class="inquest-runs">
      ${runs.map(entry)}
    </ul>
    ${compare}`
}

function entry({ id, title, startedAt, model, verdict }: RunSummary): Html {
  return html`<li class="inquest-run">
    <div>
      <a class="govuk-link inquest-strong-link" href="/runs/${id}">${title}</a><br /><span class="inquest-by"
        >${plainTimes(startedAt)} · ${model}</span
      >
    </div>
    <div>${outcome(verdict)}</div>
  </li>`
}

function outcome(verdict: RunSummary['verdict']): Content {
  if (!verdict) return tag('Not finished', 'grey')
  const [word] = labels.statusLabels[verdict.status]
  const colour = { determined: 'green', undetermined: 'yellow', 'no-incident': 'blue' }[verdict.status]
  return html`${tag(word, colour)}${verdict.category && html`<br /><span class="inquest-by">${causeTitles[verdict.category]}: ${clip(verdict.component ?? '', 80)}</span>`}`
}

function sample(name: string, title: string): Html {
  return html`<li class="inquest-sample">
    <h3 class="govuk-heading-s">${title}</h3>
    ${form('/runs', html`<input type="hidden" name="materials" value="sample:${name}" /><input type="hidden" name="model" value="builtin" />${button('Investigate', 'secondary')}`)}${link(`/materials?materials=sample:${name}`, 'What is in it')}
  </li>`
}
