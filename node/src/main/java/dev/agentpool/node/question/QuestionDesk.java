package dev.agentpool.node.question;

import dev.agentpool.budget.Money;
import dev.agentpool.config.ConfigException;
import dev.agentpool.config.PolicyTable;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.QuestionDraft;
import dev.agentpool.ledger.QuestionFilter;
import dev.agentpool.ledger.Reply;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.policy.Policy;
import dev.agentpool.policy.Rule;
import dev.agentpool.policy.Use;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Unattended;
import dev.agentpool.settings.WorkspaceMode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the agent of a slot asks. A rule of the user's answers first; what no rule answers is
 * denied, or waits in the inbox, as the task was told when it was submitted: never longer than its
 * deadline, never allowed in silence.
 *
 * <p>INVARIANT: an answer is given to the agent only after it is in the ledger, and what the ledger
 * holds as delivered is not given again.
 */
public final class QuestionDesk implements ToolDesk {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionDesk.class);
  private static final Duration LOOK = Duration.ofSeconds(30);
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final Supplier<Policy> rules;
  private final Fingerprints fingerprints;
  private final LeasedFiles leases;
  private final Map<String, QuestionId> given = new ConcurrentHashMap<>();
  private volatile @Nullable Work work;

  public QuestionDesk(NodeParts parts, Supplier<PoolConfig> pool) {
    this.parts = parts;
    this.pool = pool;
    this.fingerprints = new Fingerprints(parts.home().state().resolve("question-secret"));
    this.rules = PolicyTable.of(parts.home());
    this.leases = new LeasedFiles(parts.ledger());
  }

  /** Whether a session of these settings has somebody to ask at all. */
  private boolean isOpen(Settings settings) {
    return !onlyLooks(settings)
        && (settings.get(SettingKeys.UNATTENDED) == Unattended.PARK || !policy().rules().isEmpty());
  }

  /** Where a session of these settings asks: here, or where it is only watched, or nowhere. */
  public ToolDesk of(Settings settings) {
    if (onlyLooks(settings)) {
      return ToolDesk.NONE;
    }
    return isOpen(settings) ? this : new WatchOnly(this);
  }

  @Override
  public boolean watchesWrites() {
    return true;
  }

  @Override
  public Optional<String> objection(String tool, List<String> files) {
    Work mine = work;
    return mine == null
        ? Optional.empty()
        : leases.objection(pool.get().id(), mine.attempt().task(), mine.directory(), files);
  }

  /** From now on the slot's agent asks for this attempt; for none when it is null. */
  public void serve(@Nullable Work current) {
    work = current;
    if (current != null) {
      given.clear(); // what the one before was given may still be shown
    }
  }

  @Override
  public Permission mayUse(String tool, Map<String, Object> input) {
    return new Permission.Deny("the request has no name by which it could be answered", false);
  }

  @Override
  public Optional<Permission> decide(Ask ask) {
    Work mine = work;
    if (mine == null) {
      return Optional.of(new Permission.Deny("no task runs that could want " + ask.tool(), false));
    }
    Settings settings = mine.settings();
    if (onlyLooks(settings)) {
      return Optional.of(new Permission.Deny("this task only looks: its access is read", false));
    }
    String provider = settings.get(SettingKeys.PROVIDER);
    Use use = Use.of(provider, ask.tool(), ask.input(), mine.directory());
    Rule rule = policy().over(use, parts.ledger().now()).orElse(null);
    if (rule != null && rule.decision() != Rule.Decision.ASK) {
      return Optional.of(byRule(mine, ask, rule));
    }
    if (settings.get(SettingKeys.UNATTENDED) == Unattended.DENY) {
      return Optional.of(
          new Permission.Deny(
              "nobody is there to allow "
                  + ask.tool()
                  + "; name it in allowed_tools or in a rule of [policy], or let it wait with"
                  + " unattended = \"park\"",
              false));
    }
    try {
      Asked asked = parts.kept().over(AskedTexts.permission(ask, provider, parts.kept()));
      String all = fingerprints.ofPermission(provider, ask.tool(), ask.input());
      return answer(mine, ask.id(), asked, all).map(question -> permission(question));
    } catch (UncheckedIOException noKey) {
      return Optional.of(
          new Permission.Deny("the question could not be kept: " + noKey.getMessage(), false));
    } catch (IllegalArgumentException tooLarge) {
      return Optional.of(new Permission.Deny(String.valueOf(tooLarge.getMessage()), false));
    }
  }

  private static boolean onlyLooks(Settings settings) {
    return settings.get(SettingKeys.PERMISSION_MODE) == PermissionMode.PLAN
        || settings.get(SettingKeys.WORKSPACE) == WorkspaceMode.READ_ONLY;
  }

  private static Permission byRule(Work mine, Ask ask, Rule rule) {
    boolean allowed = rule.decision() == Rule.Decision.ALLOW;
    mine.notice((allowed ? "allowed " : "denied ") + ask.tool() + " by your rule: " + rule.shown());
    return allowed
        ? new Permission.Allow(null)
        : new Permission.Deny("a rule of the user's denies this: " + rule.shown(), false);
  }

  @Override
  public Words say(String id, String question, List<String> options) {
    Work mine = work;
    if (mine == null
        || mine.settings().get(SettingKeys.UNATTENDED) == Unattended.DENY
        || question.isBlank()) {
      return new Words.Nobody();
    }
    String provider = mine.settings().get(SettingKeys.PROVIDER);
    try {
      return answer(
              mine,
              id,
              parts.kept().over(AskedTexts.words(question, options, provider, parts.kept())),
              fingerprints.ofWords(provider, question, options))
          .map(QuestionDesk::words)
          .orElseGet(Words.Known::new);
    } catch (IllegalArgumentException | UncheckedIOException tooLarge) {
      mine.notice("a question of the agent's cannot be asked: " + tooLarge.getMessage());
      return new Words.Nobody();
    }
  }

  private static Words words(Question question) {
    Question.Given given = question.given();
    if (given == null) {
      return new Words.Nobody();
    }
    Answer answer = given.answer();
    return switch (answer.verdict()) {
      case YES -> new Words.Said(answer.text().isEmpty() ? "yes" : answer.text());
      case TEXT -> new Words.Said(answer.text());
      case NO -> new Words.Nobody();
    };
  }

  private static Permission permission(Question question) {
    Question.Given given = question.given();
    if (given == null) {
      return new Permission.Deny("nobody answers any more: " + question.reason(), false);
    }
    Answer answer = given.answer();
    return switch (answer.verdict()) {
      case YES ->
          new Permission.Allow(answer.input() == null ? null : AskedTexts.input(answer.input()));
      case NO, TEXT ->
          new Permission.Deny(
              answer.text().isEmpty() ? "denied by " + given.by() : answer.text(), false);
    };
  }

  /** The question once it is answered or void; empty when the agent has had its answer. */
  private Optional<Question> answer(Work mine, String id, Asked asked, String all) {
    mine.waits();
    try {
      Question question = ask(mine, id, asked, all);
      if (question.state() == Question.State.DELIVERED) {
        return Optional.empty();
      }
      if (question.state() == Question.State.OPEN) {
        mine.question(question, "");
      }
      Question closed = awaitAnswer(question);
      given.put(id, closed.id());
      tell(mine, closed);
      return Optional.of(closed);
    } catch (LedgerException unwritable) {
      throw new IllegalArgumentException(
          "the question could not be kept: " + unwritable.getMessage(), unwritable);
    } finally {
      mine.goesOn();
    }
  }

  private static void tell(Work mine, Question closed) {
    Question.Given given = closed.given();
    mine.question(
        closed,
        given == null
            ? "nobody answers any more: " + closed.reason()
            : "answered by " + given.by() + ": " + given.answer().shown());
  }

  private Question ask(Work mine, String id, Asked asked, String all) {
    Settings settings = mine.settings();
    Duration within = settings.find(SettingKeys.ANSWER_WITHIN).orElse(null);
    Money keep = mine.spentSoFar().plus(pool.get().reserve());
    QuestionDraft draft =
        new QuestionDraft(
            pool.get().id(),
            mine.attempt(),
            id,
            asked,
            within == null ? null : parts.ledger().now().plus(within),
            within == null ? null : Answer.no("nobody answered within " + said(within)),
            keep,
            all);
    return switch (parts.ledger().ask(draft)) {
      case Reply.Done<Question>(Question question) -> {
        mine.shrunk(keep);
        yield question;
      }
      case Reply.Refused<Question> refused ->
          throw new IllegalArgumentException(refused.refusal().message());
    };
  }

  private static String said(Duration time) {
    return time.toSecondsPart() == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private Question awaitAnswer(Question question) {
    Semaphore news = new Semaphore(0);
    Subject.OfQuestion subject = new Subject.OfQuestion(question.id());
    try (JournalFeed.Subscription _ =
        parts
            .feed()
            .subscribe(entry -> {
              if (entry.subject().equals(subject)) {
                news.release();
              }
            })) {
      while (true) {
        Question now = parts.ledger().question(question.id()).orElse(question);
        if (now.state() != Question.State.OPEN) {
          return now;
        }
        news.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("the daemon ends", e);
    }
  }

  @Override
  public void delivered(String id) {
    of(id)
        .ifPresent(question -> {
          try {
            parts.ledger().delivered(question);
          } catch (LedgerException later) {
            LOG.warn("{} was delivered, which could not be kept: {}", question, later.getMessage());
          }
        });
  }

  @Override
  public void withdrawn(String id) {
    of(id)
        .ifPresent(question -> {
          try {
            parts.ledger().withdraw(question, "the agent does not wait for it any longer");
          } catch (LedgerException later) {
            LOG.warn("{} cannot be taken back: {}", question, later.getMessage());
          }
        });
  }

  /** The question that the agent calls so; empty for one that a rule answered. */
  private Optional<QuestionId> of(String id) {
    QuestionId known = given.remove(id);
    Work mine = work;
    if (known != null || mine == null) {
      return Optional.ofNullable(known);
    }
    return parts
        .ledger()
        .questions(
            new QuestionFilter(
                null,
                mine.attempt().task(),
                Set.of(Question.State.OPEN, Question.State.ANSWERED),
                Integer.MAX_VALUE,
                0))
        .stream()
        .filter(question -> mine.attempt().equals(question.attempt()))
        .filter(question ->
            id.equals(question.requestId())
                || String.valueOf(question.requestId()).startsWith(id + "#"))
        .map(Question::id)
        .findFirst();
  }

  private Policy policy() {
    try {
      return rules.get();
    } catch (ConfigException wrong) {
      LOG.warn("the rules of [policy] cannot be read, so none holds: {}", wrong.getMessage());
      return Policy.NONE;
    }
  }
}
