import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { textOf } from './folder/text-file.ts'
import { accountingProblems, readText } from './testing/read-text.ts'

/** Fixtures of public log tools lie outside the project; without them these tests cannot say anything. */
const external = process.env['INQUEST_EXTERNAL']
const formats = join(external ?? '', 'formats')
const loghub = join(external ?? '', 'loghub', 'logs')
const isThere = external !== undefined && existsSync(join(formats, 'index.json'))

const Fixture = z.object({
  file: z.string(),
  format: z.string(),
  expected_records: z.number().nullable(),
  line_per_record: z.boolean().optional()
})
const fixtures = isThere ? z.array(Fixture).parse(JSON.parse(readFileSync(join(formats, 'index.json'), 'utf8'))) : []

/** Which reader should read what the index names so. Formats that are not listed must at least be read by a generic one. */
const expected: readonly (readonly [RegExp, string])[] = [
  [/^postgresql stderr/, 'postgres-stderr'],
  [/common\/combined access log$/, 'access-log'],
  [/^(?:bunyan|pino|mongodb|nextcloud|cloudflare|Elastic)/, 'json-lines'],
  [/^grafana logfmt/, 'logfmt'],
  [/^haproxy/, 'haproxy'],
  [/^glog/, 'glog'],
  [/^(?:spark log4j|java log)/, 'logback'],
  [/^(?:IIS|zeek)/, 'w3c-extended'],
  [/^mysql slow log/, 'mysql-slow'],
  [/^year rollover|^syslog/, 'syslog']
]
/** Fixtures that hold something else than their name says: sessions without headers, access lines within syslog, JSON with prefixes. */
const other = /session-[13]|slow047|syslog_with_access|muxed|rollover\.0/

const textAt = (path: string): string => {
  const text = textOf(path, readFileSync(path))
  return 'reason' in text ? '' : text.file.lines.join('\n')
}

describe.skipIf(!isThere)('files of public log tools (SKIPPED unless INQUEST_EXTERNAL names the folder that holds them)', () => {
  const readable = fixtures
    .map((fixture) => ({ ...fixture, text: textAt(join(formats, fixture.file)) }))
    .filter(({ text }) => text.trim() !== '')

  it('are all but a binary one read, with each line accounted for', () => {
    expect(fixtures.length - readable.length).toBeLessThanOrEqual(1)
    expect(
      readable.flatMap(({ file, text }) => accountingProblems(readText(text)).map((problem) => `${file}: ${problem}`))
    ).toEqual([])
  })

  it('are read by the reader of their format', () => {
    const wrong = readable.flatMap(({ file, format, text }) => {
      const wanted = other.test(file) ? undefined : expected.find(([pattern]) => pattern.test(format))?.[1]
      const found = readText(text).source.format
      return wanted === undefined || found === wanted ? [] : [`${file} (${format}): ${found}`]
    })
    expect(wrong).toEqual([])
  })

  it('hold as many records as their own projects count', () => {
    const wrong = readable.flatMap(({ file, expected_records: wanted, text }) => {
      if (wanted === null) return []
      const found = Object.values(readText(text).source.records).reduce((sum, count) => sum + count, 0)
      return found === wanted ? [] : [`${file}: ${found} instead of ${wanted}`]
    })
    expect(wrong).toEqual([])
  })
})

describe.skipIf(!existsSync(loghub) || external === undefined)(
  'logs of real systems (SKIPPED unless INQUEST_EXTERNAL names the folder that holds them)',
  () => {
    it.each(existsSync(loghub) ? readdirSync(loghub) : [])('%s gives a timed record a line', (name) => {
      const read = readText(textAt(join(loghub, name)))
      expect(read.source).toMatchObject({ lines: { total: 2000, records: 2000 }, records: { events: 2000 } })
      expect(read.source.notes.join(' ')).not.toMatch(/no time/)
    })
  }
)
