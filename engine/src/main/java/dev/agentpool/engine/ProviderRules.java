package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.task.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the agent CLI of a task cannot keep is refused when the task comes, not ignored when it
 * runs. Thread-safe.
 */
public final class ProviderRules {
  private final Node node;

  public ProviderRules(Node node) {
    this.node = node;
  }

  /**
   * The same; throws {@link Refused} when no slot that may take one of the tasks keeps what it asks
   * for.
   */
  public Submission checked(Submission submission) {
    PoolConfig pool = node.config(submission.pool()).orElse(null);
    if (pool == null) {
      return submission; // the ledger refuses it
    }
    Set<Asked> seen = new HashSet<>();
    for (Submission.Node task : submission.tasks()) {
      TaskSpec spec = task.spec();
      if (seen.add(new Asked(spec.settings(), spec.ordering().slot()))) {
        List<String> objections = objections(pool, spec);
        if (!objections.isEmpty()) {
          throw new Refused(Refused.Kind.INVALID, "provider_cannot", String.join("; ", objections));
        }
      }
    }
    return submission;
  }

  private record Asked(Settings settings, @Nullable String slot) {}

  /** Those of a slot's provider, unless another slot that may take it has none. */
  private List<String> objections(PoolConfig pool, TaskSpec spec) {
    String pinned = spec.ordering().slot();
    List<SlotConfig> slots =
        pool.slots().stream().filter(slot -> pinned == null || slot.id().equals(pinned)).toList();
    if (slots.isEmpty()) {
      slots = List.of(new SlotConfig("any", null, null, null, Settings.EMPTY));
    }
    List<String> first = List.of();
    Set<Settings> layers = new HashSet<>();
    for (SlotConfig slot : slots) {
      if (!layers.add(slot.settings())) {
        continue;
      }
      List<String> found = objections(pool.resolve(slot, spec.settings()));
      if (found.isEmpty()) {
        return found;
      }
      first = first.isEmpty() ? found : first;
    }
    return first;
  }

  private List<String> objections(Settings all) {
    String name = all.get(SettingKeys.PROVIDER);
    AgentProvider provider = node.provider(name);
    if (provider == null) {
      return List.of("there is no provider '" + name + "' in this agentpool");
    }
    List<String> objections = new ArrayList<>(provider.objections(all));
    if (objections.isEmpty() && needsResuming(all) && !provider.resumes(all)) {
      objections.add(
          "session_policy = "
              + all.get(SettingKeys.SESSION_POLICY).wireName()
              + " goes on with a conversation in another process, and "
              + name
              + " cannot: take another provider, or session_policy = \"per_task\"");
    }
    return objections;
  }

  /** The tasks of a slot go on in its one process, as long as it keeps one. */
  private static boolean needsResuming(Settings all) {
    return switch (all.get(SettingKeys.SESSION_POLICY)) {
      case PER_TASK -> false;
      case PER_SLOT -> all.get(SettingKeys.SLOT_MODE) == SlotMode.EPHEMERAL;
      case PER_CHAIN, NAMED -> true;
    };
  }
}
