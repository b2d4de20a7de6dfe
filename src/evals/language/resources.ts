/** What can be had more of. */
export const resource =
  '(?:(?:max(?:imum)? )?pools?(?: size)?|connections?|instances?|servers?|machines?|nodes?|hosts?|pods?|vms?|cpus?|vcpus?|cores?|processors?|memory|ram|heap|replicas?|threads?|workers?|processes|children|capacity|headroom|tiers?|cluster|disks?|storage|volume|iops|quota|bandwidth|envelope|footprint|hardware|infrastructure|estate|data plane|compute|fleet|resources?|box(?:es)?|kit|database(?! (?:driver|version|schema|statistics|index|quer|statement|column|log|time))|db|redis|cache(?= (?:size|memory|cluster|nodes?|capacity))|packages?|licen[cs]es?|sessions?|concurrency|parallelism|throughput|allowance|credits|backlog|(?:accept |listen |request )?queue(?: depth| length| size)|vertical uplift|slots(?= in the pool)|ceiling)'

/** Does a text speak of a resource that can be had more of? */
export const isResource = new RegExp(`\\b${resource}\\b`)

/** Words that end the reach of a verb: what follows them is no longer its object. */
export const stop =
  '(?:so|that|because|which|when|whenever|before|after|without|on|in|per|until|while|against|from|where|whose|who|then|not|index|indexes|key|column|clause|filter|predicate|check|test|alerts?|metrics?|log|limit to|timeouts?)'

/** Up to so many words, none of which ends the reach. */
export const within = (words: number): string => `(?:\\s+(?!${stop}\\b)[\\w'/%×.-]+){0,${words}}?\\s+`
