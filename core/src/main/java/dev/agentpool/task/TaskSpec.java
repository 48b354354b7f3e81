package dev.agentpool.task;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for: a prompt and how to go about it.
 *
 * @param prompt 1 to 5,000,000 characters, not blank, no NUL
 * @param settings the task's own layer; the node lays it over the slot's, the project's and the
 *     user's
 * @param cap the most all attempts together may cost; null for the pool's default
 * @param part what it is within its plan
 * @param title what it is called; null for the first line of its prompt
 */
public record TaskSpec(
    Prompt prompt,
    Settings settings,
    List<String> tags,
    Ordering ordering,
    RetryPolicy retry,
    ReviewPolicy review,
    @Nullable Money cap,
    DependencyPolicy onDependencyFailure,
    PlanPart part,
    @Nullable Title title) {
  public static final int MAX_PROMPT_CHARS = 5_000_000;

  public TaskSpec {
    tags = List.copyOf(tags);
    String text = prompt.text();
    if (text.isBlank()) {
      throw new IllegalArgumentException("the prompt is empty: say what the agent is to do");
    }
    if (text.length() > MAX_PROMPT_CHARS) {
      throw new IllegalArgumentException(
          "the prompt has "
              + text.length()
              + " characters; at most "
              + MAX_PROMPT_CHARS
              + " fit: put long material into a file and name it");
    }
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("the prompt has a NUL character at " + text.indexOf('\0'));
    }
    if (cap != null && cap.micros() <= 0) {
      throw new IllegalArgumentException("a task's cap must be more than zero: " + cap);
    }
  }

  /** Asks a prompt word for word, and leaves everything else as it usually is. */
  public static TaskSpec of(String prompt) {
    return of(new Prompt.Literal(prompt));
  }

  public static TaskSpec of(Prompt prompt) {
    return new TaskSpec(
        prompt,
        Settings.EMPTY,
        List.of(),
        Ordering.NORMAL,
        RetryPolicy.ONCE,
        ReviewPolicy.NONE,
        null,
        DependencyPolicy.FAIL,
        PlanPart.ALONE,
        null);
  }

  public TaskSpec withPrompt(Prompt changed) {
    return new TaskSpec(
        changed, settings, tags, ordering, retry, review, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withSettings(Settings changed) {
    return new TaskSpec(
        prompt, changed, tags, ordering, retry, review, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withTags(List<String> changed) {
    return new TaskSpec(
        prompt, settings, changed, ordering, retry, review, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withOrdering(Ordering changed) {
    return new TaskSpec(
        prompt, settings, tags, changed, retry, review, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withRetry(RetryPolicy changed) {
    return new TaskSpec(
        prompt, settings, tags, ordering, changed, review, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withReview(ReviewPolicy changed) {
    return new TaskSpec(
        prompt, settings, tags, ordering, retry, changed, cap, onDependencyFailure, part, title);
  }

  public TaskSpec withCap(@Nullable Money changed) {
    return new TaskSpec(
        prompt, settings, tags, ordering, retry, review, changed, onDependencyFailure, part, title);
  }

  public TaskSpec withOnDependencyFailure(DependencyPolicy changed) {
    return new TaskSpec(prompt, settings, tags, ordering, retry, review, cap, changed, part, title);
  }

  public TaskSpec withPart(PlanPart changed) {
    return new TaskSpec(
        prompt, settings, tags, ordering, retry, review, cap, onDependencyFailure, changed, title);
  }

  public TaskSpec withTitle(@Nullable Title changed) {
    return new TaskSpec(
        prompt, settings, tags, ordering, retry, review, cap, onDependencyFailure, part, changed);
  }

  /** Its title, else the first line of its prompt. */
  public Title called() {
    return title == null ? Title.ofFirstLine(prompt.text()) : title;
  }

  /** Whether it stands for its plan and no agent does it. */
  public boolean isParent() {
    return part instanceof PlanPart.Parent;
  }
}
