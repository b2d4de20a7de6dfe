import { levelPattern } from '../fields/level.ts'
import { isLevelWord } from '../roles/index.ts'

/** Where in the messages of a log the service stands that speaks, and where its instance. */
export interface SpeakerPlace {
  readonly service: number
  readonly instance: number | null
  /** So many words before the message proper. */
  readonly words: number
}

const mostPlaces = 3
const most = 40
const oneOf =
  /^(?:web|api|app|gateway|gw|db|portal|shop|frontend|backend|front|back|edge|proxy|nginx|worker|scheduler|auth|mail|site|bff|admin)$/
/** A name of a service or of an instance: lower-case words set apart by strokes, or a word and a number. */
const composed = /^\[?[a-z][a-z0-9]*(?:[-_][a-z0-9]+)+[\]:]?$|^\[?[a-z]{2,}\d{1,3}[\]:]?$/
const pair = /^\[?(?<service>[a-z][\w-]*)\/(?<instance>[a-z][\w.-]*)[\]:]?$/

const levelled = new RegExp(`^\\[?(?:${levelPattern})\\]?:?\\s+(?=\\S)`)

const isSpeaker = (word: string): boolean => composed.test(word) || oneOf.test(word.replace(/:$/, '')) || pair.test(word)

/**
 * Logs of several services in one file name the one that speaks in the same place of each line. It is told by the values there: few
 * names for many lines, each made as services and pods are named. Null where no place has such names.
 */
export function speakerPlaceOf(messages: readonly string[]): SpeakerPlace | null {
  if (messages.length < 20) return null
  const lines = messages.map((message) => message.split(/\s+/, mostPlaces + 1))
  const found: { readonly place: number; readonly distinct: number }[] = []
  let place = 0
  for (; place < mostPlaces; place += 1) {
    const words = lines.flatMap((line) => line[place] ?? [])
    if (words.length < 0.95 * lines.length) break
    if (words.filter((word) => isLevelWord(word)).length > 0.95 * words.length) continue
    const distinct = new Set(words).size
    const isNamed = words.filter(isSpeaker).length >= 0.98 * words.length && words.some((word) => !oneOf.test(word))
    if (!isNamed || distinct > Math.min(most, words.length / 8)) break
    found.push({ place, distinct })
  }
  const [first, second] = found
  if (first === undefined) return null
  const words = Math.max(...found.map((one) => one.place)) + 1
  if (second === undefined) return { service: first.place, instance: null, words }
  const [coarse, fine] = first.distinct < second.distinct ? [first, second] : [second, first]
  return { service: coarse.place, instance: fine.place, words }
}

/** Who speaks, and what; null for a line that is made otherwise. */
export function spokenBy(
  message: string,
  { service, instance, words }: SpeakerPlace
): { readonly entity: string; readonly instance: string | null; readonly message: string } | null {
  const parts = message.split(/\s+/, words)
  const name = plain(parts[service])
  if (parts.length < words || name === null) return null
  const both = pair.exec(name)?.groups
  let rest = message
  for (const _ of parts) rest = rest.replace(/^\S+\s*/, '')
  return {
    entity: both?.['service'] ?? name,
    instance: both?.['instance'] ?? (instance === null ? null : plain(parts[instance])),
    message: rest === '' ? message : rest.replace(levelled, '')
  }
}

const plain = (word: string | undefined): string | null =>
  word === undefined || !isSpeaker(word) ? null : word.replaceAll(/^\[|[\]:]+$/g, '')
