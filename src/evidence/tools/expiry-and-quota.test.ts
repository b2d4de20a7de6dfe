import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../domain/index.ts'
import { expiryLine, expiryMs } from '../language/expiry-lines.ts'
import { at, madeIncident, metricsCsv, wobble } from '../testing/made-incident.ts'

const window = { from: at('08:30'), to: at('09:30') }
const day = '2031-05-06'

describe('a line', () => {
  it.each([
    [
      'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2031-05-06T09:00:01Z is after 2031-05-06T09:00:00Z',
      'certificate-expired',
      '2031-05-06T09:00:00Z'
    ],
    ['SSLHandshakeException: PKIX path building failed: unable to find valid certification path', 'tls-failed', null],
    ['curl: (60) SSL certificate problem: certificate has expired', 'certificate-expired', null],
    [
      'java.security.cert.CertificateExpiredException: NotAfter: Tue May 06 09:00:00 UTC 2031',
      'certificate-expired',
      'Tue May 06 09:00:00 UTC 2031'
    ],
    ['ERROR: could not extend file "base/1": No space left on device', 'disk-full', null],
    ['FATAL: remaining connection slots are reserved for superusers', 'connections-used-up', null],
    ['Access token has expired for client portal', 'token-expired', null],
    ['nextval: reached maximum value of sequence "orders_id_seq" (2147483647)', 'numbers-used-up', null],
    ['accept: too many open files', 'file-handles-used-up', null],
    ['Postcode service responded with 429 Too Many Requests', 'rate-limited', null],
    ['Daily limit of 10000 messages reached', 'quota-used-up', null],
    ['geocode vendor=atlas HTTP 429 {"detail":"plan used up, renews 00:00 UTC"}', 'quota-used-up', null],
    ['ingress[4]: client 10.1.1.1 tls: verify error:num=10 depth 0', 'certificate-expired', null],
    ['schannel: CERT_E_EXPIRED while connecting', 'certificate-expired', null],
    ['The remote endpoint sent a fatal alert. The alert code is 45.', 'certificate-expired', null],
    ['TLS: a fatal alert was received, alert code is 40', 'tls-failed', null],
    ['Licence for 500 users exceeded', 'licence', null]
  ])('%j is %s', (text, kind, date) => {
    expect(expiryLine(text)).toMatchObject({ kind, date })
  })

  it.each([
    'Certificate for a.example renewed, expires 2032-01-01',
    'Session expired for user 7',
    'TLS handshake completed',
    'Order 429 stored',
    'Phone number verified with code 10',
    'Cache: 12 expired keys removed'
  ])('%j is none', (text) => {
    expect(expiryLine(text)).toBeNull()
  })

  it('announces what is still ahead', () => {
    expect(expiryLine('certificate for pay.example.net will expire in 3 days')).toMatchObject({
      ahead: true,
      subject: 'pay.example.net'
    })
  })

  it('writes its date in one of many ways', () => {
    const expected = Date.parse('2031-05-06T09:00:00Z')
    for (const text of [
      '2031-05-06T09:00:00Z',
      '2031-05-06 09:00:00 UTC',
      '2031-05-06 09:00:00',
      'Tue May 06 09:00:00 UTC 2031',
      '2031-05-06T10:00:00+01:00'
    ])
      expect(expiryMs(text)).toBe(expected)
  })
})

describe('things that come to an end', () => {
  it('by date: the first failure lies at the stated expiry and at the hour', async () => {
    const lines = Array.from({ length: 60 }, (_, k) => {
      const clock = `${day} 09:${String(Math.floor(k / 2)).padStart(2, '0')}:${k % 2 === 0 ? '04' : '34'}.000`
      return `${clock} ERROR [x] c.e.Api - Call to https://id.example.net/token failed: x509: certificate has expired or is not yet valid: current time is after 2031-05-06T09:00:00Z`
    })
    await using incident = await madeIncident({
      'app.log': [`${day} 08:00:00.000 INFO  [x] c.e.Api - started`, ...lines].join('\n')
    })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({
      first_kind: 'certificate-expired',
      first_at: at('09:00:04'),
      first_is_new: true,
      top_subject: 'id.example.net',
      stated_expiry: at('09:00'),
      begins_at_stated_expiry: true,
      boundary: 'hour',
      boundary_seconds: 4,
      certificate_expired: 60
    })
  })

  it('by growth: a disk that fills reaches its end when the line says, and the log says so', async () => {
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('06:00', 170, {
        disk_used_percent: (minute) => 40 + minute * 0.45 * wobble(minute, 0.01),
        memory_used_percent: (minute) => 50 * wobble(minute)
      }),
      'db.log': `${day} 08:20:00.000 UTC [1] LOG:  checkpoint complete\n${day} 08:49:10.000 UTC [7] ERROR:  could not write to file "a": No space left on device`
    })
    const evidence = await incident.ask('expiry_and_quota', { window })
    expect(evidence.facts).toMatchObject({
      growing_series: 1,
      limit_series: 'disk_used_percent',
      limit_value: 100,
      disk_full: 1,
      boundary: null
    })
    expect(Math.abs(Date.parse(String(evidence.facts['limit_reaches_at'])) - Date.parse(at('08:13:20')))).toBeLessThan(4 * 60_000)
    expect(rowsOf(evidence).map(({ signal }) => signal)).toEqual(['met', 'growth'])
  })

  it('are named where a warning of the same request names them, and of no other request', async () => {
    const lines = Array.from({ length: 10 }, (_, k) => {
      const time = `${day}T09:${String(k).padStart(2, '0')}`
      const why = k < 7 ? 'attempt failed: certificate has expired' : 'attempt failed: key is taken'
      return `${time}:01.000 web1 desk[7]: [5cf7d47${k}] WARN  ${why}\n${time}:04.000 web1 desk[7]: [5cf7d47${k}] ERROR Completed GET /desk 500`
    })
    await using incident = await madeIncident({ 'desk.log': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ top_kind: 'certificate-expired', error_lines: 10, error_lines_naming_top: 7 })
  })

  it('are refused by a number that a record keeps in a field of its own', async () => {
    const lines = Array.from({ length: 12 }, (_, k) => {
      const time = `${day}T09:${String(k).padStart(2, '0')}:04.000Z`
      return JSON.stringify({ time, level: 'error', msg: 'call failed', status: k < 8 ? 429 : 502, ms: 120 })
    })
    await using incident = await madeIncident({ 'desk.ndjson': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ top_kind: 'rate-limited', rate_limited: 8 })
  })

  it.each([
    ['CertPathValidatorException: validity check failed', 'certificate-expired'],
    ['SunCertPathBuilderException: unable to find valid certification path', 'tls-failed']
  ])('are named by the one line of a cause below the first: %s', async (cause, kind) => {
    const lines = Array.from({ length: 12 }, (_, k) => {
      const clock = `${day} 09:${String(k).padStart(2, '0')}:04.000`
      return `${clock} WARN  [x] c.e.Binder - Bind failed\nCaused by: javax.net.ssl.SSLHandshakeException: PKIX path failed: java.security.cert.${cause}`
    })
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ top_kind: kind, top_count: 12 })
  })

  it('are named by what was thrown too, and so is their share of the errors', async () => {
    const lines = Array.from({ length: 12 }, (_, k) => {
      const clock = `${day} 09:${String(k).padStart(2, '0')}:04.000`
      const why = k < 9 ? 'c.e.StoreException: No space left on device' : 'c.e.StoreException: key is taken'
      return `${clock} ERROR [x] c.e.Api - Could not store\n${why}\n\tat c.e.Store.put(Store.java:12)`
    })
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ top_kind: 'disk-full', error_lines: 12, error_lines_naming_top: 9 })
  })

  it.each([
    ['where all that is thrown with it names it', 'c.e.StoreException: No space left on device', 18],
    ['but not where other things are thrown with it as often', 'c.e.StoreException: key is taken', 5]
  ])('are named by a message that is logged without what was thrown, %s', async (_, other, naming) => {
    const lines = Array.from({ length: 18 }, (_, k) => {
      const line = `${day} 09:${String(k).padStart(2, '0')}:04.000 ERROR [x] c.e.Api - Could not store`
      const thrown = k % 4 === 0 ? 'c.e.StoreException: No space left on device' : other
      return k % 2 === 0 ? `${line}\n${thrown}\n\tat c.e.Store.put(Store.java:12)` : line
    })
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ top_kind: 'disk-full', error_lines: 18, error_lines_naming_top: naming })
  })

  it('are used up at the limit of their time, not at one that was raised afterwards', async () => {
    const raised = (minute: number) => (minute < 200 ? 1024 : 4096)
    await using incident = await madeIncident({
      'metrics.csv': metricsCsv('06:00', 240, {
        process_open_fds: (minute) => Math.min(1024, 100 + minute * 5.2),
        process_max_fds: raised
      })
    })
    const { facts } = await incident.ask('expiry_and_quota', { window: { from: at('08:50'), to: at('09:10') } })
    expect(facts).toMatchObject({ limit_series: 'process_open_fds', limit_value: 1024, limit_reached: true })
  })

  it('are told from what was always there', async () => {
    const lines = Array.from({ length: 180 }, (_, minute) => {
      const time = new Date(Date.parse(at('06:40')) + minute * 60_000).toISOString()
      return `${time} WARN c.e.Geo - geo.example.net responded with 429 Too Many Requests`
    })
    await using incident = await madeIncident({ 'app.log': lines.join('\n') })
    const { facts } = await incident.ask('expiry_and_quota', { window })
    expect(facts).toMatchObject({ rate_limited: 60, first_is_new: false, boundary: null })
  })

  it('are dated by an inventory, which is no log of what happened', async () => {
    await using incident = await madeIncident({
      'app.log': `${day} 08:31:00.000 INFO ok`,
      'inventory.csv': [
        'name,issuer,not_before,not_after',
        'secret/desk-client,House CA,2030-05-06T08:40:00Z,2031-05-06T08:40:00Z',
        'secret/other,House CA,2030-05-06T08:40:00Z,2031-08-06T08:40:00Z'
      ].join('\n')
    })
    const evidence = await incident.ask('expiry_and_quota', { window })
    expect(evidence.facts).toMatchObject({ dated: 1, signals: 0 })
    expect(rowsOf(evidence)).toMatchObject([{ signal: 'dated', subject: 'secret/desk-client', stated_expiry: at('08:40') }])
  })

  it('say that a quota was used up where refusals meet a count of the day that stands at its limit', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, k) => `${at(`09:${String(k).padStart(2, '0')}`)} WARN geo.example.net responded with 429 Too Many Requests`
    )
    const counted = (last: number) =>
      ['day,lookups,daily_limit', ...[210, 230, 220, 260, last].map((count, k) => `2031-05-0${k + 2},${count},500`)].join('\n')
    await using spent = await madeIncident({ 'app.log': lines.join('\n'), 'usage.csv': counted(500) })
    expect((await spent.ask('expiry_and_quota', { window })).facts).toMatchObject({
      quota_used_up: 30,
      rate_limited: 0,
      ledger_series: 'lookups'
    })
    await using ordinary = await madeIncident({ 'app.log': lines.join('\n'), 'usage.csv': counted(280) })
    expect((await ordinary.ask('expiry_and_quota', { window })).facts).toMatchObject({
      quota_used_up: 0,
      rate_limited: 30,
      ledger_series: null
    })
  })

  it('are not in quiet materials', async () => {
    await using incident = await madeIncident({
      'app.log': `${day} 08:31:00.000 INFO ok`,
      'metrics.csv': metricsCsv('08:00', 90, { disk_used_percent: (minute) => 40 * wobble(minute, 0.01) })
    })
    expect(await incident.ask('expiry_and_quota', { window })).toMatchObject({
      status: 'no_data',
      facts: { signals: 0, limit_series: null }
    })
  })
})
