package dev.agentpool.task;

import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.SessionPolicy;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which conversation of a pool a task shares with others, as its settings have it (see {@link
 * SessionPolicy}); a task that shares none has no key.
 */
public sealed interface ConversationKey {
  /** What it is kept by. */
  String text();

  /** All tasks of a slot. */
  record OfSlot(String slot) implements ConversationKey {
    @Override
    public String text() {
      return "slot:" + slot;
    }
  }

  /** The steps of a plan. */
  record OfPlan(PlanId plan) implements ConversationKey {
    private static final String PREFIX = "chain:";

    @Override
    public String text() {
      return PREFIX + plan;
    }
  }

  /** All tasks of the pool that name it. */
  record Named(String name) implements ConversationKey {
    private static final String PREFIX = "named:";

    @Override
    public String text() {
      return PREFIX + name;
    }
  }

  /** How tasks name the one of that key; empty for the others. */
  static Optional<String> nameOf(String text) {
    return text.startsWith(Named.PREFIX)
        ? Optional.of(text.substring(Named.PREFIX.length()))
        : Optional.empty();
  }

  /** The plan that a key is of; empty for the others. */
  static Optional<PlanId> planOf(String text) {
    return text.startsWith(OfPlan.PREFIX)
        ? Optional.of(new PlanId(text.substring(OfPlan.PREFIX.length())))
        : Optional.empty();
  }

  /**
   * What tasks share in whichever slot they run. The task's own layer alone says it, for its lane
   * was given by that when it was submitted.
   */
  static Optional<ConversationKey> everywhere(TaskSpec spec, @Nullable PlanId plan) {
    return switch (spec.settings()
        .find(SettingKeys.SESSION_POLICY)
        .orElse(SessionPolicy.PER_TASK)) {
      case PER_TASK, PER_SLOT -> Optional.empty();
      case PER_CHAIN ->
          plan != null && spec.part() instanceof PlanPart.Step
              ? Optional.of(new OfPlan(plan))
              : Optional.empty();
      case NAMED ->
          spec.part().byAgent()
              ? spec.settings().find(SettingKeys.SESSION).map(Named::new)
              : Optional.empty();
    };
  }

  /**
   * What a task shares in this slot.
   *
   * @param all settings, laid over each other
   */
  static Optional<ConversationKey> of(TaskRecord task, Settings all, String slot) {
    return switch (all.get(SettingKeys.SESSION_POLICY)) {
      case PER_TASK -> Optional.empty();
      case PER_SLOT -> ofSlot(all, slot);
      case PER_CHAIN, NAMED -> everywhere(task.spec(), task.plan());
    };
  }

  /** What the tasks of a slot share; slots that are lent, and agentpool's own, have nothing. */
  static Optional<ConversationKey> ofSlot(Settings all, String slot) {
    if (all.get(SettingKeys.SESSION_POLICY) != SessionPolicy.PER_SLOT) {
      return Optional.empty();
    }
    return switch (SlotName.of(slot)) {
      case SlotName.Configured _, SlotName.Agent _, SlotName.Session _ ->
          Optional.of(new OfSlot(slot));
      case SlotName.Lent _, SlotName.Coordinator(), SlotName.Router() -> Optional.empty();
    };
  }
}
