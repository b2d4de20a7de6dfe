import { magnitudeOf, settingChanges } from '../domain/index.ts'
import type { Action } from './language/actions.ts'

interface Deed extends Action {
  readonly text: string
}

const off = /\b(?:off|disabled?|deactivated|false|withdrawn)\b|(?:->|→|\bto)\s*0 ?%/i
const takesBack =
  /\b(?:restor(?:ed?|es|ing)|(?:put|set|changed|switched|moved) back|back to (?:the )?(?:old|previous|earlier|former|before|what)|undone|undo(?:es)?|reinstat\w+|revert\w*|roll\w*[ -]?back|hot-?fix\w*|fix(?:es|ed)?|correct(?:s|ed|ion))\b/i

/**
 * Does a deed take back what was done before it? A roll-back does, and so does a limit that gets the value it had, a flag that is
 * switched off, and what its own words call restored or fixed. A flag that is switched on, or more of a resource, undoes nothing.
 */
export function undoes(one: Deed, earlier: readonly Deed[]): boolean {
  if (one.kind === 'rollback') return true
  if (one.kind === 'raise-limit' || one.kind === 'lower-limit') {
    const other = one.kind === 'raise-limit' ? 'lower-limit' : 'raise-limit'
    const value = magnitudeOf(one.after)
    return (
      takesBack.test(one.text) ||
      (value !== null && earlier.some(({ kind, before }) => kind === other && magnitudeOf(before) === value))
    )
  }
  if (one.kind === 'flag') {
    const to = settingChanges(one.text).at(-1)?.to ?? null
    return to === null ? off.test(one.text) : off.test(`to ${to}${/^0$/.test(to) ? '%' : ''}`)
  }
  return (one.kind === 'deploy' || one.kind === 'config') && takesBack.test(one.text)
}
