package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskSpec;
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

  /** Throws {@link Refused} when no slot that may take one of the tasks keeps what it asks for. */
  public void check(Submission submission) {
    PoolConfig pool = node.config(submission.pool()).orElse(null);
    if (pool == null) {
      return; // the ledger refuses it
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
    return provider == null
        ? List.of("there is no provider '" + name + "' in this agentpool")
        : provider.objections(all);
  }
}
