/** A few lines of each format, in nobody's words: what mutation and accounting tests start from. */
export const samples: Readonly<Record<string, string>> = {
  logback: `2031-04-07 09:00:45.267 [main] INFO  c.e.App - Started in 3s
2031-04-07 09:00:46.000 [exec-1] ERROR c.e.Pay - Payment failed: order={id=7, area=west}
org.example.PayException: no answer
\tat org.example.Pay.send(Pay.java:12)
Caused by: java.net.SocketTimeoutException: Read timed out

2031-04-07 09:00:47.100 [exec-2] WARN  c.e.Pool - Pool stats (total=10, active=10, idle=0, waiting=3)
`,
  postgres: `2031-04-07 09:00:45.267 UTC [812] LOG:  duration: 1823.456 ms  statement: SELECT *
\tFROM slots WHERE day = '2031-04-09'
2031-04-07 09:00:47.089 UTC [812] ERROR:  canceling statement due to user request
2031-04-07 09:00:47.089 UTC [812] STATEMENT:  SELECT 1
2031-04-07 09:00:48.000 UTC [813] LOG:  checkpoint complete: wrote 3 buffers; write=0.1 s, sync=0.0 s, total=0.2 s
`,
  access: `10.0.0.7 - - [07/Apr/2031:09:00:45 +0000] "GET /api/slots?day=2 HTTP/1.1" 200 2847 "-" "curl/8" 0.120
10.0.0.8 - jo [07/Apr/2031:09:00:46 +0000] "POST /api/slots HTTP/1.1" 500 0 "https://example.org/" "Mozilla/5.0 (X11)" 2.500
`,
  metrics: `timestamp,cpu_percent,latency_ms
2031-04-07 09:00:00,12.5,230
2031-04-07 09:05:00,13.5,240
2031-04-07 09:10:00,14.5,250
`,
  tickets: `id,opened,customer_name,subject,description
T1,2031-04-07 09:10,Ann Lee,Slow,"It is slow.

Very slow."
T2,2031-04-07 09:12,Bo Ray,Down,It is down
`,
  dashboard: `{
  "metrics": {
    "success_rate": { "unit": "percentage", "data_points": [
      {"timestamp": "2031-04-07T09:00:00Z", "value": 99.5},
      {"timestamp": "2031-04-07T09:05:00Z", "value": null}
    ] }
  },
  "summary": { "status": "recovered", "affected": 12 }
}
`,
  alerts: `[
  {
    "id": "A1", "timestamp": "2031-04-07T09:00:47Z", "severity": "warning", "metric": "latency",
    "title": "Slow", "details": { "latency_ms": 1823, "threshold_ms": 1000 }, "status": "open"
  }
]
`,
  posts: `Collected 2031-04-07

=== POSTS ===

@someone - 09:34 AM
"Broken again"
Engagement: 3 likes

Ann Lee (West) - 1:45 PM
"Works now"
`,
  notes: `# Incident notes

**Service:** Slots

- 09:00:45 - first slow search
- 09:20 - pool full
`,
  text: `>> 2031-04-07 09:00:46 WARN disk is full
   with more
>> 2031-04-07 09:00:47 all well
`,
  untimed: `it broke
and broke again
`
}
