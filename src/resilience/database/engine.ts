import type { Source } from '../../domain/index.ts'

export type Engine = 'postgres' | 'mysql' | 'sqlserver' | 'oracle' | 'mongodb'

const engines: readonly (readonly [Engine, RegExp])[] = [
  ['postgres', /postgres|pg_?log|pgbouncer/i],
  ['mysql', /mysql|mariadb|innodb/i],
  ['sqlserver', /sql ?server|mssql/i],
  ['oracle', /oracle/i],
  ['mongodb', /mongo/i]
]

/** The database's make, as the format of a source that holds statements shows it; null when none does. */
export function engineOf(sources: readonly Source[]): Engine | null {
  const named = sources.map(({ format, formatTitle }) => `${format} ${formatTitle}`)
  return engines.find(([, pattern]) => named.some((name) => pattern.test(name)))?.[0] ?? null
}

/** The tables of a statement's fingerprint: what stands after FROM, JOIN, INTO and UPDATE. */
export function tablesIn(fingerprint: string): string[] {
  const names = [...fingerprint.matchAll(/\b(?:from|join|into|update)\s+["`[]?([a-z_][\w.]*)/gi)].map(([, name]) => name ?? '')
  return [...new Set(names.filter((name) => name !== '' && !/^(select|lateral|only)$/i.test(name)))]
}
