package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.mail.Mail;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is asked of the person behind a pool: they, or the agent that speaks for them, do it and say
 * so. It stands in the inbox and in the concierge's own mail; whichever is answered first counts.
 */
final class Concierge {
  static final String PREFIX = "concierge:";

  /** To whom mail goes that is for no expert, but for people and programs that once sent some. */
  private static final Set<String> SINKS =
      Set.of("concierge", "cli", "daemon", "user", "human", "person", "postoffice");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Ledger ledger;
  private final Letters letters;

  Concierge(Ledger ledger, Letters letters) {
    this.ledger = ledger;
    this.letters = letters;
  }

  /** Whether what is sent to that name is for the person. */
  static boolean isFor(String name) {
    return SINKS.contains(name);
  }

  /** Puts the work before the person. */
  void ask(PoolId pool, Mail mail) {
    String first = mail.body().strip().lines().findFirst().orElse("");
    String title = (mail.from() + " asks you: " + first).replaceAll("\\R|\\p{Cntrl}", " ");
    String body = mail.body();
    String payload =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("mail", mail.id().value())
                .put("from", mail.from())
                .put("body", body.length() <= 100_000 ? body : body.substring(0, 100_000) + "…"));
    Asked asked =
        new Asked(
            Asked.Kind.AGENT,
            title.substring(0, Math.min(Asked.LONGEST_TITLE, title.length())),
            payload,
            List.of());
    if (question(pool, mail.id().value()).isEmpty()) {
      Refused.orThrow(
          ledger.ask(
              new QuestionDraft(
                  pool, null, requestId(mail.id().value()), asked, null, null, null, null)));
    }
  }

  private static String requestId(String mailId) {
    return Short.key(PREFIX + mailId);
  }

  Optional<Question> question(PoolId pool, String mailId) {
    return new Approvals(ledger).open(pool, requestId(mailId));
  }

  /** The mail about which such a question asks; null for other questions. */
  @Nullable Letter about(Question question) {
    String id = question.requestId();
    return question.attempt() != null || id == null || !id.startsWith(PREFIX)
        ? null
        : letters
            .list(
                question.pool(),
                letter ->
                    letter.mail().type().asksForWork()
                        && requestId(letter.mail().id().value()).equals(id))
            .stream()
            .findFirst()
            .orElse(null);
  }
}
