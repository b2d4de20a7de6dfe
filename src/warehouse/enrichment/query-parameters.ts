/** The query string of a request's target as name → value, decoded; a repeated name keeps its values, joined by commas. Null when there is none. */
export function queryParametersOf(target: string): Record<string, string> | null {
  const start = target.indexOf('?')
  if (start < 0) return null
  const query = target.slice(start + 1).split('#', 1)[0] ?? ''
  const found = new Map<string, string>()
  // Broken percent escapes stay as they are: URLSearchParams never throws.
  for (const [name, value] of new URLSearchParams(query)) {
    if (name === '') continue
    const before = found.get(name)
    found.set(name, before === undefined ? value : `${before},${value}`)
  }
  return found.size === 0 ? null : Object.fromEntries(found)
}
