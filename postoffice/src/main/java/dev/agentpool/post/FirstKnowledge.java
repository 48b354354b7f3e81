package dev.agentpool.post;

import dev.agentpool.engine.Refused;
import dev.agentpool.expert.Role;
import dev.agentpool.knowledge.ExpertStores;
import dev.agentpool.knowledge.Handwriting;
import dev.agentpool.knowledge.KnowledgeException;
import dev.agentpool.knowledge.persona.Seeding;
import dev.agentpool.knowledge.persona.Seeding.SeedMail;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the researcher look at the project for an expert that knows nothing, before its first task.
 * That happens once; the task waits until the researcher is done, whatever came of it, and not
 * longer than {@link #LONGEST}.
 */
final class FirstKnowledge {
  /** By whom the researcher is asked. */
  static final String FROM = "daemon";

  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Logger LOG = LoggerFactory.getLogger(FirstKnowledge.class);
  private final Ledger ledger;
  private final Dependencies dependencies;
  private final Function<PoolId, Handwriting> handwriting;

  FirstKnowledge(
      Ledger ledger, Dependencies dependencies, Function<PoolId, Handwriting> handwriting) {
    this.ledger = ledger;
    this.dependencies = dependencies;
    this.handwriting = handwriting;
  }

  /** Takes the mail to the researcher in. */
  @FunctionalInterface
  interface Posting {
    void post(Mail mail);
  }

  /** Whether a mail is one of those that are written here. */
  static boolean isOne(Mail mail) {
    return mail.from().equals(FROM) && mail.id().value().startsWith("seed-");
  }

  /** What an expert's task waits for, for people; empty when it need not. Asks for it first. */
  Optional<String> waitsFor(Post post, Expert expert, Posting posting) {
    if (expert.role().isPresent()) {
      return Optional.empty();
    }
    try {
      Optional<Seeding.Asked> before = Seeding.asked(expert.place());
      if (before.isEmpty()) {
        return first(post, expert)
            .flatMap(mail -> posted(post, expert, mail, posting))
            .or(() -> Seeding.asked(expert.place()).flatMap(asked -> running(post, expert, asked)));
      }
      Seeding.Asked asked = before.get();
      boolean wasLost =
          isWanted(post)
              && !asked.posted()
              && asked.pool().equals(post.id().value())
              && dependencies.task(post.id(), asked.id()).isEmpty();
      return wasLost
          ? posted(
              post,
              expert,
              Seeding.again(
                  asked, expert.place(), stores(post, expert), project(post), ledger.now()),
              posting)
          : running(post, expert, asked);
    } catch (KnowledgeException unclear) {
      LOG.warn("whether {} has to be seeded is not clear: {}", expert.name(), unclear.getMessage());
      return Optional.empty();
    }
  }

  private Optional<SeedMail> first(Post post, Expert expert) {
    return Seeding.first(
        expert.place(),
        stores(post, expert),
        project(post),
        isWanted(post),
        post.id().value(),
        ledger.now());
  }

  private static boolean isWanted(Post post) {
    return post.roster().pool().curation().seed();
  }

  private ExpertStores stores(Post post, Expert expert) {
    return ExpertStores.of(expert.place(), handwriting.apply(post.id()));
  }

  private static String project(Post post) {
    return post.pool().directory().toString();
  }

  private Optional<String> posted(Post post, Expert expert, SeedMail mail, Posting posting) {
    try {
      posting.post(
          Mail.of(new MailId(mail.id()), FROM, Role.RESEARCHER.word(), MailType.TASK, mail.body())
              .withTimestamp(ledger.now()));
    } catch (Refused refused) {
      LOG.warn("{} begins without knowing the project: {}", expert.name(), refused.getMessage());
    }
    Seeding.posted(expert.place());
    return Seeding.asked(expert.place()).flatMap(asked -> running(post, expert, asked));
  }

  /** Nobody waits for what another pool asked for. */
  private Optional<String> running(Post post, Expert expert, Seeding.Asked asked) {
    return Optional.of(asked)
        .filter(it -> it.pool().equals(post.id().value()))
        .flatMap(it -> dependencies.task(post.id(), it.id()))
        .filter(task -> !task.state().terminal() && !isTooLong(task))
        .map(_ ->
            asked.id()
                + " ("
                + expert.name()
                + " knows nothing yet: the researcher looks at the project for it first)");
  }

  private boolean isTooLong(TaskRecord task) {
    return task.createdAt().plus(LONGEST).isBefore(ledger.now());
  }
}
