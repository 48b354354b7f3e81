package dev.agentpool.mail;

import dev.agentpool.paper.GoText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One mail (spec expert-pool 5). Who sent it is what it says: whoever takes it in knows whether
 * that is true.
 *
 * @param from who says to have sent it
 * @param to for whom it is; whether there is such a one is not known here
 * @param contracts ids of contracts that it is about
 * @param dependsOn ids of what has to be done before
 * @param cancels the task that is to end, in a {@link MailType#CANCEL}
 * @param timestamp null when nobody said
 * @param body Markdown, without white space around it
 */
public record Mail(
    MailId id,
    String from,
    String to,
    MailType type,
    List<String> contracts,
    Priority priority,
    List<String> dependsOn,
    @Nullable String cancels,
    @Nullable Instant timestamp,
    String body) {
  public Mail {
    problem("sender", from)
        .or(() -> problem("recipient", to))
        .ifPresent(problem -> {
          throw new IllegalArgumentException(problem);
        });
    contracts = List.copyOf(contracts);
    dependsOn = List.copyOf(dependsOn);
  }

  /** Of normal priority, about nothing else. */
  public static Mail of(MailId id, String from, String to, MailType type, String body) {
    return new Mail(id, from, to, type, List.of(), Priority.NORMAL, List.of(), null, null, body);
  }

  /** What is wrong with a name that is no line of text. */
  static Optional<String> problem(String who, String name) {
    boolean isLine = !name.isBlank() && name.chars().noneMatch(Character::isISOControl);
    return isLine
        ? Optional.empty()
        : Optional.of(
            "invalid " + who + " " + GoText.quoted(name) + ": must be a name on one line");
  }

  public Mail withTo(String other) {
    return new Mail(
        id, from, other, type, contracts, priority, dependsOn, cancels, timestamp, body);
  }

  public Mail withContracts(List<String> ids) {
    return new Mail(id, from, to, type, ids, priority, dependsOn, cancels, timestamp, body);
  }

  public Mail withPriority(Priority other) {
    return new Mail(id, from, to, type, contracts, other, dependsOn, cancels, timestamp, body);
  }

  public Mail withDependsOn(List<String> ids) {
    return new Mail(id, from, to, type, contracts, priority, ids, cancels, timestamp, body);
  }

  public Mail withCancels(String task) {
    return new Mail(id, from, to, type, contracts, priority, dependsOn, task, timestamp, body);
  }

  public Mail withTimestamp(Instant time) {
    return new Mail(id, from, to, type, contracts, priority, dependsOn, cancels, time, body);
  }
}
