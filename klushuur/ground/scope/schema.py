"""What the database holds beside rows, read from its catalogue: one text, sorted, so that two databases compare as two files."""

from typing import Any, Protocol

# (what it belongs to, line). Ids, the order of columns and what the owner may by being the owner say nothing: they are not there.
CATALOGUE = """
WITH ours AS (
    SELECT c.*, format('%s %s', CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'S' THEN 'sequence'
        WHEN 'v' THEN 'view' WHEN 'm' THEN 'view' ELSE 'relation' END, relname) AS name
    FROM pg_class c
    WHERE relnamespace = 'public'::regnamespace AND relkind NOT IN ('i', 'I', 'c')
), functions AS (
    SELECT p.*, format('function %s', p.oid::regprocedure) AS name FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
), granted (name, owner, acl, part) AS ( -- where none were given, PostgreSQL's own: a function is everybody's
    SELECT name, relowner, relacl, '' FROM ours
    UNION ALL SELECT name, relowner, attacl, ' on ' || attname FROM ours JOIN pg_attribute ON attrelid = ours.oid
    UNION ALL SELECT name, proowner, coalesce(proacl, acldefault('f', proowner)), '' FROM functions
    UNION ALL SELECT format('schema %s', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner)), ''
        FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    UNION ALL SELECT format('whatever %s makes', pg_get_userbyid(defaclrole)), defaclrole, defaclacl, format(' on its %s',
        CASE defaclobjtype WHEN 'r' THEN 'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types'
        ELSE 'schemas' END) FROM pg_default_acl
)

SELECT name, format('owner %s', pg_get_userbyid(relowner)) FROM ours
UNION ALL
SELECT name, format('row security %s, %s', CASE WHEN relrowsecurity THEN 'on' ELSE 'off' END,
    CASE WHEN relforcerowsecurity THEN 'forced' ELSE 'not forced' END)
FROM ours WHERE relkind IN ('r', 'p')
UNION ALL
SELECT name, concat('column ', attname, ' ', format_type(atttypid, atttypmod), CASE WHEN attnotnull THEN ' not null' END,
    CASE attidentity WHEN 'a' THEN ' identity always' WHEN 'd' THEN ' identity by default' END,
    CASE WHEN attgenerated <> '' THEN ' generated' ELSE ' default' END || ' ' || pg_get_expr(adbin, adrelid),
    (SELECT ' collate ' || collname FROM pg_collation k WHERE k.oid = attcollation AND attcollation <> typcollation))
FROM ours JOIN pg_attribute ON attrelid = ours.oid JOIN pg_type t ON t.oid = atttypid
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE relkind <> 'S' AND attnum > 0 AND NOT attisdropped
UNION ALL
SELECT name, format('counts %s from %s by %s, between %s and %s%s, for %s.%s', format_type(seqtypid, NULL), seqstart,
    seqincrement, seqmin, seqmax, CASE WHEN seqcycle THEN ' and round' END, refobjid::regclass, attname)
FROM ours JOIN pg_sequence ON seqrelid = ours.oid
    LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = ours.oid AND deptype IN ('a', 'i')
    LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
UNION ALL
SELECT name, format('defined as %s', pg_get_viewdef(oid)) FROM ours WHERE relkind IN ('v', 'm')
UNION ALL -- PostgreSQL 18 lists NOT NULL among the constraints; the columns say it already
SELECT name, format('constraint %s %s', conname, pg_get_constraintdef(k.oid))
FROM ours JOIN pg_constraint k ON conrelid = ours.oid WHERE contype <> 'n'
UNION ALL
SELECT name, format('index %s%s', pg_get_indexdef(indexrelid), CASE WHEN NOT indisvalid THEN ' INVALID' END)
FROM ours JOIN pg_index ON indrelid = ours.oid
UNION ALL
SELECT format('table %s', tablename), format('policy %s, %s, for %s to %s using %s with check %s', policyname,
    lower(permissive), cmd, array_to_string(roles, ', '), coalesce(qual, 'nothing'), coalesce(with_check, 'the same'))
FROM pg_policies WHERE schemaname = 'public'
UNION ALL
SELECT name, format('trigger %s%s', pg_get_triggerdef(t.oid),
    CASE tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' DISABLED' ELSE ' for replicas' END)
FROM ours JOIN pg_trigger t ON tgrelid = ours.oid WHERE NOT tgisinternal
UNION ALL
SELECT name, format('rule %s', pg_get_ruledef(r.oid))
FROM ours JOIN pg_rewrite r ON ev_class = ours.oid WHERE rulename <> '_RETURN'
UNION ALL
SELECT name, concat(CASE prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' ELSE 'aggregate or window' END,
    ', returns ', pg_get_function_result(functions.oid), ', language ', lanname,
    CASE provolatile WHEN 'i' THEN ', immutable' WHEN 's' THEN ', stable' ELSE ', volatile' END,
    CASE WHEN proisstrict THEN ', strict' END, CASE WHEN prosecdef THEN ', security definer' END,
    ', set ' || array_to_string(proconfig, ', '), ', owner ', pg_get_userbyid(proowner))
FROM functions JOIN pg_language l ON l.oid = prolang
UNION ALL
SELECT name, format('body %s', prosrc) FROM functions
UNION ALL
SELECT name, format('grant %s%s to %s%s', string_agg(privilege_type, ', ' ORDER BY privilege_type COLLATE "C"), part,
    CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END, CASE WHEN is_grantable THEN ' with grant option' END)
FROM granted, aclexplode(acl) WHERE grantee <> owner GROUP BY name, part, grantee, is_grantable
UNION ALL
SELECT format('type %s', typname), coalesce((SELECT format('one of %s', string_agg(enumlabel, ', ' ORDER BY enumsortorder))
    FROM pg_enum WHERE enumtypid = t.oid HAVING count(*) > 0), format('made of %s', format_type(typbasetype, typtypmod)))
FROM pg_type t WHERE typnamespace = 'public'::regnamespace AND typtype IN ('d', 'e', 'r')
UNION ALL
SELECT 'extensions', extname FROM pg_extension
UNION ALL
SELECT 'event triggers', format('%s on %s runs %s', evtname, evtevent, evtfoid::regproc) FROM pg_event_trigger
"""


class Cursor(Protocol):
    """Django's cursor, or psycopg2's."""

    def execute(self, sql: str, /) -> object: ...
    def fetchall(self) -> list[Any]: ...


def text(cursor: Cursor) -> str:
    """Tables with their columns, constraints, indexes, walls, triggers and rights; functions with their bodies; default rights.

    Any login may read it. The same for the same migrations, whatever the database is called and in which order columns came.
    """
    parts: dict[str, list[str]] = {}
    cursor.execute(CATALOGUE)
    for name, line in cursor.fetchall():
        parts.setdefault(name, []).append("\n        ".join(part.rstrip() for part in line.strip().splitlines()))
    return "\n".join("\n    ".join([name, *sorted(parts[name])]) + "\n" for name in sorted(parts))
