package dev.agentpool.rest;

/** The shapes of tasks, as {@link ShapeText} reads them. */
final class TaskText {
  static final String SHAPES =
      """
      State: "blocked"|"pending"|"running"|"pending_review"|"completed"|"failed"|"cancelled"
      TaskChoices:
        ...Settings
        settings?: Settings # the same settings; those beside it win
        tags?: [text]
        priority?: integer # higher first
        lane?: text # tasks of a lane run one at a time, oldest first
        max_attempts?: integer
        retry_delay?: number # seconds before the second attempt
        review_required?: boolean # a success waits for approval
        max_rejections?: integer # 3 when absent
        max_budget_usd?: number # the most that all attempts may cost
        after?: [text] # tasks that must have ended first
        on_dependency_failure?: "fail"|"continue"
        slot?: text # the only slot that may take it
      TaskRequest!:
        prompt: text
        ...TaskChoices
        idempotency_key?: text # the same key gives the same task again; also the header \
      Idempotency-Key
        dir?: text
      SubmittedTasks:
        task_ids: [text]
      PlanTask!:
        prompt: text
        ...TaskChoices
        after_index?: [integer] # places in this list that must have ended first
      PlanRequest!:
        tasks: [PlanTask]
        plan_budget_usd?: number
        idempotency_key?: text
        dir?: text
      Workspace:
        mode: text
        path: text|null
        branch: text|null
        commits: integer
        patch?: text # the file with a chain's whole change, where on_finish asked for one
      Given:
        mcp_servers: [text]
        plugins: [text]
        agents: [text]
        skills: [text]
        memory: [text]
      Denial:
        tool: text
        wanted: text # in one line; may be empty
        advice: text # what would have allowed it; may be empty
      Facts:
        walls: text # around the agent's processes, and when there were none, why
        given: Given # what the agent's CLI reports that it got
        denials: [Denial]
        notices: [text] # sentences for people
      Result:
        output: text
        success: boolean
        outcome: text
        message: text
        cost: cost # of all attempts; of a chain, of all its steps
        turns_used: integer
        elapsed_ms: integer
        model: text|null
        session_id: text|null
        input_tokens: integer
        output_tokens: integer
        cache_read_tokens: integer
        cache_creation_tokens: integer
        structured_output: any
        permission_denials: [text]
        exit_code: integer|null
        stderr: text|null
        budget_exceeded: boolean
        workspace: Workspace|null
        facts: Facts
      Outcome:
        task_id: text
        state: State
        output: text|null # of a chain, its ChainResult as JSON text
        success: boolean|null
        cost: cost # of all attempts; of a chain, of all its steps
        turns_used: integer
        elapsed_ms: integer # of the last attempt; of a chain, from its beginning to its end
        reason: text|null
        warnings?: [text] # of an agent: what is missing or odd in its file
      Task:
        ...Outcome
        id: text
        pool: text
        plan: text|null
        step: text|null # its name within its plan
        prompt: text # of a step of a plan its template
        rendered_prompt?: text|null # of a step that began: what it was really asked; not in lists
        slot_id: text|null
        tags: [text]
        priority: integer
        lane: text|null
        after: [text]
        attempts: integer
        max_attempts: integer
        review_required: boolean
        max_rejections: integer
        rejection_count: integer
        cap_microdollars: integer|null
        created_at_ms: integer
        started_at_ms: integer|null
        completed_at_ms: integer|null
        not_before_ms: integer|null
        result: Result|null
        escalation: Escalation|null # of a review that was left to a person
        submitted_by: text|null # the task inside of which it was started
        children?: [text] # what was started inside of it; of one task only
      Escalation:
        by: text
        why: text
        at: text
      TaskPage:
        items: [Task]
        total: integer
        limit: integer
        offset: integer
      WaitRequest!:
        ids: [text]
        mode?: "all"|"any"|"count"
        count?: integer
        timeout_ms?: integer
        dir?: text
      WaitAnswer:
        satisfied: boolean
        tasks: [WaitedTask]
      WaitedTask:
        id: text
        state: State|null
      CancelRequest!:
        why?: text
        dir?: text
      """;

  private TaskText() {}
}
