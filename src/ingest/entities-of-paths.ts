/** Which part of the system each file is about, when several files of one format tell it by what differs in their paths. */
export function entitiesOfPaths(files: readonly { readonly path: string; readonly format: string }[]): Map<string, string> {
  const entities = new Map<string, string>()
  const byFormat = groupBy(files, ({ format }) => format)
  for (const [format, group] of byFormat) {
    if (group.length < 2 || !instanceFormats.has(format)) continue
    const labels = group.map(({ path }) => ({ path, label: labelOf(path) }))
    const stems = groupBy(labels, ({ label }) => label.replaceAll(/[-_.]?\d+$/g, ''))
    for (const [stem, alike] of stems) {
      const isNumbered =
        alike.length > 1 &&
        alike.some(({ label }) => label !== stem) &&
        new Set(alike.map(({ label }) => label)).size === alike.length
      if (isNumbered) for (const { path, label } of alike) entities.set(path, label)
    }
    const folders = new Map(group.map(({ path }) => [path, path.split('/').at(-2) ?? '']))
    const sameNames = new Set(labels.map(({ label }) => label)).size === 1
    if (sameNames && new Set(folders.values()).size === group.length)
      for (const [path, folder] of folders) entities.set(path, folder)
  }
  return entities
}

/** Formats of which each instance of a service writes its own file. */
const instanceFormats = {
  has: (format: string): boolean =>
    !/json$|csv$|^(?:posts|markdown|brief|untimed|tickets)/.test(format) || format === 'json-lines' || format === 'metrics-csv'
}

/** A file's name without directories, endings and dates of rotation. */
function labelOf(path: string): string {
  const name = path.split('/').at(-1) ?? path
  return name
    .replaceAll(/[._-]?(?:19|20)\d\d-?\d\d-?\d\d(?:T?\d{2,6})?/g, '')
    .replace(/(?:\.(?:log|txt|out|err|csv|json|jsonl|ndjson|gz|access|error))+(?:\.\d+)?(?:\.gz)?$/i, '')
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
