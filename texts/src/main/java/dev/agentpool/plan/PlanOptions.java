package dev.agentpool.plan;

import dev.agentpool.budget.Limits;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OnFinish;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a chain or workflow is submitted.
 *
 * @param title the parent's prompt, for people; null for "chain: N steps"
 * @param settings a layer under each step's own config
 * @param caps the most all steps together may cost and take
 */
public record PlanOptions(
    @Nullable String title,
    List<String> tags,
    Isolation isolation,
    OnFinish onFinish,
    Settings settings,
    int priority,
    Limits caps,
    @Nullable String idempotencyKey) {
  public static final PlanOptions USUAL =
      new PlanOptions(
          null, List.of(), Isolation.NONE, OnFinish.KEEP, Settings.EMPTY, 0, Limits.NONE, null);

  public PlanOptions {
    tags = List.copyOf(tags);
  }

  public PlanOptions withTags(List<String> changed) {
    return new PlanOptions(
        title, changed, isolation, onFinish, settings, priority, caps, idempotencyKey);
  }

  public PlanOptions withTitle(String changed) {
    return new PlanOptions(
        changed, tags, isolation, onFinish, settings, priority, caps, idempotencyKey);
  }

  public PlanOptions in(Isolation changed, OnFinish then) {
    return new PlanOptions(title, tags, changed, then, settings, priority, caps, idempotencyKey);
  }

  /** With a key of its own under this one's, for one plan of several. */
  public PlanOptions keyed(int index) {
    String key = idempotencyKey == null ? null : idempotencyKey + "#" + index;
    return new PlanOptions(title, tags, isolation, onFinish, settings, priority, caps, key);
  }
}
