import { pointerPart } from '../statements-in.ts'

export interface Difference {
  readonly where: string
  /** Undefined when there should be nothing. */
  readonly expected: unknown
  readonly found: unknown
}

/**
 * The leaves at which two JSON values differ. Things with an id are compared with their namesakes, so that one that was
 * taken out is named as such and its followers are not all called changed; their order counts too.
 */
export function* differences(expected: unknown, found: unknown, where = ''): Generator<Difference> {
  if (Array.isArray(expected) && Array.isArray(found)) {
    yield* listDifferences(expected, found, where)
  } else if (isObject(expected) && isObject(found)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      yield* differences(expected[key], found[key], `${where}/${pointerPart(key)}`)
    }
  } else if (expected !== found) {
    yield { where, expected, found }
  }
}

function* listDifferences(expected: readonly unknown[], found: readonly unknown[], where: string): Generator<Difference> {
  const keys = keysOf(expected, found)
  if (!keys) {
    for (const [i, element] of expected.entries()) yield* differences(element, found[i], `${where}/${i}`)
    return
  }
  const { wanted, present } = keys
  for (const [i, key] of wanted.entries()) {
    const at = present.indexOf(key)
    if (at < 0) yield { where: `${where}/${i}`, expected: expected[i], found: undefined }
    else yield* differences(expected[i], found[at], `${where}/${at}`)
  }
  for (const [i, key] of present.entries()) {
    if (!wanted.includes(key)) yield { where: `${where}/${i}`, expected: undefined, found: found[i] }
  }
  const order = wanted.filter((key) => present.includes(key))
  const disorder = present.filter((key) => wanted.includes(key))
  if (order.join() !== disorder.join()) {
    yield { where, expected: `in the order ${order.join(', ')}`, found: `in the order ${disorder.join(', ')}` }
  }
}

/** What tells elements apart: their ids; in lists of unequal length without ids all they hold. Null: their places. */
function keysOf(expected: readonly unknown[], found: readonly unknown[]): { wanted: string[]; present: string[] } | null {
  const [wanted, present] = [idsOf(expected), idsOf(found)]
  if (wanted && present) return { wanted, present }
  if (expected.length === found.length) return null
  return { wanted: contentsOf(expected), present: contentsOf(found) }
}

function idsOf(list: readonly unknown[]): string[] | null {
  const ids = list.flatMap((element) => (isObject(element) && typeof element['id'] === 'string' ? [element['id']] : []))
  return ids.length === list.length && new Set(ids).size === ids.length ? ids : null
}

/** The text of each element; a repeated one is told apart by how often it came before. */
function contentsOf(list: readonly unknown[]): string[] {
  const seen = new Map<string, number>()
  return list.map((element) => {
    const text = JSON.stringify(element)
    const times = seen.get(text) ?? 0
    seen.set(text, times + 1)
    return `${text}#${times}`
  })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
