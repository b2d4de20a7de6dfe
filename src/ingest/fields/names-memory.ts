/** Most that are kept for each count of names. */
const most = 8

/**
 * Remembers what was made of lists of names: the records of a file have the same names, in the same order, again and again.
 */
export function createNamesMemory<T>(make: (names: readonly string[]) => T): (names: readonly string[]) => T {
  const known = new Map<number, { readonly names: readonly string[]; readonly made: T }[]>()
  return (names) => {
    const alike = known.get(names.length) ?? []
    for (const one of alike) if (isSame(one.names, names)) return one.made
    const made = make(names)
    known.set(names.length, [{ names, made }, ...alike.slice(0, most - 1)])
    return made
  }
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false
  return true
}
