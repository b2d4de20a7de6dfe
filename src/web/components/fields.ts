import { type Content, html, type Html, lines } from '../html.ts'

interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: Content
  readonly value?: string | undefined
}

const hintOf = ({ name, hint }: Field): Content => hint && html`<div id="${name}-hint" class="govuk-hint">${hint}</div>`
const described = ({ name, hint }: Field): Content => hint && html` aria-describedby="${name}-hint"`
const labelOf = ({ name, label }: Field): Html => html`<label class="govuk-label" for="${name}">${label}</label>`

export function input(field: Field, { width = 'inquest-input', mode }: { width?: string; mode?: 'numeric' } = {}): Html {
  return html`<div class="govuk-form-group">
    ${labelOf(field)}${hintOf(field)}<input
      class="govuk-input ${width}"
      id="${field.name}"
      name="${field.name}"
      type="text"
      value="${field.value ?? ''}"
      ${mode && html` inputmode="numeric"`}
      autocomplete="off"
      spellcheck="false"
      ${described(field)}
    />
  </div>`
}

export function textarea(field: Field, rows: number, code = false): Html {
  return html`<div class="govuk-form-group">
    ${labelOf(field)}${hintOf(field)}<textarea
      class="govuk-textarea${code && ' inquest-code-input'}"
      id="${field.name}"
      name="${field.name}"
      rows="${rows}"
      spellcheck="${code ? 'false' : 'true'}"
      ${described(field)}
    >
${lines(field.value ?? '')}</textarea>
  </div>`
}

export function select(field: Field, options: readonly (readonly [string, string])[]): Html {
  const items = options.map(
    ([value, text]) => html`<option value="${value}" ${value === field.value && html` selected`}>${text}</option>`
  )
  return html`<div class="govuk-form-group">
    ${labelOf(field)}${hintOf(field)}<select class="govuk-select" id="${field.name}" name="${field.name}" ${described(field)}>
      ${items}
    </select>
  </div>`
}

export interface Choice {
  readonly value: string
  readonly text: Content
  readonly hint?: Content
}

export function radios(field: Field, choices: readonly Choice[], small = false): Html {
  const items = choices.map(({ value, text, hint }, i) => {
    const id = i === 0 ? field.name : `${field.name}-${i + 1}`
    const checked = value === field.value && html` checked`
    const hinted = hint && html` aria-describedby="${id}-item-hint"`
    return html`<div class="govuk-radios__item">
      <input
        class="govuk-radios__input"
        id="${id}"
        name="${field.name}"
        type="radio"
        value="${value}"
        ${checked}${hinted}
      /><label class="govuk-label govuk-radios__label" for="${id}">${text}</label
      >${hint && html`<div id="${id}-item-hint" class="govuk-hint govuk-radios__hint">${hint}</div>`}
    </div>`
  })
  return html`<div class="govuk-form-group">
    <fieldset class="govuk-fieldset" ${described(field)}>
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">
        <h2 class="govuk-fieldset__heading">${field.label}</h2>
      </legend>
      ${hintOf(field)}
      <div class="govuk-radios${small && ' govuk-radios--small'}">${items}</div>
    </fieldset>
  </div>`
}

/** Any of several, each with a box of its own. */
export function checkboxes(field: Field, choices: readonly (readonly [string, string])[], chosen: readonly string[]): Html {
  const items = choices.map(([value, text], i) => {
    const id = `${field.name}-${i + 1}`
    const checked = chosen.includes(value) && html` checked`
    return html`<div class="govuk-checkboxes__item">
      <input class="govuk-checkboxes__input" id="${id}" name="${field.name}" type="checkbox" value="${value}" ${checked} /><label
        class="govuk-label govuk-checkboxes__label"
        for="${id}"
        >${text}</label
      >
    </div>`
  })
  return html`<div class="govuk-form-group">
    <fieldset class="govuk-fieldset" ${described(field)}>
      <legend class="govuk-fieldset__legend">${field.label}</legend>
      ${hintOf(field)}
      <div class="govuk-checkboxes govuk-checkboxes--small">${items}</div>
    </fieldset>
  </div>`
}

export function fileUpload(field: Field, folder = false): Html {
  return html`<div class="govuk-form-group">
    ${labelOf(field)}${hintOf(field)}<input
      class="govuk-file-upload"
      id="${field.name}"
      name="${field.name}"
      type="file"
      multiple${folder && html` webkitdirectory`}${described(field)}
    />
  </div>`
}
