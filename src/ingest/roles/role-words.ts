const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/))

/** What support a name gives to a role that the values allow: words of names, in the languages of exports. Values come first. */
export const roleWords = {
  time: words(`time timestamp timestamps ts date datetime when at stamp logged epoch start started begin began created opened raised
    received occurred happened reported fired triggered zeit zeitpunkt zeitstempel datum uhrzeit horodatage heure fecha hora tijd
    tijdstip data orario tidspunkt aika czas utc nanos unix`),
  /** Times of an end, a closing, a change: another column tells when the matter was. */
  laterTime:
    words(`end ended finish finished close closed resolved resolution updated modified expires expiry due ack acknowledged last
    until completed stop stopped valid deadline arrival ingested indexed`),
  duration:
    words(`duration durations dur elapsed el latency lat took taken time times response resp rt rtt runtime cost spent wall turnaround
    ms msec millis milliseconds sec secs seconds us usec micros microseconds ns nanos dauer laufzeit antwortzeit duree temps duracion
    tiempo tempo durata varighed kesto tid czas delay ut tt total length timing`),
  /** Parts of a duration, where a column of the whole stands beside them. */
  partOfDuration:
    words(`integration backend upstream up ut queue queued wait waiting connect db sql dns tls ssl ttfb first lock cpu gc render
    idle retry network downstream app think p50 p90 p95 p99 avg mean max min timeout limit interval`),
  operation:
    words(`operation op operations action call endpoint transaction tx request req command cmd rpc method function fn procedure
    proc flow service_call resource route path uri url page purepath service_method verb api name what target handler activity step query`),
  service:
    words(`service svc app application component system module microservice program process container deployment dienst servicio
    servizio workload product`),
  host: words('host hostname node instance pod server machine vm agent box computer rechner servidor serveur unit shard replica'),
  client: words('client remote source src peer ip addr address from caller requester origin forwarded xff'),
  notClient: words('server upstream backend dest destination dst target listen local host node to'),
  user: words(
    'user enduser usr username login uid account acct customer member subscriber actor principal konto benutzer usuario'
  ),
  consumer: words(
    'merchant tenant consumer partner partenaire socio org organisation organization channel clientid appid apikey shop store'
  ),
  bytes: words('bytes byte size sent length len octets transferred payload body kb'),
  /** Records of these are no requests of anybody, though they have a time, a name and how long it took. */
  noRequest:
    words(`probe check monitor synthetic canary job batch task deploy deployment build pipeline release version alert incident
    ticket test backup cron schedule flag change commit migration threshold severity priority metric series value statement sql`)
} as const
