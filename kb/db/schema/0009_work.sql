-- The work on contributions: handing in, coding, publishing, the right of reply. Who may do what is decided in kb/workflow.

-- What is handed in has a document as its source and no address on the web, and may be made under several lines.
ALTER TABLE contribution ALTER COLUMN source_url DROP NOT NULL;
ALTER TABLE delegation ALTER COLUMN source_url DROP NOT NULL;
COMMENT ON COLUMN contribution.source_url IS 'Address of the source; empty where the text itself was handed in.';
COMMENT ON COLUMN contribution.line IS 'Discussion line that the source names; several are separated by spaces.';
COMMENT ON COLUMN delegation.source_url IS 'Source; empty where the delegation itself said so when it handed in its contribution.';
UPDATE reference SET list = true WHERE from_table = 'contribution' AND from_column = 'line';

CREATE TABLE submission (
    contribution VARCHAR NOT NULL,
    receipt INTEGER NOT NULL CHECK (receipt > 0),
    received_at TIMESTAMP NOT NULL,
    person VARCHAR NOT NULL,
    media VARCHAR NOT NULL CHECK (media IN ('docx', 'odt', 'pdf', 'txt', 'md', 'html', 'rtf')),
    file_name VARCHAR,
    sha256 VARCHAR NOT NULL CHECK (length(sha256) = 64),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (contribution, since_revision)
);
COMMENT ON TABLE submission IS 'How a contribution was handed in: its receipt.';
COMMENT ON COLUMN submission.contribution IS 'The contribution.';
COMMENT ON COLUMN submission.receipt IS 'Number of the receipt: the number of the revision that brought it.';
COMMENT ON COLUMN submission.received_at IS 'When it was received, in UTC.';
COMMENT ON COLUMN submission.person IS 'Who handed it in.';
COMMENT ON COLUMN submission.media IS 'Kind of document.';
COMMENT ON COLUMN submission.file_name IS 'Name of the file; empty for text that was pasted.';
COMMENT ON COLUMN submission.sha256 IS 'SHA-256 of the file, or of the pasted text.';

CREATE TABLE restriction (
    contribution VARCHAR NOT NULL,
    audience VARCHAR NOT NULL CHECK (audience IN ('parties')),
    public_from DATE NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (contribution, since_revision)
);
COMMENT ON TABLE restriction IS 'Contributions that are confidential until a day. Nobody else learns of them: they are in no screen, count or file.';
COMMENT ON COLUMN restriction.contribution IS 'The contribution.';
COMMENT ON COLUMN restriction.audience IS 'Who may see it before that day: parties, the States Parties.';
COMMENT ON COLUMN restriction.public_from IS 'The day from which everybody may see it.';

CREATE TABLE judgement (
    passage VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    basis VARCHAR NOT NULL CHECK (basis IN ('contributor', 'hand', 'accepted')),
    blind BOOLEAN NOT NULL,
    note VARCHAR,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, coder, since_revision)
);
COMMENT ON TABLE judgement IS 'How one person codes a passage. Publishing settles which judgement counts; that one becomes the passage''s codings.';
COMMENT ON COLUMN judgement.passage IS 'The passage.';
COMMENT ON COLUMN judgement.coder IS 'Who coded it.';
COMMENT ON COLUMN judgement.basis IS 'contributor: by the contributor itself when handing in; hand: by a coder; accepted: by a coder, from a suggestion.';
COMMENT ON COLUMN judgement.blind IS 'Whether it was made without seeing anybody else''s.';
COMMENT ON COLUMN judgement.note IS 'The coder''s note.';

CREATE TABLE judged_coding (
    passage VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position >= 0),
    provision VARCHAR,
    assessment VARCHAR NOT NULL CHECK (assessment IN ('progress', 'challenge', 'practice', 'plan', 'request', 'offer')),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, coder, position, since_revision)
);
COMMENT ON TABLE judged_coding IS 'A provision and an assessment in a judgement.';
COMMENT ON COLUMN judged_coding.passage IS 'The passage.';
COMMENT ON COLUMN judged_coding.coder IS 'Whose judgement.';
COMMENT ON COLUMN judged_coding.position IS 'Order in the judgement, from 1; 0 for the one without a provision.';
COMMENT ON COLUMN judged_coding.provision IS 'The provision it is about.';
COMMENT ON COLUMN judged_coding.assessment IS 'progress, challenge, practice, plan, request or offer.';

CREATE TABLE judged_theme (
    passage VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    position INTEGER NOT NULL CHECK (position > 0),
    theme VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (passage, coder, position, since_revision)
);
COMMENT ON TABLE judged_theme IS 'A theme in a judgement.';
COMMENT ON COLUMN judged_theme.passage IS 'The passage.';
COMMENT ON COLUMN judged_theme.coder IS 'Whose judgement.';
COMMENT ON COLUMN judged_theme.position IS 'Order in the judgement, from 1.';
COMMENT ON COLUMN judged_theme.theme IS 'The theme.';

CREATE TABLE reply (
    id VARCHAR NOT NULL,
    passage VARCHAR NOT NULL,
    contributor VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('confirmed', 'contested', 'proposed', 'comment')),
    reason VARCHAR CHECK (reason IS NOT NULL OR kind = 'confirmed'),
    provision VARCHAR CHECK (provision IS NULL OR kind = 'proposed'),
    assessment VARCHAR CHECK (assessment IN ('progress', 'challenge', 'practice', 'plan', 'request', 'offer')),
    person VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE reply IS 'What a State or organisation says of how a passage attributed to it, or about it, is coded: the right of reply.';
COMMENT ON COLUMN reply.id IS 'Permanent id: the passage''s id, "-reply-", a number.';
COMMENT ON COLUMN reply.passage IS 'The passage.';
COMMENT ON COLUMN reply.contributor IS 'The State or organisation that replies.';
COMMENT ON COLUMN reply.kind IS 'confirmed, contested, proposed (another coding) or comment (on what others say about it).';
COMMENT ON COLUMN reply.reason IS 'Its reason or comment, in its own words.';
COMMENT ON COLUMN reply.provision IS 'The provision it proposes; empty for a coding without a provision.';
COMMENT ON COLUMN reply.assessment IS 'The assessment it proposes.';
COMMENT ON COLUMN reply.person IS 'The delegate who replied.';

CREATE TABLE answer (
    reply VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('accepted', 'kept', 'noted')),
    text VARCHAR NOT NULL,
    person VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (reply, since_revision)
);
COMMENT ON TABLE answer IS 'The Coordinators'' answer to a reply; the reply stays beside it.';
COMMENT ON COLUMN answer.reply IS 'The reply.';
COMMENT ON COLUMN answer.decision IS 'accepted: the coding was changed as asked; kept: it was not; noted: nothing was asked.';
COMMENT ON COLUMN answer.text IS 'The answer, in words.';
COMMENT ON COLUMN answer.person IS 'The Coordinator who answered.';

CREATE TABLE collaboration (
    id VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    partners VARCHAR NOT NULL,
    area VARCHAR NOT NULL CHECK (area IN ('services', 'data', 'information', 'policy', 'advocacy')),
    outcome VARCHAR NOT NULL CHECK (outcome IN ('benefit', 'challenge', 'not said')),
    passage VARCHAR NOT NULL,
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE collaboration IS 'A government and others working together (discussion line b), tied to the passage that says so.';
COMMENT ON COLUMN collaboration.id IS 'Code.';
COMMENT ON COLUMN collaboration.state IS 'The State.';
COMMENT ON COLUMN collaboration.partners IS 'With whom.';
COMMENT ON COLUMN collaboration.area IS 'services, data, information, policy or advocacy.';
COMMENT ON COLUMN collaboration.outcome IS 'Whether the passage tells of a benefit or of a challenge: benefit, challenge, not said.';
COMMENT ON COLUMN collaboration.passage IS 'The passage that says so.';

-- People are personal data: they are in the database and its backups, and in no data file.
CREATE TABLE person (
    id VARCHAR NOT NULL,
    email VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    active BOOLEAN NOT NULL,
    blind_share INTEGER NOT NULL CHECK (blind_share BETWEEN 0 AND 100),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (id, since_revision)
);
COMMENT ON TABLE person IS 'People who may do more than read.';
COMMENT ON COLUMN person.id IS 'The name under which their work is kept.';
COMMENT ON COLUMN person.email IS 'Address that the sign-in confirms, in small letters.';
COMMENT ON COLUMN person.name IS 'Name.';
COMMENT ON COLUMN person.active IS 'Whether the person may sign in.';
COMMENT ON COLUMN person.blind_share IS 'Percentage of passages that the person codes without seeing anybody else''s codings.';

CREATE TABLE person_role (
    person VARCHAR NOT NULL,
    role VARCHAR NOT NULL CHECK (role IN ('delegate', 'coder', 'facilitator', 'coordinator', 'administrator')),
    contributor VARCHAR CHECK ((contributor IS NOT NULL) = (role = 'delegate')),
    since_revision INTEGER NOT NULL REFERENCES revision (number),
    until_revision INTEGER,
    PRIMARY KEY (person, role, since_revision)
);
COMMENT ON TABLE person_role IS 'What a person may do.';
COMMENT ON COLUMN person_role.person IS 'The person.';
COMMENT ON COLUMN person_role.role IS 'delegate, coder, facilitator, coordinator or administrator; everybody is a reader.';
COMMENT ON COLUMN person_role.contributor IS 'For a delegate: the State or organisation.';

CREATE TABLE draft (
    id VARCHAR PRIMARY KEY,
    person VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    content VARCHAR NOT NULL
);
COMMENT ON TABLE draft IS 'Contributions being prepared, which are no part of the knowledge base yet; each is its author''s alone.';
COMMENT ON COLUMN draft.id IS 'A code that cannot be guessed.';
COMMENT ON COLUMN draft.person IS 'Whose it is.';
COMMENT ON COLUMN draft.saved_at IS 'When it was last saved, in UTC.';
COMMENT ON COLUMN draft.content IS 'The draft, as JSON.';

INSERT INTO reference VALUES
    ('submission', 'contribution', 'contribution', 'id', false),
    ('restriction', 'contribution', 'contribution', 'id', false),
    ('judgement', 'passage', 'passage', 'id', false),
    ('judged_coding', 'passage', 'judgement', 'passage', false),
    ('judged_coding', 'provision', 'provision', 'id', false),
    ('judged_theme', 'passage', 'judgement', 'passage', false),
    ('judged_theme', 'theme', 'theme', 'id', false),
    ('reply', 'passage', 'passage', 'id', false),
    ('reply', 'contributor', 'state', 'id', false),
    ('reply', 'contributor', 'outside_state', 'id', false),
    ('reply', 'contributor', 'organisation', 'id', false),
    ('reply', 'provision', 'provision', 'id', false),
    ('answer', 'reply', 'reply', 'id', false),
    ('collaboration', 'state', 'state', 'id', false),
    ('collaboration', 'state', 'outside_state', 'id', false),
    ('collaboration', 'passage', 'passage', 'id', false),
    ('person_role', 'person', 'person', 'id', false),
    ('person_role', 'contributor', 'state', 'id', false),
    ('person_role', 'contributor', 'outside_state', 'id', false),
    ('person_role', 'contributor', 'organisation', 'id', false);

INSERT INTO rule VALUES
    ('submission', 'sha256', 'is the document of another contribution',
     'EXISTS (
         FROM submission AS o JOIN contribution AS c ON c.id = o.contribution AND c.status <> ''withdrawn''
         WHERE o.sha256 = this.sha256 AND o.receipt < this.receipt
     ) AND EXISTS (FROM contribution AS c WHERE c.id = this.contribution AND c.status <> ''withdrawn'')'),
    ('reply', 'assessment', 'must be there if another coding is proposed, and only then',
     '(this.assessment IS NULL) = (this.kind = ''proposed'')'),
    ('person', 'email', 'must be an e-mail address in small letters',
     'NOT regexp_full_match(this.email, ''[^\sA-Z@]+@[^\sA-Z@]+'')'),
    ('person', 'email', 'is the address of another person',
     'EXISTS (FROM person AS o WHERE o.email = this.email AND o.id < this.id)');

-- A fact is about the State that the passage is of, or about.
INSERT INTO rule
SELECT table_name, 'state', 'must be the State that speaks in the passage, is described in it, or is aligned with it',
    'NOT EXISTS (
         FROM passage AS p JOIN contribution AS c ON c.id = p.contribution
         WHERE p.id = this.passage AND (
             coalesce(c.state = this.state, false) OR coalesce(c.about_state = this.state, false)
             OR EXISTS (FROM alignment AS a WHERE a.contribution = c.id AND a.state = this.state)
         )
     )'
FROM (VALUES ('mechanism'), ('collaboration')) AS t (table_name);

INSERT INTO rule
SELECT table_name, 'id', 'must be letters, digits, and . _ - after the first',
    'NOT regexp_full_match(this.id, ''[A-Za-z0-9][A-Za-z0-9._-]*'')'
FROM (VALUES ('reply'), ('collaboration'), ('person')) AS t (table_name);
