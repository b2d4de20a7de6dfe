import { camelApart } from '../domain/index.ts'
/** Words that a name shares with too many changes to mean anything. */
const commonWords = new Set(
  'select from where join left right inner outer group order limit insert update delete into values with have this that then when null true false http https post put patch query table index search service controller request response api get the and for are not was behind over issued by'.split(
    ' '
  )
)

/** Words of four letters and more, camel, snake and path cut apart, plural and singular made one. */
export function namesOf(text: string): string[] {
  const words = camelApart(text)
    .toLowerCase()
    .split(/[^a-z]+/)
  return words.filter((word) => word.length >= 4 && !commonWords.has(word)).map((word) => word.replace(/(?<=[a-z]{3})s$/, ''))
}
