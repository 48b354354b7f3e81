package dev.agentpool.engine;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.DependencyPolicy;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.Title;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a task is to be done; null and empty leave it to the pool.
 *
 * @param title what it is called; null for the first line of its prompt
 * @param maxAttempts 1 to 100
 * @param reviewRequired whether a success waits for approval
 * @param maxRejections 1 or more; 3 when null
 * @param cap the most all its attempts may cost
 * @param after tasks that must have ended first
 * @param slot the only slot that may take it
 * @param idempotencyKey the same key gives the same task again
 */
public record TaskOptions(
    @Nullable Title title,
    Settings settings,
    List<String> tags,
    int priority,
    @Nullable String lane,
    @Nullable Integer maxAttempts,
    @Nullable Duration retryDelay,
    boolean reviewRequired,
    @Nullable Integer maxRejections,
    @Nullable Money cap,
    List<TaskId> after,
    DependencyPolicy onDependencyFailure,
    @Nullable String slot,
    @Nullable String idempotencyKey) {
  public static final TaskOptions USUAL =
      new TaskOptions(
          null,
          Settings.EMPTY,
          List.of(),
          0,
          null,
          null,
          null,
          false,
          null,
          null,
          List.of(),
          DependencyPolicy.FAIL,
          null,
          null);

  public TaskOptions {
    tags = List.copyOf(tags);
    after = List.copyOf(after);
  }

  public static TaskOptions with(Settings settings, List<String> tags) {
    return USUAL.changed(settings, tags, null);
  }

  /** Of several that have one title: which of how many it is stands behind that. */
  TaskOptions numbered(int place, int of) {
    return title == null || of == 1 ? this : called(title.numbered(place, of));
  }

  public TaskOptions inSlot(String only) {
    return changed(settings, tags, only);
  }

  public TaskOptions withSettings(Settings changed) {
    return changed(changed, tags, slot);
  }

  /** With one more tag. */
  public TaskOptions tagged(String tag) {
    List<String> all = new ArrayList<>(tags);
    all.add(tag);
    return changed(settings, all, slot);
  }

  /**
   * As one of many of its kind: with a key of its own, and behind one that need only have ended.
   */
  public TaskOptions oneOfMany(String key, @Nullable TaskId before) {
    return new TaskOptions(
        title,
        settings,
        tags,
        priority,
        lane,
        maxAttempts,
        retryDelay,
        reviewRequired,
        maxRejections,
        cap,
        before == null ? after : List.of(before),
        before == null ? onDependencyFailure : DependencyPolicy.CONTINUE,
        slot,
        key);
  }

  TaskOptions called(Title newTitle) {
    return new TaskOptions(
        newTitle,
        settings,
        tags,
        priority,
        lane,
        maxAttempts,
        retryDelay,
        reviewRequired,
        maxRejections,
        cap,
        after,
        onDependencyFailure,
        slot,
        idempotencyKey);
  }

  private TaskOptions changed(
      Settings newSettings, List<String> newTags, @Nullable String newSlot) {
    return new TaskOptions(
        title,
        newSettings,
        newTags,
        priority,
        lane,
        maxAttempts,
        retryDelay,
        reviewRequired,
        maxRejections,
        cap,
        after,
        onDependencyFailure,
        newSlot,
        idempotencyKey);
  }
}
