/** What a quantity counts, by its name. */
export type QuantityKind = 'calls' | 'misses' | 'attempts' | 'data'

const kinds: readonly (readonly [QuantityKind, RegExp])[] = [
  ['attempts', /\b(?:attempts?|tries|retry|retries|redeliver\w*|receive count)\b/],
  ['misses', /\b(?:miss(?:es)?|evict\w*|uncached)\b/],
  ['calls', /\b(?:calls?|quer(?:y|ies)|selects?|statements?|fetches|lookups?|round ?trips?|sub ?requests|upstreams)\b/],
  [
    'data',
    /\b(?:vertices|points?|nodes|edges|depth|size|length|len|bytes|kb|mb|items?|elements?|entries|chars|fields|columns|pages|levels|attachments?|lines?|children|members|links|tags|width|height|pixels|documents?|legs?|parts)\b/
  ]
]

/** Null where a name does not say what is counted. `db.queries`, `itemsLoaded` are words written together. */
export function kindOfQuantity(name: string): QuantityKind | null {
  const words = name
    .replaceAll(/[._-]+/g, ' ')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
  return kinds.find(([, pattern]) => pattern.test(words))?.[0] ?? null
}
