import { expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

it('reads a job’s log below its date, past midnight', () => {
  const text = `1                    J E S 2  J O B  L O G  --  S Y S T E M  M I L L  --  N O D E  M I L L N 1
0
 23.59.04 JOB04417 ---- MONDAY,    07 APR 2031 ----
 23.59.05 JOB04417  IRR010I USERID MILLOPS  IS ASSIGNED TO THIS JOB.
 23.59.40 JOB04417  -GRIND                 04   7084   1063      0.52       .01   1.57
 00.01.57 JOB04417  CEE3207S THE SYSTEM DETECTED A DATA EXCEPTION (SYSTEM COMPLETION CODE=0C7).
 00.01.57 JOB04417  -PACK                S0C7   5587    795      0.78       .01   2.33
 00.01.58 JOB04417  $HASP395 MILLRUN ENDED - ABEND=S0C7
0------ JES2 JOB STATISTICS ------
`
  const found = itemsOf(text, 'events').map(({ record }) => [
    record.ts,
    record.level,
    record.logger,
    record.message.slice(0, 12),
    record.attributes['return_code']
  ])
  expect(found).toEqual([
    ['2031-04-07T23:59:05.000Z', 'info', 'IRR010I', 'USERID MILLO', undefined],
    ['2031-04-07T23:59:40.000Z', null, null, '-GRIND      ', '04'],
    ['2031-04-08T00:01:57.000Z', 'error', 'CEE3207S', 'THE SYSTEM D', undefined],
    ['2031-04-08T00:01:57.000Z', 'error', null, '-PACK       ', 'S0C7'],
    ['2031-04-08T00:01:58.000Z', 'error', '$HASP395', 'MILLRUN ENDE', undefined]
  ])
  expect(accountingProblems(readText(text, '2031-04-01'))).toEqual([])
})
