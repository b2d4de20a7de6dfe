import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFile } from '../load/load-file.ts'
import { madeFile } from '../made-file.ts'
import { type Door, openDoor } from './door.ts'

const folder = mkdtempSync(join(tmpdir(), 'inquest-door-'))
const file = join(folder, 'warehouse.duckdb')
const forever = 'SELECT count(*) FROM range(1000000000000)'
let door: Door

beforeAll(async () => {
  const events = Array.from({ length: 5000 }, (_, index) => ({
    table: 'events' as const,
    ts: '2031-04-07T09:00:00.000Z',
    message: `event ${index}`
  }))
  await loadFile(file, [madeFile('S1', 'app.log', events)])
  door = await openDoor({ file })
})
afterAll(async () => {
  await door[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true, force: true })
})

async function valueOf(sql: string, parameters: Parameters<Door['query']>[1] = []) {
  return (await door.query(sql, parameters)).rows[0]?.[0]
}

/** Resolves once a process is gone; false when it still lives after the time. */
async function isGone(pid: number, withinMs = 5000): Promise<boolean> {
  for (const end = Date.now() + withinMs; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 20))) {
    try {
      process.kill(pid, 0)
    } catch {
      return true
    }
  }
  return false
}

describe('a result', () => {
  it.each([
    ["TIMESTAMP '2031-04-07 09:00:45.267999'", '2031-04-07T09:00:45.267Z'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999Z'],
    ["TIMESTAMPTZ '2031-04-07 10:00:00+01'", '2031-04-07T09:00:00.000Z'],
    ["TIMESTAMP_S '2031-04-07 09:00:45'", '2031-04-07T09:00:45.000Z'],
    ["TIMESTAMP_NS '2031-04-07 09:00:45.267999999'", '2031-04-07T09:00:45.267Z'],
    ["DATE '2031-04-07'", '2031-04-07'],
    ["TIME '09:00:45'", '09:00:45'],
    ['9007199254740991::BIGINT', 9007199254740991],
    ['12.50::DECIMAL(9,2)', 12.5],
    ['sum(x) FROM range(10) t(x)', 45],
    ["'nan'::DOUBLE", null],
    ["'inf'::DOUBLE", null],
    ['NULL', null],
    ['true', true],
    ['[1, 2, NULL]', '[1,2,null]'],
    ["{'a': 1, 'b': TIMESTAMP '2031-04-07 09:00:00'}", '{"a":1,"b":"2031-04-07T09:00:00.000Z"}'],
    ["map {'k': 1.5}", '{"k":1.5}'],
    [`'{"a": [1]}'::JSON`, '{"a": [1]}'],
    ["'it''s ünï 🦉'", "it's ünï 🦉"]
  ])('of SELECT %s is %j', async (expression, expected) => {
    expect(await valueOf(`SELECT ${expression}`)).toEqual(expected)
  })

  it('names its columns and their types', async () => {
    const { columns } = await door.query('SELECT 1::BIGINT AS n, ts FROM events')
    expect(columns).toEqual([
      { name: 'n', type: 'BIGINT' },
      { name: 'ts', type: 'TIMESTAMP' }
    ])
  })

  it('is cut at the row limit, and says so', async () => {
    const cut = await door.query('SELECT record_id FROM events ORDER BY record_id', [], { rows: 3000 })
    expect([cut.rows.length, cut.cut, cut.rows.at(-1)]).toEqual([3000, true, [3000]])
    const whole = await door.query('SELECT record_id FROM events', [], { rows: 5000 })
    expect([whole.rows.length, whole.cut]).toEqual([5000, false])
  })

  it('takes parameters, Instants among them', async () => {
    const sql = 'SELECT count(*) FROM events WHERE ts = $1 AND message <> $2 AND record_id <= $3 AND $4 IS NULL AND $5'
    expect(await valueOf(sql, ['2031-04-07T09:00:00.000Z', 'event 0', 10, null, true])).toBe(9)
    expect(await valueOf('SELECT $1 || $2', ["'; DROP TABLE events; --", 'x'])).toBe("'; DROP TABLE events; --x")
    expect(await valueOf('SELECT record_id FROM events ORDER BY 1 LIMIT $1 OFFSET $2', [1, 4])).toBe(5)
    await expect(door.query('SELECT $1, $2', [1])).rejects.toMatchObject({ code: 'usage', message: /2 parameters, 1 value/ })
  })
})

describe('a user who errs', () => {
  it.each([
    ['SELECT mesage FROM events', /mesage.*not found/, /Did you mean "message"\? Columns of events: record_id/],
    ['SELECT e.durations FROM events e', /durations/, /Did you mean "duration_ms"\?/],
    ['SELECT * FROM event', /event does not exist/, /Did you mean "events"\? Tables: events, requests/],
    ['SELEC 1', /syntax error/, /events/],
    ["SELECT read_text('/etc/passwd')", /refuses read_text/, /tables/]
  ])('by %s is told what there is', async (sql, message, nextStep) => {
    await expect(door.query(sql)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(message),
      nextStep: expect.stringMatching(nextStep)
    })
  })
})

describe('a door under attack', () => {
  it('stops a query at its deadline and goes on', async () => {
    const started = performance.now()
    await expect(door.query(forever, [], { timeoutMs: 200 })).rejects.toMatchObject({ code: 'cannot-judge', message: /200 ms/ })
    expect(performance.now() - started).toBeLessThan(3000)
    expect(await valueOf('SELECT 1')).toBe(1)
  })

  it('kills a process that does not hear the deadline', async () => {
    const before = door.pid
    await expect(door.query("SELECT length(repeat('x', 1500000000))", [], { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'cannot-judge'
    })
    expect(await valueOf('SELECT 1')).toBe(1)
    expect(door.pid).not.toBe(before)
  })

  it.each(["SELECT repeat('x', 2000000000) || repeat('y', 2000000000)", "SELECT list(repeat('x', 1000)) FROM range(10000000)"])(
    'ends a memory bomb: %s',
    async (sql) => {
      await using small = await openDoor({ file, engineBytes: 100e6, processBytes: 300e6 })
      await expect(small.query(sql, [], { timeoutMs: 20_000 })).rejects.toMatchObject({ code: 'cannot-judge', message: /memory/ })
      expect((await small.query('SELECT 1')).rows).toEqual([[1]])
    }
  )

  it('answers the others when one takes the process down', async () => {
    await using small = await openDoor({ file, engineBytes: 100e6, processBytes: 300e6 })
    const bomb = small.query("SELECT repeat('x', 2000000000)", [], { timeoutMs: 20_000 })
    const others = Array.from({ length: 6 }, (_, index) => small.query(`SELECT ${index}, count(*) FROM events`))
    await expect(bomb).rejects.toMatchObject({ code: 'cannot-judge' })
    expect((await Promise.all(others)).map(({ rows }) => rows[0])).toEqual([0, 1, 2, 3, 4, 5].map((index) => [index, 5000]))
  })

  it('starts again when its process is killed, idle or at work', async () => {
    process.kill(door.pid ?? 0, 'SIGKILL')
    expect(await valueOf('SELECT 1')).toBe(1)
    const slow = door.query('SELECT sum(a.record_id + b.record_id) FROM events a, events b')
    await valueOf('SELECT 1')
    process.kill(door.pid ?? 0, 'SIGKILL')
    expect((await slow).rows[0]).toEqual([2 * 5000 * ((5000 * 5001) / 2)])
  })

  it('refuses a result that nobody can read', async () => {
    await expect(door.query("SELECT repeat('x', 20000) FROM events", [], { rows: 5000 })).rejects.toMatchObject({
      code: 'cannot-judge',
      message: /million characters/
    })
  })
})

describe('a caller who gives up', () => {
  it('ends only its own query', async () => {
    const controller = new AbortController()
    const pid = door.pid
    const unwanted = door.query(forever, [], { signal: controller.signal })
    const wanted = door.query('SELECT count(*) FROM events a, events b')
    controller.abort(new Error('enough'))
    await expect(unwanted).rejects.toThrow('enough')
    expect((await wanted).rows).toEqual([[25_000_000]])
    expect(door.pid).toBe(pid)
  })

  it('is not served at all when it gave up before, nor when it waits for its turn', async () => {
    expect(() => AbortSignal.abort(new Error('early')).throwIfAborted()).toThrow('early')
    await expect(door.query('SELECT 1', [], { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow('early')
    await using narrow = await openDoor({ file, atOnce: 1 })
    const first = new AbortController()
    const second = new AbortController()
    const running = narrow.query(forever, [], { signal: first.signal })
    const waiting = narrow.query('SELECT 1', [], { signal: second.signal })
    second.abort(new Error('impatient'))
    await expect(waiting).rejects.toThrow('impatient')
    first.abort(new Error('enough'))
    await expect(running).rejects.toThrow('enough')
    expect((await narrow.query('SELECT 2')).rows).toEqual([[2]])
  })
})

it('answers many queries at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => door.query('SELECT $1, count(*) FROM events WHERE record_id > $1', [index]))
  )
  expect(answers.map(({ rows }) => rows[0])).toEqual(answers.map((_, index) => [index, 5000 - index]))
})

describe('a closed door', () => {
  it('leaves no process, and rejects what was asked and what is asked', async () => {
    const closing = await openDoor({ file })
    const pid = closing.pid ?? 0
    const pending = closing.query(forever).catch((error: unknown) => error)
    await closing[Symbol.asyncDispose]()
    expect(await isGone(pid)).toBe(true)
    expect(await pending).toMatchObject({ message: /closed/ })
    await expect(closing.query('SELECT 1')).rejects.toMatchObject({ message: /closed/ })
  })

  it('leaves its process, without a file, to the next one', async () => {
    const first = await openDoor({ file })
    const { pid } = first
    await first[Symbol.asyncDispose]()
    await using next = await openDoor({ file })
    expect(next.pid).toBe(pid)
    expect((await next.query('SELECT count(*) FROM events')).rows).toEqual([[5000]])
    await using beside = await openDoor({ file })
    expect(beside.pid).not.toBe(pid)
  })

  it('leaves a process that may die while nobody uses it', async () => {
    const first = await openDoor({ file })
    const pid = first.pid ?? 0
    await first[Symbol.asyncDispose]()
    process.kill(pid, 'SIGKILL')
    await using next = await openDoor({ file })
    expect((await next.query('SELECT count(*) FROM events')).rows).toEqual([[5000]])
  })

  it('says which file cannot be opened', async () => {
    await expect(openDoor({ file: join(folder, 'absent.duckdb') })).rejects.toMatchObject({
      code: 'cannot-judge',
      message: /absent/
    })
  })
})

describe('the process behind the door', () => {
  const script = (body: string): string =>
    `const { openDoor } = await import(${JSON.stringify(new URL('door.ts', import.meta.url).href)});
     const door = await openDoor({ file: ${JSON.stringify(file)} }); console.log(door.pid); ${body}`

  async function parent(body: string) {
    const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', script(body)], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const [line]: unknown[] = await once(child.stdout, 'data')
    return { child, pid: Number(String(line)) }
  }

  it('dies with a parent that is killed, even in the middle of a query', async () => {
    const { child, pid } = await parent(`door.query(${JSON.stringify(forever)}).catch(() => {}); setInterval(() => {}, 1000)`)
    child.kill('SIGKILL')
    expect(await isGone(pid)).toBe(true)
  })

  it('does not keep an idle parent alive', async () => {
    const { child, pid } = await parent("await door.query('SELECT 1')")
    const [code]: unknown[] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(await isGone(pid)).toBe(true)
  })

  it('is given nothing of the environment', async () => {
    process.env['INQUEST_TEST_SECRET'] = 'a-key'
    await using other = await openDoor({ file })
    delete process.env['INQUEST_TEST_SECRET']
    const environ = `/proc/${other.pid}/environ`
    // Only Linux shows a process's environment as a file.
    expect(existsSync(environ) ? readFileSync(environ, 'utf8') : '').not.toContain('a-key')
  })
})
