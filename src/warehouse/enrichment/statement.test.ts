import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sqlTokensOf } from './sql-tokens.ts'
import { statementDetails, statementDetailsAnew } from './statement.ts'

const fingerprint = (sql: string): string => statementDetails(sql).fingerprint
const parameters = (sql: string) => statementDetails(sql).parameters

describe('a statement fingerprint', () => {
  it.each([
    ["SELECT a FROM t WHERE b = 'x' AND c=5;", 'select a from t where b = ? and c = ?'],
    ['select  A\n from T where B = 7', 'select a from t where b = ?'],
    ["SELECT a /* why */ FROM t -- note\nWHERE b = 'it''s'", 'select a from t where b = ?'],
    ['SELECT 1 /* a /* nested */ b */', 'select ?'],
    ['SELECT a FROM t WHERE b IN (1, 2, 3)', 'select a from t where b in (?)'],
    ['SELECT a FROM t WHERE b IN (1)', 'select a from t where b in (?)'],
    ['SELECT a FROM t WHERE b IN (SELECT c FROM u)', 'select a from t where b in (select c from u)'],
    ["SELECT a FROM t WHERE b = ANY(ARRAY['x','y'])", 'select a from t where b = any (array[?])'],
    ['INSERT INTO t (a, b) VALUES (1, 2), (3, 4), (5, 6)', 'insert into t(a, b) values (?, ?)'],
    ["SELECT * FROM t WHERE d >= '2031-01-01'::date", 'select * from t where d >= ?::date'],
    ["SELECT E'it\\'s', 'plain'", 'select ?, ?'],
    ["SELECT 'C:\\', 'next'", 'select ?, ?'],
    ['SELECT $$a ; b$$, $q$ $$ $q$', 'select ?, ?'],
    ['SELECT -1, 1.5e-3, 0xFF, .5, a - 1', 'select ?, ?, ?, ?, a - ?'],
    ['SELECT * FROM "Order" o WHERE "Id" = $1', 'select * from "Order" o where "Id" = ?'],
    ['SELECT * FROM `orders` WHERE `name` = "bob"', 'select * from orders where name = ?'],
    ['SELECT * FROM [dbo].[Orders] WHERE [Id] = @id', 'select * from dbo."Orders" where "Id" = ?'],
    ['SELECT a[1] FROM t LIMIT 10 OFFSET 20', 'select a[?] from t limit ? offset ?'],
    ['SELECT a FROM t WHERE b IS NOT NULL AND c = NULL', 'select a from t where b is not null and c = ?'],
    ["SELECT doc->>'name' FROM t WHERE tags @> '{x}'", 'select doc ->> ? from t where tags @> ?'],
    ['SELECT count(*) FROM t WHERE x::int BETWEEN 1 AND 5', 'select count(*) from t where x::int between ? and ?'],
    ["SELECT * FROM t WHERE name = 'cut in the midd", 'select * from t where name = ?'],
    ['', '']
  ])('of %j is %j', (sql, expected) => {
    expect(fingerprint(sql)).toBe(expected)
  })

  const value = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }).map(String),
    fc.string({ maxLength: 30 }).map((text) => `'${text.replaceAll("'", "''").replaceAll('\\', '')}'`)
  )

  it('is the same whatever the values, the lengths of lists and the rows', () => {
    fc.assert(
      fc.property(value, value, fc.array(value, { minLength: 1, maxLength: 9 }), (a, b, list) => {
        const sql = `SELECT x FROM t JOIN u ON t.id = u.id WHERE t.a = ${a} AND u.b BETWEEN ${a} AND ${b} AND c IN (${list.join(', ')})`
        expect(fingerprint(sql)).toBe('select x from t join u on t.id = u.id where t.a = ? and u.b between ? and ? and c in (?)')
      })
    )
  })

  it('holds none of the literal texts and is its own fingerprint', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z]{6,20}$/), (secret) => {
        const print = fingerprint(`UPDATE t SET a = '${secret}', b = E'\\'${secret}' WHERE c = $x$${secret}$x$`)
        expect(print).not.toContain(secret)
        expect(fingerprint(print)).toBe(print)
      })
    )
  })

  it('comes of any text, cut anywhere', () => {
    const sql = `WITH a AS (SELECT 'x', "Q" FROM b) INSERT INTO t (c) VALUES ($$y$$, E'z\\'', 1.5) -- end`
    for (let length = 0; length <= sql.length; length += 1) expect(fingerprint(sql.slice(0, length))).toBeTypeOf('string')
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(statementDetails(text).fingerprint).toBeTypeOf('string')
      })
    )
  })
})

describe('the parameters of a statement', () => {
  it('are named by the column that they are compared with', () => {
    expect(
      parameters(
        "SELECT 1 FROM f WHERE f.area = 'north' AND lower(f.name) LIKE 'a%' AND f.rank <> 3 AND f.at::date = date '2031-01-02'"
      )
    ).toEqual({
      $1: 1,
      'f.area': 'north',
      'lower(f.name)': 'a%',
      'f.rank': 3,
      'f.at': '2031-01-02'
    })
  })

  it('tell the ends of a range apart', () => {
    expect(
      parameters(
        "SELECT a FROM t WHERE t.at BETWEEN '2031-01-01'::timestamp AND '2031-01-02'::timestamp AND n NOT BETWEEN 1 AND 2"
      )
    ).toEqual({
      't.at': '2031-01-01',
      't.at.to': '2031-01-02',
      n: 1,
      'n.to': 2
    })
    expect(parameters('SELECT a FROM t WHERE n >= 4 AND n < 9')).toEqual({ n: 4, 'n.to': 9 })
  })

  it('name what an INSERT and an UPDATE give to columns', () => {
    expect(parameters("INSERT INTO t (id, name, at, ok) VALUES (7, 'x', now(), TRUE), (8, 'y', now(), FALSE)")).toEqual({
      rows: 2,
      id: 7,
      name: 'x',
      ok: true
    })
    expect(parameters("UPDATE t SET state = 'new' WHERE id = -4 AND state = 'old'")).toEqual({
      state: 'new',
      id: -4,
      'state.2': 'old'
    })
  })

  it('keep a list with its length, limits by their word, and the rest by their place in the fingerprint', () => {
    expect(parameters('SELECT f(a, 3) FROM t WHERE id IN (4, 5, 6) LIMIT 10 OFFSET 30')).toEqual({
      $1: 3,
      id: '4,5,6',
      'id.count': 3,
      limit: 10,
      offset: 30
    })
  })

  it('read a comparison from either side', () => {
    expect(parameters("SELECT 1.5 FROM t WHERE 'x' = t.a AND b = 2 AND 5 < c")).toEqual({ $1: 1.5, 't.a': 'x', b: 2, c: 5 })
  })

  it('take bound values from beside the statement and leave out what nobody wrote', () => {
    const { parameters } = statementDetails('SELECT a FROM t WHERE b = $1 AND c = $2 AND d = ?', { $1: 'x', other: 1 })
    expect(parameters).toEqual({ b: 'x' })
  })
})

describe('the tables and the verb of a statement', () => {
  it.each([
    ['SELECT a FROM t1 x JOIN s.t2 AS y ON x.a = y.a LEFT JOIN "T3" ON true, t4', ['t1', 's.t2', 'T3', 't4'], 'select'],
    ['SELECT a FROM t1, t2 b, (SELECT c FROM t3) d WHERE e IN (SELECT f FROM t4)', ['t1', 't2', 't3', 't4'], 'select'],
    ['WITH q AS (SELECT 1 FROM t1), r (z) AS (SELECT 2 FROM q) DELETE FROM t2 USING r', ['t1', 't2'], 'delete'],
    ['INSERT INTO t1 (a) SELECT b FROM t2 ON CONFLICT (a) DO UPDATE SET c = 1', ['t1', 't2'], 'insert'],
    ['UPDATE ONLY t1 SET a = 1 FROM t2', ['t1', 't2'], 'update'],
    [
      'SELECT extract(epoch FROM x), substring(y FROM 2), trim(both FROM z) FROM t1 WHERE a IS DISTINCT FROM b FOR UPDATE',
      ['t1'],
      'select'
    ],
    ['SELECT * FROM generate_series(1, 5) g, unnest(a) u', [], 'select'],
    ['TRUNCATE TABLE t1', ['t1'], 'truncate'],
    ['COMMIT', [], 'commit'],
    ['(SELECT a FROM t1) UNION (SELECT b FROM t2)', ['t1', 't2'], 'select'],
    ["'only a text'", [], null]
  ])('of %j are %j, %j', (sql, tables, verb) => {
    expect(statementDetails(sql)).toMatchObject({ tables, verb })
  })
})

describe('SQL tokens', () => {
  it('keep every letter of a text outside quotes, comments and blanks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9=<>(), .;+]{0,60}$/), (sql) => {
        expect(
          sqlTokensOf(sql)
            .map(({ text }) => text)
            .join('')
        ).toBe(sql.replaceAll(/\s/g, ''))
      })
    )
  })
})

const pieces = [
  "'north'",
  "'it''s'",
  "'",
  "''",
  "'a;b -- c'",
  '7',
  '-7',
  '12.50',
  '1.',
  '.5',
  '1.2.3',
  '0x1F',
  '1e5',
  '$1',
  ':2',
  '{3}',
  '?',
  '"B1"',
  '`c`',
  'E',
  '_utf8 ',
  '$$',
  '--',
  '/*',
  '*/',
  '#',
  '\\',
  '\n',
  ' ',
  '(',
  ')',
  ',',
  '=',
  '<',
  '::int',
  '.',
  '-',
  '@',
  ':',
  'seats_12',
  't1',
  'select ',
  ' from ',
  ' where ',
  ' and ',
  ' between ',
  ' in ',
  ' limit ',
  'insert into t (a, b) values ',
  'null',
  ' is '
]
it('tells the same of a statement whether or not others of its kind came before', () => {
  const statement = fc.array(fc.constantFrom(...pieces), { maxLength: 14 })
  fc.assert(
    fc.property(statement, fc.array(fc.nat(9), { minLength: 30, maxLength: 30 }), (parts, digits) => {
      const [one, other] = ['x', 'yz'].map((word, round) =>
        parts
          .map((part, at) => part.replaceAll(/\d+/g, (found) => (round === 0 ? found : `${digits[at] ?? 1}${found.slice(1)}`)))
          .map((part) => part.replace('north', word))
          .join('')
      )
      for (const sql of [one ?? '', other ?? '']) {
        expect(statementDetails(sql, { $1: 'v' })).toEqual(statementDetailsAnew(sql, { $1: 'v' }))
      }
    }),
    { numRuns: 3000 }
  )
})
