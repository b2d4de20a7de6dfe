/** Parts of one country that give their clocks a name. */
const parts: readonly (readonly [string, string])[] = [
  ['Pacific', 'America/Los_Angeles'],
  ['Mountain', 'America/Denver'],
  ['Central', 'America/Chicago'],
  ['Eastern', 'America/New_York']
]

const places: ReadonlyMap<string, string> = new Map([
  ...parts,
  ...Intl.supportedValuesOf('timeZone').flatMap((name) => {
    const city = /^(?:Africa|America|Asia|Australia|Europe)\/([A-Z][A-Za-z_]{3,})$/.exec(name)?.[1]
    return city === undefined ? [] : [[city.replaceAll('_', ' '), name] as const]
  })
])

const name = String.raw`(?<NAME>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2})`
const said = [
  /** `Chicago time`, `Pacific time`: the last words before it. */
  new RegExp(`${name.replace('NAME', 'before')}(?: local| standard| daylight)? times?(?![\\p{L}-])`, 'gu'),
  /** `local time Zurich`, `browser time of Chicago`, `times in Oslo`. */
  new RegExp(`(?<!\\p{L})[Tt]imes?(?: of| in| is| are|:)* ${name.replace('NAME', 'behind')}`, 'gu')
]

/** The column of times may bear the bare name of a place: `Oslo,requests,errors`. */
const firstColumn = /^"?(\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,2})"?[,;|\t]/u

/** The zone of a place after whose clocks times are called; null where none is called so, or several are. */
export function zoneOfPlace(text: string): string | null {
  const column = firstColumn.exec(text)?.[1]
  const clock = column === undefined || zoneOfPart(column) !== null ? undefined : places.get(column)
  if (clock !== undefined) return clock
  const found = new Set(
    said.flatMap((pattern) =>
      [...text.matchAll(pattern)].flatMap(({ groups }) => {
        const words = (groups?.['before'] ?? groups?.['behind'] ?? '').split(' ')
        const tries = words.map((_, i) => (groups?.['before'] === undefined ? words.slice(0, words.length - i) : words.slice(i)))
        return tries.map((some) => places.get(some.join(' '))).find((zone) => zone !== undefined) ?? []
      })
    )
  )
  const [only, ...others] = found
  return only !== undefined && others.length === 0 ? only : null
}

/** The zone of a part of a country by its bare name, as the head of a column has it: `when (Pacific)`. */
export function zoneOfPart(bare: string): string | null {
  return parts.find(([part]) => part.toLowerCase() === bare.toLowerCase())?.[1] ?? null
}
