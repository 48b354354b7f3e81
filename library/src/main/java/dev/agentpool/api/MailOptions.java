package dev.agentpool.api;

import dev.agentpool.request.MailRequest;
import java.util.List;
import java.util.Optional;

/**
 * Mail that a program sends (docs/experts.md). Immutable.
 *
 * {@snippet :
 * MailTaken taken =
 *     pool.mails().send(MailOptions.question("auth", "How long does a token last? @@say An hour.@@"));
 * }
 *
 * @param to an expert, a role, or {@code auto}: the expert whom it fits
 * @param body Markdown
 * @param id the same id is the same mail; one is made where it is empty
 * @param type {@code task}, {@code question}, {@code response}, {@code notify}, {@code handoff} or
 *     {@code cancel}
 * @param priority {@code low}, {@code normal}, {@code high} or {@code urgent}
 * @param after ids of mails that have to be done before
 * @param contracts ids of contracts it is under
 * @param cancels of a {@code cancel}: what is taken back
 */
public record MailOptions(
    String to,
    String body,
    Optional<String> id,
    String type,
    String priority,
    List<String> after,
    List<String> contracts,
    Optional<String> cancels) {
  /** Keeps copies of the lists. */
  public MailOptions {
    after = List.copyOf(after);
    contracts = List.copyOf(contracts);
  }

  private static MailOptions of(String to, String type, String body, Optional<String> cancels) {
    return new MailOptions(
        to, body, Optional.empty(), type, "normal", List.of(), List.of(), cancels);
  }

  /** Work. */
  public static MailOptions task(String to, String body) {
    return of(to, "task", body, Optional.empty());
  }

  /** Work whose answer is what is wanted. */
  public static MailOptions question(String to, String body) {
    return of(to, "question", body, Optional.empty());
  }

  /** What is only read, with the next task of whom it is for. */
  public static MailOptions notice(String to, String body) {
    return of(to, "notify", body, Optional.empty());
  }

  /** Takes work back that has not begun. */
  public static MailOptions cancel(String to, String mailId) {
    return of(to, "cancel", "", Optional.of(mailId));
  }

  public MailOptions withId(String name) {
    return new MailOptions(to, body, Optional.of(name), type, priority, after, contracts, cancels);
  }

  public MailOptions withPriority(String word) {
    return new MailOptions(to, body, id, type, word, after, contracts, cancels);
  }

  public MailOptions withAfter(List<String> ids) {
    return new MailOptions(to, body, id, type, priority, ids, contracts, cancels);
  }

  public MailOptions withContracts(List<String> ids) {
    return new MailOptions(to, body, id, type, priority, after, ids, cancels);
  }

  MailRequest request() {
    return new MailRequest(
        to,
        body,
        id,
        Optional.empty(),
        Optional.of(type),
        Optional.of(priority),
        after,
        contracts,
        cancels);
  }
}
