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
  if (type === 'ip' || type === 'user') return value
  return value.trim().replaceAll(/\s+/g, ' ').toLowerCase()
}

/** Gives each personal value a pseudonym in order of first appearance; spellings of one value share theirs. */
export function createPseudonyms(): { add(data: readonly PersonalDatum[]): void; all(): readonly Pseudonym[] } {
  const found = new Map<PersonalDataType, Map<string, Pseudonym>>()
  const names = new Map<string, string>()
  const counts = new Map<PersonalDataType, number>()
  const order: Pseudonym[] = []
  function nameOf(datum: PersonalDatum): string {
    const key = `${datum.type} ${canonical(datum)}`
    const known = names.get(key)
    if (known !== undefined) return known
    const count = (counts.get(datum.type) ?? 0) + 1
    counts.set(datum.type, count)
    const pseudonym = `${stem(datum.type)}-${count}`
    names.set(Buffer.from(key).toString(), pseudonym)
    return pseudonym
  }
  return {
    add(data) {
      for (const datum of data) {
        const ofType = found.get(datum.type) ?? new Map<string, Pseudonym>()
        found.set(datum.type, ofType)
        if (ofType.has(datum.value)) continue
        // A copy: a part of a line would keep the whole text that it was read from in memory.
        const value = Buffer.from(datum.value).toString()
        const made = { type: datum.type, value, pseudonym: nameOf(datum) }
        ofType.set(value, made)
        order.push(made)
      }
    },
    all: () => order
  }
}
