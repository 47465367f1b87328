/**
 * The engine library's own tables, by name. Their columns are the library's; what we put into them are ids of our rows,
 * names of tasks and steps, and what a step answered, never a person's words: a test looks for those in every column.
 * They belong to the installation and are reached by the engine role alone.
 */
export const engineTables: Record<string, { about: string }> = {
  workflow_status: { about: 'Tasks: name, state, queue, and which process carries them out.' },
  workflow_input: { about: 'What tasks were started with: ids of our rows.' },
  workflow_output: { about: 'What tasks answered: nothing.' },
  operation_outputs: { about: 'What finished steps answered: states, hashes and sizes, a provider’s reference.' },
  workflow_events: { about: 'Values that tasks publish; unused.' },
  workflow_events_history: { about: 'Earlier ones of these; unused.' },
  workflow_schedules: { about: 'Tasks by the clock; unused.' },
  notifications: { about: 'Messages between tasks; unused.' },
  streams: { about: 'Streams of tasks; unused.' },
  event_dispatch_kv: { about: 'Positions of outside event sources; unused.' },
  queues: { about: 'Queues and their limits.' },
  application_versions: { about: 'Versions of the steps’ order.' },
  dbos_migrations: { about: 'The library’s own schema version.' },
};
