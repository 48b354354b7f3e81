package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.UsualIsolation;
import dev.agentpool.plan.Isolation;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OnFinish;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads how a chain or workflow is to be run. */
final class PlanRequests {
  /** The members of such a request, as {@link ShapeText} reads them. */
  static final String SHAPE =
      """
      PlanChoices:
        ...Settings
        settings?: Settings # under the steps' own
        title?: text
        tags?: [text]
        priority?: integer
        isolation?: "none"|"worktree"|"clone" # a worktree in a git repository, else none
        on_finish?: "keep"|"merge"|"patch"|"delete"
        max_budget_usd?: number # the most all steps together may cost
        idempotency_key?: text
        dir?: text
      """;

  private PlanRequests() {}

  static PlanOptions options(Call call, PoolConfig pool) {
    Body body = call.body();
    String isolation = body.textOrNull("isolation");
    String onFinish = body.textOrNull("on_finish");
    return new PlanOptions(
        title(body),
        body.texts("tags"),
        isolation == null ? UsualIsolation.of(pool.directory()) : Isolation.named(isolation),
        onFinish == null
            ? OnFinish.KEEP
            : TaskRequests.checked(() -> OnFinish.ofWireName(onFinish)),
        body.settings(Set.of(SettingKeys.MAX_BUDGET_USD.name())),
        body.number("priority", 0),
        TaskRequests.money(body, "max_budget_usd"),
        call.idempotencyKey(body));
  }

  private static @Nullable String title(Body body) {
    String title = body.textOrNull("title");
    return title == null || title.isBlank() ? null : title;
  }
}
