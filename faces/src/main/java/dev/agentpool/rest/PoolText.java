package dev.agentpool.rest;

/** The shapes of the daemon and its pools, as {@link ShapeText} reads them. */
final class PoolText {
  static final String SHAPES =
      """
      SlotState:
        id: text
        state: text
        task_id: text|null
        resident: boolean
      PoolStanding:
        id: text
        name: text
        dir: text
        slots: integer
        slot_states: [SlotState]
        tasks: {integer} # by state
        escalated_reviews: integer # of those pending review, left to a person
        spend: cost
        unknown_microdollars: integer # the most that unknown costs can add
        reserved_microdollars: integer
        budget_microdollars: integer|null
        day_spend: cost
        day_budget_microdollars: integer|null
        paused: [Pause]
        problem: text|null # why the pool stands still
        notices: [text] # which other pools its project has
      Status:
        pid: integer
        version: text
        build: text # which build of it; empty when it is none
        node: text
        started_at_ms: integer
        slept_ms: integer # how long the machine slept since then
        walls: text # "workspace" when they can stand here, else "off: " and why
        sessions_set_aside: [SessionAside]
        socket: text
        pools: [PoolStanding]
      Account:
        cap_microdollars: integer|null
        spent: cost
        unknown_microdollars: integer # the most that unknown costs can add
        reserved_microdollars: integer
        left_microdollars: integer|null
      DayAccount:
        ...Account
        date: text
      Budget:
        pool: Account
        day: DayAccount
        task_cap_microdollars: integer|null
      BudgetRequest!:
        pool_usd?: number|null
        day_usd?: number|null
        task_usd?: number|null
        dir?: text
      FileProblem:
        file: text
        line: integer
        column: integer
        message: text
      Validation:
        ok: boolean
        problems: [FileProblem]
      Check:
        name: text
        status: "ok"|"warn"|"fail"
        detail: text
        advice: text
      Examination:
        checks: [Check]
      StopRequest!:
        deadline_ms?: integer
        dir?: text
      Stopped:
        waited_ms: integer
        finished: integer
        interrupted: integer
        left_running: integer
        sessions_ended: integer
        processes_left: integer
        pids_left: [integer] # of processes that could not be ended
      """;

  private PoolText() {}
}
