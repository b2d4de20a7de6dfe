import type { PersonalDataType } from '../../domain/index.ts'
import type { PersonalDatum } from '../../ingest/index.ts'

export interface Pseudonym {
  readonly type: PersonalDataType
  readonly value: string
  readonly pseudonym: string
}

/** `person-1` reads better than `name-1`. */
const stem = (type: PersonalDataType): string => (type === 'name' ? 'person' : type)

/** What is the same datum however it is written: case in addresses of mail, blanks and punctuation in numbers. */
function canonical({ type, value }: PersonalDatum): string {
  if (type === 'phone' || type === 'card' || type === 'bank-account') return value.replaceAll(/[^\d+]/g, '')
  if (type === 'postcode' || type === 'national-insurance') return value.replaceAll(/\s/g, '').toUpperCase()
  if (isWrittenAlike(type)) return value
  return value.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

const isWrittenAlike = (type: PersonalDataType): boolean => type === 'ip' || type === 'user'

/** The personal values of a type. */
interface Known {
  readonly values: Set<string>
  /** By what is the same in all spellings of a value. */
  readonly names: Map<string, string>
  count: number
}

/** Gives each personal value a pseudonym in order of first appearance; spellings of one value share theirs. */
export function createPseudonyms(): { add(data: readonly PersonalDatum[]): void; all(): readonly Pseudonym[] } {
  const found = new Map<PersonalDataType, Known>()
  const order: Pseudonym[] = []
  function nameOf(datum: PersonalDatum, known: Known): string {
    const key = canonical(datum)
    const before = known.names.get(key)
    if (before !== undefined) return before
    known.count += 1
    const pseudonym = `${stem(datum.type)}-${known.count}`
    // What is always written alike needs no second map.
    if (!isWrittenAlike(datum.type)) known.names.set(Buffer.from(key).toString(), pseudonym)
    return pseudonym
  }
  return {
    add(data) {
      for (const datum of data) {
        const known = found.get(datum.type) ?? { values: new Set(), names: new Map(), count: 0 }
        found.set(datum.type, known)
        if (known.values.has(datum.value)) continue
        // A copy: a part of a line would keep the whole text that it was read from in memory.
        const value = Buffer.from(datum.value).toString()
        known.values.add(value)
        order.push({ type: datum.type, value, pseudonym: nameOf(datum, known) })
      }
    },
    all: () => order
  }
}
