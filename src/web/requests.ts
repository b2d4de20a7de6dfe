import { instantOf, Steering, type TimeWindow } from '../domain/index.ts'
import { InquestError } from '../foundation/index.ts'
import type { Materials, RunOptions } from '../workspace/index.ts'

/** Fields of a form: text only; a file is not one of them. */
export type Fields = Readonly<Record<string, string | undefined>>

export function fieldsOf(body: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(Object.entries(body).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])))
}

/** `sample:parking` or `folder:incidents/april`. Throws InquestError `usage` for anything else. */
export function materialsIn(text: string | undefined): Materials {
  const [, kind, name] = /^(sample|folder):(.+)$/.exec(text ?? '') ?? []
  if ((kind === 'sample' || kind === 'folder') && name !== undefined) return { kind, name }
  throw new InquestError('usage', 'No materials were chosen.', 'Choose a folder or a sample.')
}

export interface Asked {
  readonly materials: Materials
  readonly options: Omit<RunOptions, 'out' | 'resume'>
  readonly suggested: readonly Steering[]
}

/** What the form of a new run asks for. Throws InquestError `usage` for what cannot be meant. */
export function askedIn(fields: Fields): Asked {
  const typed = fields['folder']?.trim()
  const limits = {
    tokens: limitIn(fields, 'tokens', /^[1-9]\d{0,9}$/, 'a whole number, like 400000'),
    rounds: limitIn(fields, 'rounds', /^[1-9]$/, 'a whole number from 1 to 9'),
    money: limitIn(fields, 'money', /^(?!0+(\.0+)?$)\d{1,6}(\.\d{1,2})?$/, 'an amount above nothing, like 2.50')
  }
  const window = windowIn(fields['from']?.trim(), fields['to']?.trim())
  return {
    materials: typed ? { kind: 'folder', name: typed } : materialsIn(fields['materials']),
    suggested: fields['category'] ? [steeringIn({ ...fields, kind: 'hypothesis' })] : [],
    options: {
      model: modelIn(fields),
      ...(window ? { window } : {}),
      ...Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== null)),
      ...(fields['until'] === 'plan' ? { until: 'plan' } : {})
    }
  }
}

/** A limit that a form names; null when it was left empty. */
function limitIn(fields: Fields, name: string, form: RegExp, like: string): number | null {
  const text = fields[name]?.trim()
  if (!text) return null
  if (form.test(text)) return Number(text)
  throw new InquestError('usage', `"${text}" is no limit of ${name}.`, `Give ${like}.`)
}

/** What somebody asks of a run. Throws InquestError `usage` for a form that was not filled in. */
export function steeringIn({ kind, category, component = '', reason = '', hypothesis, test }: Fields): Steering {
  const asked = kind === 'test' ? { kind, hypothesis, test } : { kind, category, component, reason }
  const steering = Steering.safeParse(asked).data
  if (steering) return steering
  throw new InquestError('usage', 'Nothing was chosen, or a text is too long.', 'Go back and choose what to suggest or to test.')
}

/** Who is to investigate. Throws InquestError `usage` when a model is to, and none is named. */
export function modelIn(fields: Fields): string {
  const model = fields['model'] ?? 'builtin'
  if (model === 'builtin' || model === 'manual') return model
  const name = fields['model-name']?.trim()
  if (name) return name
  throw new InquestError(
    'usage',
    'No model is named.',
    'Name one, for example openai:gpt-5-mini, or choose the built-in analyst.'
  )
}

function windowIn(from: string | undefined, to: string | undefined): TimeWindow | null {
  if (!from && !to) return null
  const window = { from: instantIn(from ?? ''), to: instantIn(to ?? '') }
  if (window.from < window.to) return window
  throw new InquestError('usage', 'The harmful time ends before it begins.', 'Give both ends, in UTC.')
}

function instantIn(text: string): string {
  const [, day, time, seconds = ':00'] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?Z?$/.exec(text) ?? []
  const at = day && time ? Date.parse(`${day}T${time}${seconds}Z`) : Number.NaN
  if (!Number.isNaN(at)) return instantOf(at)
  throw new InquestError('usage', `"${text}" is no time.`, 'Write it like 2031-04-07T09:00, in UTC.')
}
