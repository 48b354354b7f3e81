package dev.agentpool.webhook;

import dev.agentpool.engine.Refused;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.task.TaskState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a webhook can be fired by. The lower-case name is the wire name. */
public enum WebhookEvent {
  TASK_COMPLETED,
  TASK_FAILED,
  TASK_CANCELLED,
  /** A task waits for its approval. */
  REVIEW_PENDING,
  /** An agent asks, and a person is needed. */
  QUESTION_ASKED,
  /** A question has its answer, whoever gave it. */
  QUESTION_ANSWERED,
  /** A provider can run no task now, and it is known until when. */
  PROVIDER_PAUSED,
  /** One task tries soon whether the provider's limit is reset. */
  PROVIDER_RESUMES,
  CHAIN_COMPLETED,
  CHAIN_FAILED,
  CHAIN_CANCELLED,
  DRAIN_COMPLETED,
  /** Times of a schedule at which nothing was submitted. */
  SCHEDULE_MISSED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The named ones; all for an empty list. Throws {@link Refused} with the known names. */
  static Set<WebhookEvent> named(List<String> names) {
    Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
    for (String name : names) {
      events.add(of(name));
    }
    return events.isEmpty() ? EnumSet.allOf(WebhookEvent.class) : events;
  }

  private static WebhookEvent of(String name) {
    for (WebhookEvent event : values()) {
      if (event.wireName().equals(name)) {
        return event;
      }
    }
    throw Refused.invalid(
        "there is no webhook event '"
            + name
            + "'; known: "
            + Arrays.stream(values())
                .map(WebhookEvent::wireName)
                .collect(Collectors.joining(", ")));
  }

  static Optional<WebhookEvent> ofTask(TaskState to) {
    return Optional.ofNullable(
        switch (to) {
          case COMPLETED -> TASK_COMPLETED;
          case FAILED -> TASK_FAILED;
          case CANCELLED -> TASK_CANCELLED;
          case PENDING_REVIEW -> REVIEW_PENDING;
          case BLOCKED, PENDING, RUNNING -> null;
        });
  }

  static Optional<WebhookEvent> ofQuestion(JournalKind kind) {
    return switch (kind) {
      case QUESTION_ASKED -> Optional.of(QUESTION_ASKED);
      case QUESTION_ANSWERED -> Optional.of(QUESTION_ANSWERED);
      default -> Optional.empty();
    };
  }

  static Optional<WebhookEvent> ofChain(TaskState to) {
    return Optional.ofNullable(
        switch (to) {
          case COMPLETED -> CHAIN_COMPLETED;
          case FAILED -> CHAIN_FAILED;
          case CANCELLED -> CHAIN_CANCELLED;
          case PENDING_REVIEW, BLOCKED, PENDING, RUNNING -> null;
        });
  }
}
