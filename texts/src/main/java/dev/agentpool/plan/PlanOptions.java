package dev.agentpool.plan;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OnFinish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a chain or workflow is submitted.
 *
 * @param title the parent's prompt, for people; null for "chain: N steps"
 * @param settings a layer under each step's own config
 * @param cap the most all steps together may cost; null for none
 */
public record PlanOptions(
    @Nullable String title,
    List<String> tags,
    Isolation isolation,
    OnFinish onFinish,
    Settings settings,
    int priority,
    @Nullable Money cap,
    @Nullable String idempotencyKey) {
  public static final PlanOptions USUAL =
      new PlanOptions(
          null, List.of(), Isolation.NONE, OnFinish.KEEP, Settings.EMPTY, 0, null, null);

  public PlanOptions {
    tags = List.copyOf(tags);
  }

  public PlanOptions withTags(List<String> changed) {
    return new PlanOptions(
        title, changed, isolation, onFinish, settings, priority, cap, idempotencyKey);
  }

  public PlanOptions withTitle(String changed) {
    return new PlanOptions(
        changed, tags, isolation, onFinish, settings, priority, cap, idempotencyKey);
  }

  public PlanOptions in(Isolation changed, OnFinish then) {
    return new PlanOptions(title, tags, changed, then, settings, priority, cap, idempotencyKey);
  }

  /** With a key of its own under this one's, for one plan of several. */
  public PlanOptions keyed(int index) {
    String key = idempotencyKey == null ? null : idempotencyKey + "#" + index;
    return new PlanOptions(title, tags, isolation, onFinish, settings, priority, cap, key);
  }
}
