import type { Fields } from '../fields/fields.ts'

/** A part of a stream of messages, under the name of who reads it: `billing-3`. Null where no part is named. */
export function partOfStream(fields: Fields): string | null {
  if (!fields.has(['partition'])) return null
  const stream = fields.text(['consumer_group', 'group_id', 'group', 'topic', 'subscription'])
  return stream === null ? null : `${stream}-${fields.text(['partition']) ?? ''}`
}
