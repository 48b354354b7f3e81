package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A task as it stands.
 *
 * {@snippet :
 * for (Task task : pool.tasks()) {
 *   System.out.println(task.id() + " " + task.state() + " " + task.prompt());
 * }
 * }
 *
 * @param brought what came of it so far
 * @param plan the chain, fan-out or workflow that it belongs to
 * @param role what it is within its plan
 * @param step its name within its plan
 * @param title what it is called: as whoever submitted it said, else the first line of its prompt
 * @param prompt of a step of a plan its template
 * @param renderedPrompt what a step that began was really asked, cut at 100,000 characters; empty
 *     in a list
 * @param waitsFor what is in the way when it waits for more than its turn; its reason says it in
 *     words
 * @param slot that runs it or ran it last
 * @param after tasks that it waits for, or waited
 * @param attempts that were begun
 * @param rejections by reviewers
 * @param feedback what they said, newest last; an attempt is asked the prompt with all of it below
 * @param notBefore when its next attempt may begin
 * @param result once there is one
 * @param escalation why its review was left to a person, while it waits for one
 * @param submittedBy the task inside of which it was started
 * @param retryOf the failed or cancelled task whose work it is anew
 * @param children what was started inside of it, when it was asked for alone
 * @param hadEnded of the answer to a cancel: whether it had ended already, so that nothing was
 *     cancelled
 */
public record Task(
    @JsonUnwrapped Outcome brought,
    String id,
    String pool,
    Optional<String> plan,
    @JsonPropertyDescription(
            "task: one of its own; step of a plan; finish: what only finishes the workspace that"
                + " the steps shared; plan: what stands for the whole plan")
        Role role,
    @JsonPropertyDescription("its name within its plan") Optional<String> step,
    @JsonPropertyDescription("what it is called: as was said, else the first line of its prompt")
        String title,
    @JsonPropertyDescription("of a step of a plan its template") String prompt,
    @JsonPropertyDescription("of a step that began: what it was really asked; null in lists")
        Optional<String> renderedPrompt,
    @JsonPropertyDescription(
            "what is in the way when it waits for more than its turn; its reason says it in words")
        Optional<WaitsFor> waitsFor,
    @JsonProperty("slot_id") Optional<String> slot,
    List<String> tags,
    int priority,
    Optional<String> lane,
    List<String> after,
    int attempts,
    int maxAttempts,
    boolean reviewRequired,
    int maxRejections,
    @JsonProperty("rejection_count") int rejections,
    @JsonPropertyDescription("what reviewers said of its answers so far, newest last")
        List<String> feedback,
    OptionalLong capMicrodollars,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> completedAt,
    Optional<Instant> notBefore,
    Optional<TaskResult> result,
    @JsonPropertyDescription("of a review that was left to a person")
        Optional<Escalation> escalation,
    @JsonPropertyDescription("the task inside of which it was started")
        Optional<String> submittedBy,
    @JsonPropertyDescription("the failed or cancelled task whose work it is anew")
        Optional<String> retryOf,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("what was started inside of it; of one task only")
        Optional<List<String>> children,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription(
            "of a cancel: whether it had ended already, and nothing was cancelled")
        Optional<Boolean> hadEnded) {
  /** What a task is within its plan. */
  public enum Role {
    /** It belongs to no plan. */
    TASK,
    STEP,
    /** Only finishes the workspace that the steps shared; no agent does it. */
    FINISH,
    /** Stands for the whole plan. */
    PLAN;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is in the way of a task that waits for more than its turn. */
  public enum WaitsFor {
    /** The pool takes no work, or its project cannot be worked in. */
    POOL,
    /** The slot that it names. */
    SLOT,
    /** Its provider. */
    PROVIDER,
    /** A cap, of money, tokens or turns. */
    MONEY,
    /** It is tried again later. */
    TIME;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies of the lists. */
  public Task {
    tags = List.copyOf(tags);
    after = List.copyOf(after);
    feedback = List.copyOf(feedback);
  }

  /** Spec slot-pool 2.7, and {@code BLOCKED} while it waits for other tasks. */
  public TaskState state() {
    return brought.state();
  }

  /** Why it is where it is, for people; empty when there is nothing to say. */
  public String reason() {
    return brought.reason();
  }

  /** What it cost so far: all its attempts; of a chain, all its steps. */
  public Cost cost() {
    return brought.cost();
  }
}
