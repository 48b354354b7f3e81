package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskSpec;
import java.util.List;

/**
 * What tasks share wherever they run is decided when they come: the pool's word is written into
 * each of them, since their lane depends on it, and what cannot be is refused. Thread-safe.
 */
public final class ConversationRules {
  private final Node node;

  public ConversationRules(Node node) {
    this.node = node;
  }

  /** As it is to be submitted; throws {@link Refused} for what nobody could share so. */
  public Submission decided(Submission submission) {
    PoolConfig pool = node.config(submission.pool()).orElse(null);
    if (pool == null) {
      return submission; // the ledger refuses it
    }
    List<Submission.Node> decided =
        submission.tasks().stream()
            .map(task ->
                new Submission.Node(decided(pool, task.spec()), task.after(), task.afterTasks()))
            .toList();
    return new Submission(
        submission.pool(),
        decided,
        submission.planCaps(),
        submission.idempotencyKey(),
        submission.insideOf(),
        submission.waits());
  }

  private static TaskSpec decided(PoolConfig pool, TaskSpec spec) {
    if (!spec.part().byAgent()) {
      return spec;
    }
    Settings own = spec.settings();
    Settings all = own.over(slot(pool, spec).over(pool.project().over(pool.user())));
    SessionPolicy policy = all.get(SettingKeys.SESSION_POLICY);
    check(spec, all, policy);
    return switch (policy) {
      case PER_TASK, PER_SLOT -> spec;
      case PER_CHAIN ->
          spec.part() instanceof PlanPart.Step
              ? spec.withSettings(own.with(SettingKeys.SESSION_POLICY, policy))
              : spec;
      case NAMED ->
          spec.withSettings(
              own.with(SettingKeys.SESSION_POLICY, policy)
                  .with(SettingKeys.SESSION, all.get(SettingKeys.SESSION)));
    };
  }

  private static Settings slot(PoolConfig pool, TaskSpec spec) {
    return pool.slots().stream()
        .filter(slot -> slot.id().equals(spec.ordering().slot()))
        .findFirst()
        .map(SlotConfig::settings)
        .orElse(Settings.EMPTY);
  }

  private static void check(TaskSpec spec, Settings all, SessionPolicy policy) {
    boolean named = policy == SessionPolicy.NAMED;
    if (named && all.find(SettingKeys.SESSION).isEmpty()) {
      throw Refused.invalid(
          "session_policy = \"named\" needs the name of a conversation: give session = \"NAME\"");
    }
    if (!named && spec.settings().find(SettingKeys.SESSION).isPresent()) {
      throw Refused.invalid(
          "session = \""
              + spec.settings().get(SettingKeys.SESSION)
              + "\" names a conversation, and session_policy is \""
              + policy.wireName()
              + "\": give session_policy = \"named\" with it, or leave it out");
    }
    String lane = spec.ordering().lane();
    boolean shares =
        named || (policy == SessionPolicy.PER_CHAIN && spec.part() instanceof PlanPart.Step);
    if (shares && lane != null) {
      throw Refused.invalid(
          "tasks of one conversation run one at a time, in a lane of its own: leave the lane '"
              + lane
              + "' out, or take session_policy = \"per_task\"");
    }
  }
}
