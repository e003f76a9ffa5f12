-- The three logins and their rights, once: bin/make-roles and the servers of bin/demo and bin/test (klushuur/embedded/postgres.py) run
-- this, as the superuser, in a database whose tables klushuur_owner will make. A second time it sets everything right again.
-- Not here: passwords, and the making of the database.

DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klushuur_owner') THEN CREATE ROLE klushuur_owner; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klushuur_app') THEN CREATE ROLE klushuur_app; END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klushuur_backup') THEN CREATE ROLE klushuur_backup; END IF;
END
$$;

-- The owner migrates; the app owns nothing; the backup reads past every policy, and reads only.
ALTER ROLE klushuur_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
ALTER ROLE klushuur_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
ALTER ROLE klushuur_backup LOGIN NOSUPERUSER BYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION;
GRANT pg_read_all_data TO klushuur_backup;
ALTER ROLE klushuur_backup SET default_transaction_read_only = on;

-- Nobody else comes into the database.
ALTER DATABASE klushuur OWNER TO klushuur_owner;
REVOKE ALL ON DATABASE klushuur FROM PUBLIC;
GRANT CONNECT ON DATABASE klushuur TO klushuur_app, klushuur_backup;

-- What the owner makes from now on, the app may use. Never GRANT … ON ALL TABLES: that gives back what a migration took from the app
-- (UPDATE and DELETE of the journal). Kept for each database, and by a database that is made from this one.
GRANT USAGE ON SCHEMA public TO klushuur_app;
ALTER DEFAULT PRIVILEGES FOR ROLE klushuur_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO klushuur_app;
ALTER DEFAULT PRIVILEGES FOR ROLE klushuur_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO klushuur_app;
