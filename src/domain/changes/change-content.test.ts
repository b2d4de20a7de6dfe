import { describe, expect, it } from 'vitest'
import { CauseCategory } from '../taxonomy.ts'
import { categoriesOf, changeContent, touchFor } from './change-content.ts'

const content = (title: string, text: string | null = null, kind = 'commit') => changeContent({ kind, title, content: text })

describe('what a change contains', () => {
  it('what is only logged is as it was', () => {
    const release = (text: string) => categoriesOf(content('desk 4.2 rolled out', text, 'deploy'))
    expect(release('3fa9c10 desk: other dns servers')).toContain('network-fault')
    expect(release('3fa9c10 desk: log dns and connect of calls')).not.toContain('network-fault')
  })

  it('a cache that may hold more is bounded still: less likely a leak than a map that holds all', () => {
    const strengthOf = (diff: string) => touchFor(content('Tidy', diff), 'memory-leak')?.strength ?? 0
    expect(strengthOf('@@ -0,0 +1 @@\n+private val seen = ConcurrentHashMap<String, Entry>()')).toBeGreaterThan(
      strengthOf('-cache.maxEntries: 300\n+cache.maxEntries: 900')
    )
  })

  it.each([
    ['what a container asks for', ' resources:\n   requests:\n-    memory: 400Mi\n+    memory: 480Mi'],
    ['fewer rows that one may ask for', '-const MAX_PAGE = 500\n+const MAX_PAGE = 120']
  ])('%s harms nobody by its setting', (_, diff) => {
    expect(categoriesOf(content('Tidy', diff))).not.toContain('misconfiguration')
  })

  it('is no setting where a release says from which version it comes', () => {
    expect(content('Deploy of feed-server', 'feed-server: 3.1.4 -> 3.2.0', 'deploy').touches).toEqual([])
  })

  it.each([
    ['lowered pool', 'Tune pool', '-pool.max-size: 40\n+pool.max-size: 8', 'misconfiguration', 'lowers pool.max-size'],
    [
      'rate by another unit',
      'One style',
      ' domain: edge\n rate_limit:\n-  unit: second\n+  unit: minute\n   requests_per_unit: 40',
      'misconfiguration',
      'lowers rate_limit, a rate limit'
    ],
    ['rate in one word', 'Tidy', '-limit_req_zone rate: 5r/s\n+limit_req_zone rate: 5r/m', 'misconfiguration', 'lowers'],
    ['bare setting', 'checkout.timeout_ms', '30000 → 300', 'misconfiguration', 'lowers checkout.timeout_ms, a time-out'],
    [
      'time-out without its unit',
      'One unit',
      '-readTimeout: 2.5s\n+readTimeout: 250',
      'misconfiguration',
      'lowers readTimeout, a time-out'
    ],
    [
      'renamed setting',
      'One scheme',
      '-WORKER_POOL: "16"\n+WORKER_POOL_SIZE: "16"',
      'misconfiguration',
      'takes away WORKER_POOL, which was 16'
    ],
    ['shorter for its unit', 'One unit', '-cache_ttl: 90 # h\n+cache_ttl: 90 # s', 'quota-exhaustion', 'lowers cache_ttl'],
    [
      'pattern that backtracks',
      'Allow spaces',
      '@@ -1 +1 @@\n-const NAME = /^[a-z ]+$/\n+const NAME = /^(?:[a-z]+[ ()-]*)+$/',
      'code-defect',
      'may compute for long'
    ],
    [
      'no more cleaning',
      'Own build',
      'removed packages: common (incl. /etc/cron.d/x, /usr/lib/x/tmpclean)',
      'resource-leak',
      'no longer removes'
    ],
    ['no rotation', 'logrotate disabled on the new image', null, 'resource-leak', 'no longer removes'],
    ['paused purge', 'purge of old drafts paused until the audit is over', null, 'resource-leak', 'no longer removes'],
    ['no retention', 'Keep all', '-retention_days: 14\n+audit: full', 'resource-leak', 'no longer removes'],
    ['no sweeper', 'Simplify', '@@ -1 +0 @@\n-  sweepTemporaryFiles(dir);', 'resource-leak', 'no longer removes'],
    ['more retries', 'Be resilient', 'http.retry.max-attempts: 2 -> 9', 'retry-storm', 'raises'],
    ['shorter ttl', 'Fresher prices', '-cache.ttl = 3600\n+cache.ttl = 1', 'cache-failure', 'lowers cache.ttl'],
    [
      'key of other parts',
      'One name for all',
      '@@ -1 +1 @@\n-  key = `list:${day}:${place}`\n+  key = `${house}:list:${day}:${place}`',
      'cache-failure',
      'keyed by'
    ],
    ['mailing', 'Reminders of the summer fee', '18,300 e-mails', 'demand-surge', 'calls many people'],
    ['page', 'Link to the sale on the home page', null, 'demand-surge', 'calls many people'],
    ['resolvers', 'Other name servers for the hosts', null, 'network-fault', 'names, routes'],
    ['flag on', 'new-search', 'off → on', 'inefficient-query', 'switches'],
    ['index dropped', 'Tidy schema', '@@ -1 +1 @@\n+DROP INDEX ix_orders_day;', 'inefficient-query', 'drops an index'],
    [
      'row limit gone',
      'List all',
      '@@ -1,2 +1,1 @@\n-  q.order("day").limit(50)\n+  q.order("day")',
      'inefficient-query',
      'takes away a limit on rows'
    ],
    [
      'loop',
      'Show badges',
      '@@ -3 +3,3 @@\n+for (const order of orders) {\n+  order.badge = await badgeRepository.findById(order.id)\n+}',
      'query-amplification',
      'adds a loop with calls in it'
    ],
    [
      'no close',
      'Simplify export',
      '@@ -1,4 +1,3 @@\n-} finally {\n-  connection.close();\n+}',
      'resource-leak',
      'no longer gives back what it takes'
    ],
    ['job that locks', 'Tariff run moved', 'schedule: 2 -> 9; transaction: single', 'lock-contention', 'holds a transaction'],
    ['job', 'Nightly reconciliation moved to 14:00', null, 'batch-interference', 'is or schedules a job']
  ])('%s', (_, title, text, category, reason) => {
    const found = content(title, text, title === 'new-search' ? 'flag' : 'commit')
    expect(categoriesOf(found)).toContain(category)
    expect(touchFor(found, CauseCategory.parse(category))?.reason).toContain(reason)
  })

  it('keeps old and new value of a setting', () => {
    expect(touchFor(content('x', '-pool.max-size: 40\n+pool.max-size: 8'), 'misconfiguration')).toMatchObject({
      old: '40',
      new: '8',
      strength: 3
    })
  })

  it.each([
    [
      'footer',
      'Update footer',
      '--- a/web/footer.html\n+++ b/web/footer.html\n@@ -1 +1 @@\n-<p>© 2030</p>\n+<p>© 2031</p>',
      'inert'
    ],
    [
      'documents',
      'Describe the cache',
      '--- a/docs/cache.md\n+++ b/docs/cache.md\n@@ -1 +1 @@\n+The cache ttl is 5 s and we retry.',
      'inert'
    ],
    [
      'tests',
      'More cases',
      '--- a/src/orders.test.ts\n+++ b/src/orders.test.ts\n@@ -1 +1 @@\n+for (const o of orders) await repo.find(o)',
      'inert'
    ],
    ['logging', 'Log more', '@@ -1 +1 @@\n+  log.info("retry of query done")', 'inert'],
    ['title of the eye', 'Fix typo in search results label', null, 'inert'],
    ['rollback', 'Rollback to release 87', '-pool.max-size: 8\n+pool.max-size: 40', 'undoes'],
    ['campaign of a shop', 'Field campaign_id shown in the list of orders', null, 'unshown'],
    ['letters of a font', 'Letters of the heading are larger', null, 'unshown'],
    ['bare release', 'Release 4.2.1', null, 'unshown']
  ])('%s can produce nothing', (_, title, text, nothing) => {
    expect(content(title, text)).toMatchObject({ touches: [], nothing })
  })

  it('takes release notes for prose and not for a diff', () => {
    const notes = changeContent({
      kind: 'deploy',
      title: 'Release 9',
      content: '- Fixed typo\n- Retries with back-off for the postcode lookup'
    })
    expect(categoriesOf(notes)).toContain('retry-storm')
    expect(categoriesOf(notes)).not.toContain('code-defect')
  })

  it('leaks where what is counted apart has no end of values, and not where it has a few', () => {
    const patch = (labels: string) =>
      `  one clock for all\n  - timer.labels(route).observe(d)\n  + timer.labels(${labels}).observe(d)`
    expect(categoriesOf(content('Finer clocks', patch('route, visitorId')))).toContain('memory-leak')
    expect(categoriesOf(content('Finer clocks', patch('route, status, method')))).not.toContain('memory-leak')
  })

  it('reads a diff that stands indented below its commit, and no list of notes as one', () => {
    const indented = '    Keep longer\n    -  store.expireAt(key, spread(now))\n    +  store.expireAt(key, endOfDay)'
    expect(categoriesOf(content('Keep longer', indented))).toContain('cache-failure')
    expect(categoriesOf(content('Notes', '  - Fixed the printing of labels\n  - Better words'))).toEqual([])
  })

  it('lets a job that ran interfere, whatever its name, and does not take a sync for a lock', () => {
    expect(categoriesOf(content('Layers synchronised', '198 layers', 'job'))).toEqual(['batch-interference'])
  })

  it('takes a text for the blind for no code', () => {
    expect(content('Texts for maps', '+alt="Map of the site"').nothing).toBe('inert')
  })

  it('does not hold a raised pool against anybody', () => {
    expect(categoriesOf(content('pool', 'pool.max-size: 10 -> 20', 'config'))).not.toContain('misconfiguration')
  })
})

describe('a change of the way between machines', () => {
  it.each([['Site B uplink moved from leased line to a tunnel'], ['mss clamp on vpn7'], ['carrier link re-routed']])(
    '%s touches the network',
    (title) => {
      expect(categoriesOf(content(title, null, 'infrastructure'))).toContain('network-fault')
    }
  )

  it.each([['Track link of the parcel page in bold'], ['New route for invoices']])('%s does not', (title) => {
    expect(categoriesOf(content(title))).not.toContain('network-fault')
  })
})
