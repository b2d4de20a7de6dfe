import type { CacheContent } from '../inquest.ts'
import { table } from './wrap.ts'

/** What the cache holds, for a person. */
export function cacheText({ folder, entries }: CacheContent, width: number): string {
  if (entries.length === 0) return `Nothing is kept in ${folder}.`
  const total = entries.reduce((sum, { bytes }) => sum + bytes, 0)
  const rows = entries.map(({ name, key, bytes, usedAt }) => [
    name,
    key.slice(0, 12),
    megabytes(bytes),
    usedAt.slice(0, 16).replace('T', ' ')
  ])
  return `${table(['INCIDENT', 'KEY', 'SIZE', 'LAST USED (UTC)'], rows, width)}\n${megabytes(total)} in ${folder}`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
