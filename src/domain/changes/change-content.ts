import type { CauseCategory } from '../taxonomy.ts'
import { settingChangesOf } from './setting-changes.ts'
import { loopWithCalls, type Touch, touchesOf } from './content-rules.ts'
import { changedText } from './diff.ts'
import { settingTouch } from './setting-touches.ts'

/** What can be read out of a change's own text, whatever came of it. */
export interface ChangeContent {
  /** What it touches, the strongest first. */
  readonly touches: readonly Touch[]
  readonly paths: readonly string[]
  /** Why nothing can come of it, when `touches` is empty. */
  readonly nothing: 'inert' | 'undoes' | 'unshown' | 'untouched' | null
}

/** Names of things that a title says were changed for the eye alone. */
const cosmetic =
  /\b(?:typos?|wording|copy(?:right| changes?)?|colou?rs?|styles?|styling|css|fonts?|logos?|icons?|banners?|footers?|headers? text|labels?|tooltips?|translations?|welsh|i18n|docs?|documentation|readme|changelog|unit tests?|tests? only|lint(?:ing)?|format(?:ting)?|comments?|favicon|accessibility statement|privacy notice|cookie (?:banner|notice))\b/i
const undoing = /^\W*(?:roll(?:ed|s|ing)?[ -]?back|revert(?:ed|s)?|undo|back out)\b|\broll(?:ed)?[ -]?back (?:to|of)\b/i
const schema = /^(?:schema)$/

/** Reads what a change touches: settings with their old and new values, the lines of a diff, else what is said. */
export function changeContent(change: {
  readonly kind: string | null
  readonly title: string | null
  readonly content: string | null
}): ChangeContent {
  const text = changedText(change.title, change.content)
  const said = `${change.title ?? ''}\n${change.content ?? ''}`
  const paths = text.paths
  if (undoing.test(change.title ?? '')) return { touches: [], paths, nothing: 'undoes' }
  if (text.inert) return { touches: [], paths, nothing: 'inert' }
  const settings = settingChangesOf(change.title, change.content).flatMap((setting) => settingTouch(setting) ?? [])
  const loop = loopWithCalls(text)
  // Where a setting is shown with its values, words about it say nothing more.
  const ruled = touchesOf(text).filter(({ strength }) => strength > 1 || settings.length === 0 || change.kind !== 'config')
  const onlySaid = ruled.every(({ strength }) => strength === 1)
  if (settings.length === 0 && !loop && onlySaid && cosmetic.test(change.title ?? ''))
    return { touches: [], paths, nothing: 'inert' }
  const found: Touch[] = [...settings, ...(loop ? [loop] : []), ...ruled]
  if (
    change.kind === 'schema' &&
    schema.test(change.kind) &&
    !found.some(({ categories }) => categories.includes('lock-contention'))
  )
    found.push({
      categories: ['lock-contention', 'inefficient-query'],
      reason: 'changes the schema',
      strength: 1,
      old: null,
      new: null
    })
  if (change.kind === 'flag' && settings.length === 0) {
    const isOn = /\b(?:on|enabled?|true|activated?|100 ?%|rolled out)\b/i.test(said)
    found.push({
      categories: isOn ? ['code-defect', 'misconfiguration'] : ['misconfiguration'],
      reason: `switches a path ${isOn ? 'on' : 'or off'}`,
      strength: 1,
      old: null,
      new: null
    })
  }
  if (change.kind === 'job' && !found.some(({ categories }) => categories.includes('batch-interference')))
    found.push({ categories: ['batch-interference'], reason: 'is a run of a job', strength: 2, old: null, new: null })
  // A run of a job is work beside the service's own, whatever it is called.
  if (change.kind === 'job' && !found.some(({ categories }) => categories.includes('batch-interference')))
    found.push({ categories: ['batch-interference'], reason: 'is work of its own', strength: 1, old: null, new: null })
  if (text.isDiff && text.added.length + text.removed.length > 0)
    found.push({
      categories: ['code-defect'],
      reason: 'changes code',
      strength: settings.length > 0 ? 1 : 2,
      old: null,
      new: null
    })
  if (/\b(?:upgrad|bump|updat)\w*\b.{0,60}\b(?:to )?v?\d+\.\d+/i.test(change.title ?? ''))
    found.push({
      categories: ['code-defect'],
      reason: 'brings another version of what it stands on',
      strength: 1,
      old: null,
      new: null
    })
  const touches = found.sort((a, b) => b.strength - a.strength)
  if (touches.length > 0) return { touches, paths, nothing: null }
  return { touches, paths, nothing: (change.content ?? '').trim() === '' ? 'unshown' : 'untouched' }
}

/** Every category that the content can produce, the strongest first. */
export function categoriesOf({ touches }: Pick<ChangeContent, 'touches'>): CauseCategory[] {
  return [...new Set(touches.flatMap(({ categories }) => categories))]
}

/** The strongest touch that can produce the category (any, when none is asked for); null when none can. */
export function touchFor({ touches }: Pick<ChangeContent, 'touches'>, category: CauseCategory | null): Touch | null {
  return touches.find(({ categories }) => category === null || categories.includes(category)) ?? null
}
