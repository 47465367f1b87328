/** How the embedded Postgres runs: on loopback only, small, and leaving no copies of erased data behind. */
export const POSTGRES_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  timezone: 'UTC',
  log_timezone: 'UTC',

  // Statements and values never reach the server's log. Error messages quote values ("invalid input syntax for …: …"), so
  // errors stay out too: `log` keeps start, stop and fatal faults; the application logs its own errors with declared fields.
  log_min_messages: 'log',
  log_error_verbosity: 'terse',
  log_min_error_statement: 'panic',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',

  // Finished write-ahead files are deleted, not kept for reuse with people's old rows inside. No replica reads them.
  wal_recycle: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '8MB',
  max_wal_size: '256MB',
};
