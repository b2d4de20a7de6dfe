import { button, errorSummary, heading, link } from '../components/bits.ts'
import { input, radios, textarea } from '../components/fields.ts'
import { form } from '../guard.ts'
import { type Content, html } from '../html.ts'
import type { Page } from '../page.ts'

export interface EditedPrompt {
  readonly run: string
  readonly id: string
  /** The step of the run at which it is used; null when it asks everything at once. */
  readonly step: string | null
  readonly text: string
  readonly from?: string | undefined
  readonly model?: string | undefined
  readonly modelName?: string | undefined
  readonly problem?: Content
}

/** A prompt to change, and with whom to try it. */
export function trainPromptPage({ run, id, step, text, from, model, modelName, problem }: EditedPrompt): Page {
  return {
    title: `${problem ? 'Error: ' : ''}Edit ${id}`,
    part: 'train',
    back: { href: `/train/${run}/incident`, text: 'The lesson' },
    wide: true,
    content: html`${problem && errorSummary([{ text: problem, href: '#text' }])}
      ${heading(step ? 'Edit a prompt and run its step again' : 'Edit a prompt and run it again', id)}
      <p class="govuk-body inquest-measure">
        Change the words and see what the same incident yields with them. A new run begins on the same materials, with your prompt
        in place of the one that ships; the run of this lesson stays as it is. What you tried is kept in the folder
        <code>prompts-tried</code> of the workspace. The built-in analyst works by rules and reads no prompt, so it is not offered
        here.
      </p>
      ${form(
        `/train/${run}/prompt`,
        html`<input type="hidden" name="id" value="${id}" />
          ${textarea({ name: 'text', label: 'The prompt, with its front matter', hint: html`<code>{{name}}</code> is filled in, <code>{{> part}}</code> is shared by several prompts. What stands under <code>why</code> is never sent.`, value: text }, 24, true)}
          ${
            step &&
            radios({ name: 'from', label: 'What is run', value: from ?? 'step' }, [
              {
                value: 'step',
                text: `From this step on (${step})`,
                hint: 'What this run did before is taken over, and nothing of it is asked again.'
              },
              { value: 'start', text: 'The whole run anew' }
            ])
          }
          ${radios({ name: 'model', label: 'Who answers', value: model ?? 'manual' }, [
            {
              value: 'manual',
              text: 'You, with any AI tool',
              hint: 'Each request is shown in the page to copy; you paste the answer back.'
            },
            { value: 'named', text: 'A language model', hint: 'Named below; its key comes from the environment.' }
          ])}
          ${input({ name: 'model-name', label: 'Name of the model', value: modelName })} ${button('Run it')}`
      )}
      <p class="govuk-body">${link('/compare', 'Compare two runs afterwards')}</p>`
  }
}
