import { type Candidate, titleOf, uploadLimits, type Workspace } from '../../workspace/index.ts'
import { button, errorSummary, heading, link } from '../components/bits.ts'
import { checkboxes, type Choice, fileUpload, input, radios, select } from '../components/fields.ts'
import { categoryOptions } from '../components/steering.ts'
import { form } from '../guard.ts'
import { type Content, html } from '../html.ts'
import type { Page } from '../page.ts'

/** What somebody filled in, kept when it is refused. */
export type Filled = Readonly<Record<string, string | undefined>>

/** The form of a new run; with what was refused, and why, when it comes back. */
export async function startPage(workspace: Workspace, filled: Filled = {}, problem?: Content): Promise<Page> {
  const choices = [...(await workspace.candidates()).map(folderChoice), ...workspace.samples.map(sampleChoice)]
  return {
    title: problem ? 'Error: New run' : 'New run',
    part: 'start',
    back: { href: '/', text: 'All runs' },
    content: html`${problem && errorSummary([{ text: problem, href: '#materials' }])} ${heading('Start a run')}
      <p class="govuk-body inquest-measure">
        The workspace is <code>${workspace.root}</code>. Nothing is ever written into materials.
      </p>
      ${form(
        '/runs',
        html`${radios({ name: 'materials', label: 'Materials', value: filled['materials'] ?? choices[0]?.value }, choices, true)}
          ${input({ name: 'folder', label: 'Or another folder below the workspace', hint: 'For example incidents/april', value: filled['folder'] })}
          ${radios({ name: 'model', label: 'Who investigates', value: filled['model'] ?? 'builtin' }, models)}
          ${input({ name: 'model-name', label: 'Name of the model', hint: html`Only for a language model. For example <code>openai:gpt-5-mini</code> or <code>azure:my-deployment</code>; its key comes from the environment.`, value: filled['model-name'] })}
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">Harmful time and limits</span>
            </summary>
            <div class="govuk-details__text">
              ${input({ name: 'from', label: 'Harmful time from', hint: 'In UTC, for example 2031-04-07T09:00. Left empty, it is found in the materials.', value: filled['from'] })}
              ${input({ name: 'to', label: 'Harmful time to', value: filled['to'] })} ${limits(filled)}
            </div>
          </details>
          ${checkboxes({ name: 'until', label: 'Before anything is looked at', hint: 'The run waits with its plan: you can change the questions and the prompts of the specialists, and let it go on.' }, [['plan', 'Stop when the plan is made, so that I can read and change it']], [filled['until'] ?? ''])}
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">What do you suspect?</span>
            </summary>
            <div class="govuk-details__text">
              <p class="govuk-body">Your explanation is put to the same tests as every other, and believed no sooner.</p>
              ${select({ name: 'category', label: 'What kind of cause', value: filled['category'] }, categoryOptions)}
              ${input({ name: 'component', label: 'In what, in your words (optional)', value: filled['component'] })}
            </div>
          </details>
          <div class="govuk-button-group">
            ${button('Start the run')}${button('See what can be read first', 'secondary', 'look', 'yes')}
          </div>`
      )}
      <h2 class="govuk-heading-m" id="upload">Upload materials</h2>
      ${form(
        '/materials',
        html`${input({ name: 'name', label: 'Name of the incident', hint: 'The files go into a new folder of this name, incidents/… in the workspace. A folder that you choose gives its own name.' })}
        ${fileUpload({ name: 'files', label: 'Files', hint: `Choose them, or drop them onto the field. At most ${uploadLimits.files} files and ${uploadLimits.bytes / 1024 ** 2} MB at a time. Larger materials: copy the folder into the workspace.` })}
        ${fileUpload({ name: 'whole', label: 'Or a whole folder', hint: 'With its folders below; what is hidden in it is passed over.' }, true)}
        ${button('Upload', 'secondary')}`,
        { upload: true }
      )}`
  }
}

function limits(filled: Filled): Content {
  const small = { mode: 'numeric', width: 'govuk-input--width-10' } as const
  return html`${input({ name: 'rounds', label: 'Rounds of planning and looking, at most', hint: '1 to 9. Left empty: three, or two when you answer by hand.', value: filled['rounds'] }, small)}
  ${input({ name: 'tokens', label: 'Tokens that a language model may use', hint: 'A whole number, for example 400000', value: filled['tokens'] }, small)}
  ${input({ name: 'money', label: 'What a language model may cost', hint: html`For example 2.50, in the currency of the prices in <code>inquest.config.yaml</code>. When it is spent, the run judges what it has.`, value: filled['money'] }, { width: 'govuk-input--width-10' })}`
}

const models: readonly Choice[] = [
  {
    value: 'builtin',
    text: 'The built-in analyst',
    hint: 'Rules and statistics. Free, repeatable, and nothing leaves this machine.'
  },
  {
    value: 'manual',
    text: 'You, with any AI tool',
    hint: 'Each request is shown in the page to copy; you paste the answer back.'
  },
  {
    value: 'named',
    text: 'A language model',
    hint: 'It gets the catalogue, questions and bounded results, with personal data as pseudonyms.'
  }
]

function folderChoice({ path, files, bytes }: Candidate): Choice {
  const value = `folder:${path}`
  return {
    value,
    text: path,
    hint: html`${files} ${files === 1 ? 'file' : 'files'}, ${Math.max(1, Math.round(bytes / 1024))} KB ·
    ${link(`/materials?materials=${encodeURIComponent(value)}`, html`What is in it<span class="govuk-visually-hidden">: ${path}</span>`)}`
  }
}

function sampleChoice({ name, folder }: { readonly name: string; readonly folder: string }): Choice {
  return { value: `sample:${name}`, text: `Sample: ${titleOf(folder)}` }
}
