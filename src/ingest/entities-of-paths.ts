import { seriesRoleOf } from '../domain/index.ts'
import { grouped } from '../foundation/index.ts'
import { labelOfPath } from './label-of-path.ts'

/** Which part of the system each file is about, when several files of one layout tell it by what differs in their paths. */
export function entitiesOfPaths(
  files: readonly { readonly path: string; readonly format: string; readonly layout?: string }[]
): Map<string, string> {
  const entities = new Map<string, string>()
  for (const group of grouped(files, ({ format, layout = '' }) => `${format}\n${layout}`).values()) {
    if (group.length < 2 || !instanceFormats.has(group[0]?.format ?? '')) continue
    const labels = group.map(({ path }) => ({ path, label: labelOfPath(path) }))
    const stems = grouped(labels, ({ label }) => label.replaceAll(/[-_.]?\d+$/g, ''))
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
    if (entities.size === 0 || !group.some(({ path }) => entities.has(path)))
      for (const [path, name] of namesApart(labels)) entities.set(path, name)
  }
  return entities
}

/** Words of file names that say what is in a file, and not of what part of the system. */
const plainWords =
  /^(?:access|error|errors|debug|info|warn|trace|app|application|servers?|services?|system|main|messages|syslog|output|stdout|stderr|log|logs|metrics?|stats|trace[s]?|spans?|events?|requests?|before|after|during|baseline|normal|healthy|incident|old|new|prev|previous|current|archive|backup|part|all|full|sample|export|data|\d+|am|pm)$/i

/** `orders.log` and `billing.log`, `cart_metrics.csv` and `pay_metrics.csv`: what is left when the words they share are gone. */
function namesApart(labels: readonly { readonly path: string; readonly label: string }[]): Map<string, string> {
  const words = labels.map(({ label }) => label.split(/[-_. ]+/))
  const isShared = (word: string): boolean => words.every((own) => own.includes(word))
  const names = labels.map(({ path, label }, index) => {
    const own = words[index] ?? []
    const from = own.findIndex((word) => !isShared(word) && !plainWords.test(word))
    const to = own.findLastIndex((word) => !isShared(word) && !plainWords.test(word))
    return [path, from < 0 ? '' : partOf(label, from, to)] as const
  })
  const distinct = new Set(names.map(([, name]) => name))
  const isTelling =
    distinct.size === names.length && !distinct.has('') && names.every(([, name]) => seriesRoleOf(name) === 'other')
  return new Map(isTelling ? names : [])
}

/** The words `from` … `to` of a label, with what stands between them. */
function partOf(label: string, from: number, to: number): string {
  return label
    .split(/([-_. ]+)/)
    .slice(from * 2, to * 2 + 1)
    .join('')
}

/** Formats of which each instance of a service writes its own file. */
const instanceFormats = {
  has: (format: string): boolean =>
    !/json$|csv$|^(?:posts|markdown|brief|untimed|tickets|changes|git|unified|mbox|labelled)/.test(format) ||
    format === 'json-lines' ||
    format === 'metrics-csv'
}
