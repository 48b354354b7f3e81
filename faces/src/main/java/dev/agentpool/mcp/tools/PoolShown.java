package dev.agentpool.mcp.tools;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Pause;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.SessionAside;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.Standing;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A pool's status as a conversation is told it: without what is not needed there, and with what
 * clients of the older servers know (spec slot-pool 9.3).
 */
record PoolShown(
    int totalSlots,
    int idleSlots,
    int busySlots,
    int runningTasks,
    int pendingTasks,
    int blockedTasks,
    int pendingReviewTasks,
    int completedTasks,
    int failedTasks,
    int cancelledTasks,
    @JsonUnwrapped(prefix = "cost_") Cost cost,
    @JsonUnwrapped(prefix = "total_spend_") Cost totalSpend,
    OptionalLong budgetMicrodollars,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Pause> paused,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SessionAside> sessionsSetAside,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> problem,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notices,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int escalatedReviews,
    String walls,
    boolean shutdown,
    String serverVersion,
    Optional<String> model,
    String permissionMode,
    int slots) {

  static PoolShown of(Asking asking) {
    PoolConfig pool = asking.standing();
    PoolStatus status = Standing.of(asking, pool);
    Settings settings = pool.project().over(pool.user());
    return new PoolShown(
        status.totalSlots(),
        status.idleSlots(),
        status.busySlots(),
        status.runningTasks(),
        status.pendingTasks(),
        status.blockedTasks(),
        status.pendingReviewTasks(),
        status.completedTasks(),
        status.failedTasks(),
        status.cancelledTasks(),
        status.cost(),
        status.totalSpend(),
        status.budgetMicrodollars(),
        status.paused(),
        status.sessionsSetAside(),
        status.problem(),
        status.notices(),
        status.escalatedReviews(),
        status.walls(),
        status.shutdown(),
        status.serverVersion(),
        settings.value(SettingKeys.MODEL),
        String.valueOf(
            settings.find(SettingKeys.PERMISSION_MODE).isPresent()
                ? settings.plain().get(SettingKeys.PERMISSION_MODE.name())
                : settings.get(SettingKeys.PERMISSION_MODE).wireName()),
        pool.slots().size());
  }
}
