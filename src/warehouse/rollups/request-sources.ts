import type { Rollup } from './rollup.ts'

/** Of each source with requests how many, and how many of those name another host in their target, and who asked. */
export const requestSources: Rollup = {
  table: 'request_sources',
  columns: { source_id: 'VARCHAR', requests: 'BIGINT', to_other_hosts: 'BIGINT', with_client: 'BIGINT' },
  async fill(connection) {
    await connection.run(
      `INSERT INTO request_sources SELECT source_id, count(*), count(*) FILTER (contains(target, '://')), count(client)
       FROM requests GROUP BY source_id ORDER BY source_id`
    )
  }
}
