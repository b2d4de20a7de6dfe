import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wildcard, wordsOf } from './mask.ts'
import { mineTemplates } from './templates.ts'

const templatesOf = (...messages: string[]): string[] => mineTemplates(messages).map(({ template }) => template)

describe('a log template', () => {
  it.each([
    ['Order 17 from 10.0.0.7:5123 took 1.5s', 'Order <*> from <*> took <*>'],
    ['user=ann id=9f1c2a34-1111-4222-8333-abcdefabcdef done', 'user=<*> id=<*> done'],
    ['criteria={area=north, date=2031-04-07}', 'criteria={area=<*>, date=<*>}'],
    ['from 2031-04-07 09:00:00 to 2031-04-07T10:00:00.123Z', 'from <*> to <*>'],
    ['cannot open /var/lib/app/a.txt of https://x.example/y?z=1', 'cannot open <*> of <*>'],
    ['name "Ann B." isn\'t known', "name <*> isn't known"],
    ['at 0xdeadbeef code 0x1F', 'at <*> code <*>'],
    ['mail to ann@example.org', 'mail to <*>'],
    ['and/or is a word, not a path', 'and/or is a word, not a path']
  ])('masks the values of %j', (message, template) => {
    expect(templatesOf(message)).toEqual([template])
  })

  it('finds the variable word that no mask knows', () => {
    const messages = [
      'session opened for user ann by root',
      'session opened for user bob by root',
      'session opened for user eve by root'
    ]
    expect(mineTemplates(messages)).toEqual(
      ['ann', 'bob', 'eve'].map((user) => ({
        template: 'session opened for user <*> by root',
        templateId: 1,
        parameters: [user],
        names: ['$1']
      }))
    )
  })

  it('numbers templates by first appearance and keeps different messages apart', () => {
    const found = mineTemplates(['started', 'stopped by operator 4', 'started', 'stopped by operator 5'])
    expect(found.map(({ templateId }) => templateId)).toEqual([1, 2, 1, 2])
  })

  it('names parameters by their key', () => {
    const [found] = mineTemplates(['pool stats: active=9 idle: 1 of 10 (active=3)'])
    expect(found).toMatchObject({ parameters: ['9', '1', '10', '3'], names: ['active', 'idle', '$3', '$4'] })
  })

  it('looks at the first line only', () => {
    expect(templatesOf('failed: boom\n\tat a.b(C.java:1)')).toEqual(['failed: boom'])
  })

  it('with its parameters gives the message back', () => {
    const word = fc.oneof(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.integer().map(String),
      fc.ipV4(),
      fc.uuid(),
      fc.stringMatching(/^[a-z]{1,4}=[a-z0-9]{1,5}$/)
    )
    fc.assert(
      fc.property(
        fc.array(
          fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' ')),
          { minLength: 1, maxLength: 30 }
        ),
        (messages) => {
          const found = mineTemplates(messages)
          for (const [index, { template, parameters, names }] of found.entries()) {
            let next = 0
            expect(template.replaceAll(wildcard, () => parameters[next++] ?? '')).toBe(messages[index])
            expect(names).toHaveLength(parameters.length)
          }
        }
      )
    )
  })

  it('comes of any text, in time that grows with its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          wordsOf(text)
            .map(({ from, to }) => text.slice(from, to))
            .join('')
        ).toBe(text.replaceAll(/\s/gu, ''))
      })
    )
    const started = process.cpuUsage()
    for (const text of [
      'a'.repeat(50_000),
      '9'.repeat(50_000),
      '/a'.repeat(25_000),
      '"'.repeat(50_000),
      'a='.repeat(25_000),
      'a:'.repeat(25_000)
    ])
      wordsOf(text)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(2000)
  })
})

const external = process.env['INQUEST_EXTERNAL']
const loghub = external === undefined ? null : join(external, 'loghub/truth')

describe.skipIf(loghub === null || !existsSync(loghub))('templates of real logs (SKIPPED without INQUEST_EXTERNAL)', () => {
  function linesBy(names: readonly string[]): Map<string, number[]> {
    const lines = new Map<string, number[]>()
    for (const [line, name] of names.entries()) (lines.get(name) ?? lines.set(name, []).get(name))?.push(line)
    return lines
  }

  /** Share of lines whose group holds exactly the lines of their true template (Zhu et al., ICSE-SEIP 2019). */
  function groupingAccuracy(path: string): number {
    const rows = parse<{ Content: string; EventId: string }>(readFileSync(path, 'utf8'), { columns: true, bom: true })
    const found = mineTemplates(rows.map(({ Content }) => Content)).map(({ templateId }) => String(templateId))
    const truth = rows.map(({ EventId }) => EventId)
    const [groups, events] = [linesBy(found), linesBy(truth)]
    const right = [...groups.values()].filter((lines) => {
      const event = truth[lines[0] ?? 0]
      return event !== undefined && lines.every((line) => truth[line] === event) && events.get(event)?.length === lines.length
    })
    return right.flat().length / rows.length
  }

  it('group 87 % of the lines right over all systems, with one configuration', () => {
    const folder = loghub ?? ''
    const accuracies = readdirSync(folder).map((file) => groupingAccuracy(join(folder, file)))
    expect(accuracies.length).toBeGreaterThanOrEqual(8)
    expect(accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length).toBeGreaterThanOrEqual(0.865)
    expect(Math.min(...accuracies)).toBeGreaterThanOrEqual(0.65)
  })
})
