const names = (text: string): readonly string[] => text.split(/\s+/)

/**
 * The names under which exports usually keep a thing, in order of preference. Spelling does not matter (`createdAt` is
 * `created_at`); localised headers are listed where exports localise them.
 */
export const usualNames = {
  time: names(`timestamp @timestamp epoch epoch_ms epoch_time unixtime unix_time unix_timestamp time ts t datetime date_time event_time eventTime log_time logged_at created_at created
    createdTime created_on createddate date_created opened_at opened openeddate reported_at reported received_at
    received submitted_at raised_at posted_at published_at sent_at startsAt started_at start_time startTime start
    timeUnixNano startTimeUnixNano lastTimestamp eventTime firstTimestamp metadata.creationTimestamp creationTimestamp observedTimeUnixNano start_time_millis start_time_ms start_millis start_ms
    start_unix_us start_unix_ms start_unix_nano start_unix start_time_us start_us start_ns ts_epoch ts_ms ts_us ts_ns time_unix epoch_seconds epoch_s fired actual_start planned_start sample_time sampled_at snapshot_time snap_time begin_interval_time end_interval_time begin_time collected_at capture_time query_start fired_at triggered_at activeAt occurred_at happened_at deployed_at deployedTime committed_at
    authored_at author_date commit_date merged_at changed_at updated_at applied_at executed_at recorded_at
    EdgeStartTimestamp date when at $date @t last_seen zeitstempel zeit zeitpunkt uhrzeit datum erstellt erstellt_am
    horodatage heure fecha hora marca_de_tiempo tijdstip tijd data_hora data_ora orario tidspunkt tidsstempel`),
  timeOfDay: names(`time time_of_day uhrzeit heure hora tijd clock`),
  level: names(
    `level log.level loglevel severity severity_text severityText lvl levelname log_level priority_name severityLevel @l s`
  ),
  logger: names(`logger logger_name loggerName log.logger category SourceContext component module c caller name source app`),
  thread: names(`thread thread_name threadName process.thread.name ThreadId thread_id ctx`),
  message: names(`message msg @m @mt log text event body body.stringValue description short_message MESSAGE log_message line title
    MessageTemplate log_pattern pattern template log_template event.original action query`),
  /** The finest part that is measured, so that the series of two pods of a service are not mixed. */
  instance: names(`pod pod_name kubernetes.pod.name instance instance_id host.name hostname host server server_name node
    container container_name machine MachineName computer cloud_RoleInstance AppRoleInstance`),
  entity: names(`entity service.name service_name service serviceName svc microservice app_name application app labels.service
    cloud_RoleName AppRoleName involvedObject.name regarding.name container_name container pod pod_name kubernetes.pod.name host.name hostname host
    instance instance_id server server_name node machine MachineName computer labels.instance component resource dienst rechner servidor serveur servizio
    servicio`),
  person: names(`citizen_name customer_name reporter_name requester_name contact_name caller_name user_name full_name name
    citizen customer caller reporter requester reported_by raised_by submitted_by opened_by created_by author
    author_name from sender user username handle screen_name contact resident client`),
  text: names(`description text body message content details comment comments post tweet note notes complaint feedback
    problem issue summary subject title beschreibung texte descripcion`),
  reference: names(`ticket_id ticket ticket_number ticket_no reference ref case_id case_number case incident_id incident_number
    request_id call_id key number post_id tweet_id message_id id`),
  subject: names(`subject title short_description summary headline betreff`),
  priority: names(`priority urgency severity impact prioritaet`),
  category: names(`category type ticket_type request_type classification platform kategorie`),
  status: names(`status state resolution_status ticket_status`),
  alertName: names(`alertname labels.alertname alert_name rule_name rule monitor_name monitor title name alert check summary
    annotations.summary metric alert_id`),
  severity: names(`severity sev labels.severity level priority criticality urgency`),
  alertStatus: names(`status state alert_state alertstate to_state new_state`),
  metric:
    names(`metric metric_name metricname stat_name statistic_name measurement series counter indicator __name__ metrik kennzahl messgroesse
    metrique indicateur metrica`),
  value: names(`value val current_value metric_value observed actual measured v avg average mean sum y wert messwert valeur
    valor valore waarde`),
  threshold: names(`threshold threshold_value limit trigger_value critical_threshold warning_threshold`),
  description: names(`description annotations.description annotations.summary message details text body summary reason`),
  resolvedAt: names(
    `resolved_at resolved_on closed_on endsAt ended_at closed_at cleared_at recovered_at resolved end_time end ended until to`
  ),
  unit: names(`unit units uom einheit unite unidad`),
  method: names(`method http_method http.method http.request.method request_method verb cs-method ClientRequestMethod
    request.method`),
  target: names(`target uri request_uri url http.target url.original url.path path request_path http.url ClientRequestURI
    request.uri req.url endpoint route request operation op`),
  httpStatus: names(`status status_code statusCode http_status http.status_code http.response.status_code response_code
    EdgeResponseStatus sc-status res.statusCode response.status code http_code resultCode`),
  bytes: names(`bytes bytes_sent body_bytes_sent size response_size http.response.body.bytes EdgeResponseBytes sc-bytes
    content_length resp_size`),
  client: names(`client_ip clientip remote_addr remote_ip client.ip source.ip c-ip ClientIP ip remote_address client
    remote_host`),
  userAgent: names(`user_agent userAgent http_user_agent user_agent.original ClientRequestUserAgent cs(User-Agent) agent ua`),
  referrer: names(`referrer referer http_referer http.request.referrer cs(Referer)`),
  userName: names(`user username user_name user.name remote_user user_id cs-username`),
  statement:
    names(`statement query sql command_text event_text sql_text query_text db.statement db.query.text normalized_query digest_text batch_text
    textdata`),
  session: names(`session_id session pid backend_pid process_id connection_id spid thread_id`),
  database: names(`database database_name dbname datname db schema db.name db.namespace`),
  rowsReturned: names(`rows_sent rows_returned row_count rows rowcount`),
  rowsExamined: names(`rows_examined rows_read logical_reads rows_scanned`),
  lock: names(`lock_time_ms lock_ms lock_wait_ms wait_time_ms`),
  plan: names(`plan query_plan execution_plan explain`),
  traceId: names(`trace_id traceId trace.id dd.trace_id trace`),
  spanId: names(`span_id spanId span.id span id`),
  parentId: names(`parent_span_id parentSpanId parent_id parentId parent.id parentSpan parent`),
  spanName: names(`name operation_name operationName span_name operation op method_name methodName endpoint resource`),
  end: names(`end_time endTime end endTimeUnixNano finished_at ended_at end_timestamp`),
  changeRef: names(`commit sha commit_sha commit_id hash revision version release deploy_id deployment_id change_id flag flag_key
    feature_flag change_number change_request number reference key parameter setting job_id job id ref tag build nr nummer numero`),
  changeTitle:
    names(`title summary short_description message subject description name change action event flag flag_key key parameter setting job
    version release text was what what_changed deed activity was massnahme quoi que notes comment`),
  changeAuthor: names(`author author_name committer deployed_by changed_by user username actor owner by who email requested_by
    approved_by assigned_to implementer updated_by created_by wer qui quien`),
  changeKind: names(`kind type change_type event_type category event action`)
}

/** A duration's name without its unit, and then its unit: `query_time_ms`, `duration`, `elapsed.seconds`. */
export const durationName =
  /^(?:.*[._-])?(duration|durationms|dur|elapsed|elapsedtime|elapsed_time|latency|took|response_time|responsetime|request_time|req_?time|resp_?time|query_time|exec_time|execution_time|time_taken|time-taken|runtime|total_time|processing_time|mean_exec_time|(?<!.)(?=(?:ms|millis|us|micros)$))(?:[._-]?(ns|nanos|nanoseconds|us|µs|micros|microseconds|ms|millis|milliseconds|s|sec|secs|seconds))?$/i
