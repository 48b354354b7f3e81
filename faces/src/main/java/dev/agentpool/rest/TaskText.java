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
      """;

  private TaskText() {}
}
