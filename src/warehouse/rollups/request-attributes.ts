import type { Rollup } from './rollup.ts'

/** A source whose requests have no more different attributes than these is told of. */
const most = 100

/**
 * The attributes that the requests of a source have, each once, and how many requests have them; of sources with many different
 * ones nothing. What all requests of a large log share is then searched once.
 */
export const requestAttributes: Rollup = {
  table: 'request_attributes',
  columns: { source_id: 'VARCHAR', attributes: 'JSON', requests: 'BIGINT' },
  async fill(connection) {
    await connection.run(
      `INSERT INTO request_attributes
       SELECT source_id, attributes, count(*) FROM requests WHERE source_id IN (
         SELECT source_id FROM requests GROUP BY source_id HAVING approx_count_distinct(attributes::VARCHAR) <= ${most})
       GROUP BY source_id, attributes ORDER BY source_id, attributes::VARCHAR`
    )
  }
}
