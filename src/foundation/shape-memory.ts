/** What was made of texts, kept for all texts of the same shape: those that differ only in which digits (0–9) they hold. */
export interface ShapeMemory<T> {
  /** What is kept for the text's shape; undefined when nothing is. */
  recall(text: string): T | undefined
  /** Keeps a value for the text's shape, and returns it. Very long texts are not kept. */
  keep(text: string, value: T): T
}

interface Slot<T> {
  readonly text: string
  readonly value: T
}

const longest = 2000

/**
 * A memory of bounded size: log lines come again and again with other numbers in the same places. A shape takes the place of
 * another with the same hash, so that what is seen often stays. What is kept must not depend on which digits a text holds.
 * @param slots a power of two
 */
export function createShapeMemory<T>(slots = 1 << 14): ShapeMemory<T> {
  const kept: (Slot<T> | undefined)[] = Array.from({ length: slots })
  return {
    recall(text) {
      if (text.length > longest) return undefined
      const slot = kept[hashOf(text) & (slots - 1)]
      return slot !== undefined && isSameShape(slot.text, text) ? slot.value : undefined
    },
    keep(text, value) {
      // A copy: a part of a line would keep the whole text that it was read from in memory.
      if (text.length <= longest) kept[hashOf(text) & (slots - 1)] = { text: Buffer.from(text).toString(), value }
      return value
    }
  }
}

/** FNV-1a over the characters, all digits as one. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5 ^ text.length
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    hash = Math.imul(hash ^ (isDigit(code) ? 48 : code), 0x01_00_01_93)
  }
  return hash ^ (hash >>> 15)
}

function isSameShape(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  for (let index = 0; index < one.length; index += 1) {
    const a = one.charCodeAt(index)
    const b = other.charCodeAt(index)
    if (a !== b && !(isDigit(a) && isDigit(b))) return false
  }
  return true
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
