-- Times: UTC, Unix milliseconds (…_ms). Business days: local, ISO text. JSON: text.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE service (
    code TEXT PRIMARY KEY,
    prefix TEXT NOT NULL UNIQUE,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    icon TEXT NOT NULL DEFAULT '',
    position INTEGER NOT NULL,
    is_open INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    hours TEXT CHECK (hours IS NULL OR json_valid(hours)),
    first_number INTEGER NOT NULL DEFAULT 1 CHECK (first_number >= 1),
    last_number INTEGER NOT NULL DEFAULT 9999 CHECK (last_number >= first_number),
    daily_quota INTEGER CHECK (daily_quota >= 0),
    outcome_required INTEGER NOT NULL DEFAULT 0 CHECK (outcome_required IN (0, 1)),
    wrap_up_s INTEGER NOT NULL DEFAULT 0 CHECK (wrap_up_s BETWEEN 0 AND 3600)
) STRICT, WITHOUT ROWID;

-- Days on which a service gives no numbers, both ends included.
CREATE TABLE closure (
    id INTEGER PRIMARY KEY,
    service TEXT NOT NULL REFERENCES service (code),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day),
    reason_vi TEXT NOT NULL,
    reason_en TEXT NOT NULL
) STRICT;
CREATE INDEX closure_by_service ON closure (service, last_day);

-- How many calls were made at the counters of a service since the file began: whoever was put back lets some pass.
CREATE TABLE service_calls (
    service TEXT PRIMARY KEY REFERENCES service (code),
    calls INTEGER NOT NULL CHECK (calls >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE counter (
    number INTEGER PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    zone TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'closed' CHECK (status IN ('open', 'paused', 'closed')),
    clerk TEXT,
    since_ms INTEGER NOT NULL DEFAULT 0,
    pause_reason TEXT NOT NULL DEFAULT '',
    back_at_ms INTEGER,
    auto_call INTEGER NOT NULL DEFAULT 0 CHECK (auto_call IN (0, 1)),
    awaits_next INTEGER NOT NULL DEFAULT 0 CHECK (awaits_next IN (0, 1)),
    wrap_up_until_ms INTEGER NOT NULL DEFAULT 0,
    free_since_ms INTEGER NOT NULL DEFAULT 0,
    help_after_s INTEGER NOT NULL DEFAULT 0 CHECK (help_after_s >= 0)
) STRICT;

-- A counter's skills. Those it only helps with are served when its own queues are empty.
CREATE TABLE counter_service (
    counter INTEGER NOT NULL REFERENCES counter (number),
    service TEXT NOT NULL REFERENCES service (code),
    helps INTEGER NOT NULL DEFAULT 0 CHECK (helps IN (0, 1)),
    PRIMARY KEY (counter, service)
) STRICT, WITHOUT ROWID;

-- A named set of skills that a manager gives to a counter in one act.
CREATE TABLE work_profile (
    code TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    services TEXT NOT NULL CHECK (json_valid(services)),
    helps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(helps)),
    help_after_s INTEGER NOT NULL DEFAULT 0 CHECK (help_after_s >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE priority_class (
    code TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    rate REAL NOT NULL CHECK (rate > 0),
    head_start_s INTEGER NOT NULL DEFAULT 0 CHECK (head_start_s >= 0),
    rank INTEGER NOT NULL DEFAULT 0,
    by_appointment INTEGER NOT NULL DEFAULT 0 CHECK (by_appointment IN (0, 1)),
    is_offered INTEGER NOT NULL DEFAULT 1 CHECK (is_offered IN (0, 1)),
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE procedure (
    code TEXT PRIMARY KEY,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    service TEXT NOT NULL REFERENCES service (code),
    field TEXT NOT NULL,
    time_amount INTEGER,
    time_unit TEXT NOT NULL,
    cutoff TEXT,
    fee_vnd INTEGER,
    fee_vi TEXT NOT NULL DEFAULT '',
    fee_en TEXT NOT NULL DEFAULT '',
    agency TEXT NOT NULL,
    papers_vi TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(papers_vi)),
    papers_en TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(papers_en)),
    verified INTEGER NOT NULL DEFAULT 0 CHECK (verified IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE synonym (
    phrase TEXT NOT NULL,
    procedure TEXT NOT NULL REFERENCES procedure (code),
    PRIMARY KEY (phrase, procedure)
) STRICT, WITHOUT ROWID;

CREATE TABLE day_override (
    day TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    basis TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('clerk', 'manager', 'admin')),
    password_hash TEXT NOT NULL,
    session_epoch INTEGER NOT NULL DEFAULT 1,
    disabled_at_ms INTEGER
) STRICT;

-- What a clerk may do beyond the ordinary; managers may do all of it.
CREATE TABLE permission (
    account TEXT NOT NULL REFERENCES account (name),
    name TEXT NOT NULL CHECK (name IN ('choose_ticket')),
    PRIMARY KEY (account, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE printer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    transport TEXT NOT NULL CHECK (transport IN ('network', 'serial', 'usb', 'file', 'virtual')),
    address TEXT NOT NULL,
    profile TEXT NOT NULL,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1))
) STRICT;

CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('kiosk', 'display', 'counter', 'printer', 'integration')),
    zone TEXT,
    counter INTEGER REFERENCES counter (number),
    printer INTEGER REFERENCES printer (id),
    token_hash BLOB NOT NULL UNIQUE,
    created_at_ms INTEGER NOT NULL,
    revoked_at_ms INTEGER
) STRICT;

CREATE TABLE business_day (
    day TEXT PRIMARY KEY,
    opened_at_ms INTEGER NOT NULL,
    opened_seq INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- The number counter row: a number is UPDATE … RETURNING, never a COUNT.
CREATE TABLE series (
    day TEXT NOT NULL REFERENCES business_day (day),
    series TEXT NOT NULL,
    first_number INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (day, series)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL REFERENCES business_day (day),
    series TEXT NOT NULL,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    language TEXT NOT NULL,
    issued_at_ms INTEGER NOT NULL,
    next_services TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(next_services)),
    device INTEGER REFERENCES device (id),
    UNIQUE (day, series, number)
) STRICT;

-- line_at_ms, line_seq: from when the wait counts for who is next (arrival, or the booked time); kept by a transfer.
-- after_calls: called only once so many calls were made at the counters of its service; 0 for all never put back.
CREATE TABLE leg (
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    ordinal INTEGER NOT NULL,
    day TEXT NOT NULL REFERENCES business_day (day),
    service TEXT NOT NULL REFERENCES service (code),
    priority TEXT NOT NULL REFERENCES priority_class (code),
    state TEXT NOT NULL,
    queued_at_ms INTEGER NOT NULL,
    line_at_ms INTEGER NOT NULL,
    line_seq INTEGER NOT NULL,
    after_calls INTEGER NOT NULL DEFAULT 0,
    for_counter INTEGER REFERENCES counter (number),
    for_clerk TEXT,
    called_at_ms INTEGER,
    calls INTEGER NOT NULL DEFAULT 0,
    last_call_seq INTEGER,
    serving_at_ms INTEGER,
    parked_at_ms INTEGER,
    parked_ms INTEGER NOT NULL DEFAULT 0,
    park_reason TEXT NOT NULL DEFAULT '',
    ended_at_ms INTEGER,
    outcome TEXT NOT NULL DEFAULT '',
    counter INTEGER REFERENCES counter (number),
    clerk TEXT,
    PRIMARY KEY (ticket, ordinal)
) STRICT, WITHOUT ROWID;

-- The proofs behind the rules: one ticket a counter, one open leg a ticket.
CREATE UNIQUE INDEX one_ticket_per_counter ON leg (counter) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX one_open_leg_per_ticket ON leg (ticket) WHERE state IN ('waiting', 'called', 'serving', 'parked');
CREATE INDEX leg_waiting ON leg (service, priority, line_at_ms, line_seq, after_calls, for_counter, for_clerk)
    WHERE state = 'waiting';
CREATE INDEX leg_put_back ON leg (service, after_calls) WHERE state = 'waiting' AND after_calls > 0;
CREATE INDEX leg_parked ON leg (clerk) WHERE state = 'parked';
CREATE INDEX leg_served ON leg (service, ended_at_ms) WHERE state = 'finished' AND serving_at_ms IS NOT NULL;
CREATE INDEX leg_by_day ON leg (day, service);
CREATE INDEX leg_last_call ON leg (last_call_seq) WHERE last_call_seq IS NOT NULL;

-- How many wait, by service and class: kept in the same transaction so that issuing stays O(1).
CREATE TABLE waiting_tally (
    service TEXT NOT NULL REFERENCES service (code),
    priority TEXT NOT NULL REFERENCES priority_class (code),
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    PRIMARY KEY (service, priority)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ticket_id INTEGER,
    counter INTEGER,
    clerk TEXT,
    body TEXT NOT NULL CHECK (json_valid(body)),
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX event_by_time ON event (at);
CREATE INDEX event_of_call ON event (seq) WHERE kind IN ('TicketCalled', 'TicketRecalled');
CREATE INDEX event_by_ticket ON event (ticket_id) WHERE ticket_id IS NOT NULL;
CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;
CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END;

CREATE TABLE idempotency (
    scope TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    answer TEXT NOT NULL CHECK (json_valid(answer)),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_time ON idempotency (at_ms);

CREATE TABLE print_job (
    id INTEGER PRIMARY KEY,
    printer INTEGER NOT NULL REFERENCES printer (id),
    kind TEXT NOT NULL CHECK (kind IN ('ticket', 'receipt')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    state TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'failed', 'unknown')),
    attempts INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '',
    detail TEXT NOT NULL DEFAULT '',
    ticket INTEGER REFERENCES ticket (id),
    device INTEGER REFERENCES device (id),
    copy_of INTEGER REFERENCES print_job (id),
    settled_by TEXT,
    created_at_ms INTEGER NOT NULL,
    updated_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX print_job_open ON print_job (printer, id) WHERE state = 'queued';
CREATE INDEX print_job_troubled ON print_job (state, id) WHERE state IN ('failed', 'unknown');
CREATE INDEX print_job_printing ON print_job (printer, id) WHERE state = 'printing';
CREATE INDEX print_job_by_ticket ON print_job (ticket);

CREATE TABLE dossier_series (
    day TEXT PRIMARY KEY,
    last_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Personal data (the applicant) stays in this table and the drafts; the event log never holds it.
CREATE TABLE dossier (
    code TEXT PRIMARY KEY,
    ticket INTEGER REFERENCES ticket (id),
    procedure TEXT NOT NULL REFERENCES procedure (code),
    applicant TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('direct', 'online', 'postal')),
    state TEXT NOT NULL,
    received_at_ms INTEGER NOT NULL,
    due_at TEXT,
    due_why_vi TEXT NOT NULL DEFAULT '',
    due_why_en TEXT NOT NULL DEFAULT '',
    counter INTEGER REFERENCES counter (number),
    clerk TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_by_ticket ON dossier (ticket);

CREATE TABLE draft (
    ticket INTEGER PRIMARY KEY REFERENCES ticket (id),
    clerk TEXT NOT NULL,
    body TEXT NOT NULL CHECK (json_valid(body)),
    at_ms INTEGER NOT NULL
) STRICT;
