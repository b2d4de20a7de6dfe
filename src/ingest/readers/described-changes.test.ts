import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const text = `### stock-svc 6.2.0 – 7 Apr 2031, 16:57 UTC (9b31e7c, by r.doe)

*Entries live longer.*

\`\`\`diff
--- a/src/Store.php
+++ b/src/Store.php
-        $this->keep($item, 60);
+        $this->keep($item, 600);
\`\`\`

### 6.1.7 – 1 Apr 2031
typo
`
const plain = `count-kit 3.1.0  5be77a1  2031-04-04  q.roe
  one counter a customer
  - count(route)
  + count(route, customer)

shop-svc 8.8.0  c4409de  2031-04-06  bot
  - count-kit v3.0.6
  + count-kit v3.1.0
`

describe('changes told under headings', () => {
  it('are one change a heading, with all that stands below as its content', () => {
    expect(readText(text).source.format).toBe('described-changes')
    expect(accountingProblems(readText(text))).toEqual([])
    const [first, second] = itemsOf(text, 'changes').map(({ record }) => record)
    expect(first).toMatchObject({
      ts: '2031-04-07T16:57:00.000Z',
      ref: '9b31e7c',
      entity: 'stock-svc',
      author: 'r.doe',
      kind: 'deploy'
    })
    expect(first?.content).toContain('+        $this->keep($item, 600);')
    expect(second).toMatchObject({ ref: '6.1.7', ts: '2031-04-01T00:00:00.000Z', content: 'typo' })
  })

  it('are read without Markdown too, when what belongs to a heading is indented', () => {
    expect(readText(plain).source.format).toBe('described-changes')
    expect(itemsOf(plain, 'changes').map(({ record: { ref, entity, author } }) => [ref, entity, author])).toEqual([
      ['5be77a1', 'count-kit', 'q.roe'],
      ['c4409de', 'shop-svc', 'bot']
    ])
  })

  it('are no log: lines that begin with a time of day stay events', () => {
    expect(readText('2031-04-07 09:00:01 shop 8.8.0 started\n2031-04-07 09:00:02 shop 8.8.0 - ready\n').source.format).not.toBe(
      'described-changes'
    )
  })
})
