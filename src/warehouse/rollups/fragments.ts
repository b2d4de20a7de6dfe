/**
 * Fragments of words: four letters in a row, small or large alike, a word's begin and end standing for a letter. A line that
 * holds a word holds all its fragments, so lines without one of them need not be searched for the word. A fragment is a
 * number, and there are half a million of them at most, however many lines.
 */
const kinds = 27 ** 4

/** Gathers the fragments of texts. */
export interface Fragments {
  add(text: string): void
  all(): number[]
}

export function createFragments(): Fragments {
  const seen = new Uint8Array(kinds)
  return {
    add(text) {
      let code = 0
      // Before a word's begin there is none to be told apart, and one letter is no fragment.
      let length = 0
      for (let index = 0; index <= text.length; index += 1) {
        const letter = index < text.length ? letterOf(text.charCodeAt(index)) : 0
        if (letter === 0 && length === 0) continue
        if (length === 0) {
          code = 0
          length = 1
        }
        code = (code * 27 + letter) % kinds
        length += 1
        if (length >= 4) seen[code] = 1
        if (letter === 0) length = 0
      }
    },
    all() {
      const found: number[] = []
      for (let code = seen.indexOf(1); code >= 0; code = seen.indexOf(1, code + 1)) found.push(code)
      return found
    }
  }
}

/** 1 to 26, and 0 for what is no letter. Two letters outside ASCII are small or large forms of ASCII ones to regular expressions. */
function letterOf(code: number): number {
  if (code >= 97 && code <= 122) return code - 96
  if (code >= 65 && code <= 90) return code - 64
  if (code === 0x17f) return 19
  return code === 0x212a ? 11 : 0
}

const word = /^(\\b)?([A-Za-z]+)(\\b)?$/

/** Every line that holds the word has these; none for a word too short. `\b` before or after: it begins or ends there. */
export function fragmentsOfWord(text: string): number[] {
  const [, begins, letters = '', ends] = word.exec(text) ?? []
  const codes = Array.from(letters, (letter) => letterOf(letter.charCodeAt(0)))
  const padded = [...(begins === undefined ? [] : [0]), ...codes, ...(ends === undefined ? [] : [0])]
  return padded.slice(3).map((_, at) => padded.slice(at, at + 4).reduce((code, letter) => code * 27 + letter, 0))
}

const plainPattern = /^(?:\(\?i\))?([\w ,:;=/<>@#%&!~'"-]+(?:\|[\w ,:;=/<>@#%&!~'"-]+)*)$/

/**
 * What a line must hold that a regular expression matches: one of these lists of fragments, whole. Null when that cannot be
 * told, because the expression is more than texts between bars, or one of those is too short.
 */
export function fragmentsOfPattern(pattern: string): number[][] | null {
  const texts = plainPattern.exec(pattern)?.[1]?.split('|')
  const found = texts?.map((text) =>
    [...text.matchAll(/[A-Za-z]+/g)].flatMap(({ 0: letters, index }) =>
      fragmentsOfWord(`${index > 0 ? '\\b' : ''}${letters}${index + letters.length < text.length ? '\\b' : ''}`)
    )
  )
  return found === undefined || found.some(({ length }) => length === 0) ? null : found
}
