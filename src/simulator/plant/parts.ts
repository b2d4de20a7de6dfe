import type { Service } from '../scenario/service.ts'

/** What the model calls an instance's parts. Made once for each: every step of every request asks for them. */
export interface Parts {
  readonly instance: string
  readonly workers: string
  readonly pool: string
  readonly cpu: string
  readonly heapMb: number
}

export function partsOf(service: Service): ReadonlyMap<string, Parts> {
  return new Map(
    service.instances.map(({ name, heapMb }) => [
      name,
      { instance: name, workers: `workers@${name}`, pool: `pool@${name}`, cpu: `cpu@${name}`, heapMb }
    ])
  )
}
