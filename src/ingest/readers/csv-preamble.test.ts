import { describe, expect, it } from 'vitest'
import { accountingProblems, itemsOf, readText } from '../testing/read-text.ts'

const pointsOf = (text: string) =>
  itemsOf(text, 'metrics').map(({ record: { ts, entity, series, value } }) => [ts?.slice(5, 16), entity, series, value])

describe('a table below other lines', () => {
  it('takes the names of groups, the machine and the day from above the header', () => {
    const text = `"Pstat 1.0 output"
"Host:","mill2",,,"User:","root"
"Cmdline:","pstat 60",,,"Date:","07 Apr 2031 09:00:01 UTC"

"system","cpu usage",,"net/total",,
"time","usr","sys","recv","send","lost"
07-04 09:00:01,23.5,4.7,622687.0,776574.0,0
07-04 09:01:01,28.2,5.6,398959.0,3031409.0,1
07-04 09:02:01,28.3,5.6,143431.0,2781027.0,0
`
    const found = pointsOf(text)
    expect(found).toHaveLength(15)
    expect(found[0]).toEqual(['04-07T09:00', 'mill2', 'cpu usage usr', 23.5])
    expect(found[3]).toEqual(['04-07T09:00', 'mill2', 'net/total send', 776574])
    expect(accountingProblems(readText(text))).toEqual([])
  })

  it('begins after the line that states the separator', () => {
    const text = `sep=,
"Time","till p95","desk p95"
"2031-04-07 09:00:00","265 ms","546 µs"
"2031-04-07 09:01:00","1.03 s",""
"2031-04-07 09:02:00","207 ms","1.2 ms"
`
    expect(pointsOf(text).map(([, , series, value]) => [series, value])).toEqual([
      ['till p95', 265],
      ['desk p95', 0.546],
      ['till p95', 1030],
      ['till p95', 207],
      ['desk p95', 1.2]
    ])
  })

  it('reads thousands with points beside fractions with commas', () => {
    const text = `Informe;;;;
Periodo: 07/04/2031;;;;
;;;;
Fecha y hora;Servidor;Uso CPU (%);Memoria libre (MB);Usuarios
07/04/2031 9:00;SRV1;4,9;7.908;3
07/04/2031 9:00;SRV2;10,3;6.412;4
07/04/2031 10:00;SRV1;8,4;12.041;5
07/04/2031 10:00;SRV2;8,8;3.361;2
`
    expect(pointsOf(text).slice(0, 2)).toEqual([
      ['04-07T09:00', 'SRV1', 'Uso CPU (%)', 4.9],
      ['04-07T09:00', 'SRV1', 'Memoria libre (MB)', 7908]
    ])
  })
})
