package dev.agentpool.node.question;

import dev.agentpool.config.ConfigException;
import dev.agentpool.config.PolicyTable;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.grant.Grant;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.policy.Policy;
import dev.agentpool.policy.Rule;
import dev.agentpool.policy.Use;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Unattended;
import dev.agentpool.settings.WorkspaceMode;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the agent of a slot asks. A rule of the user's answers first, then what a person allowed
 * for a while; what neither answers is denied, or waits in the inbox, as the task was told when it
 * was submitted: never longer than its deadline, never allowed in silence.
 */
public final class QuestionDesk implements ToolDesk {
  private static final Logger LOG = LoggerFactory.getLogger(QuestionDesk.class);
  private final NodeParts parts;
  private final Supplier<PoolConfig> pool;
  private final Supplier<Policy> rules;
  private final Fingerprints fingerprints;
  private final GivenForAWhile grants;
  private final LeasedFiles leases;
  private final FilesOfOthers others;
  private final Waiting waiting;
  private volatile @Nullable Work work;

  public QuestionDesk(NodeParts parts, Supplier<PoolConfig> pool) {
    this.parts = parts;
    this.pool = pool;
    this.fingerprints = new Fingerprints(parts.home().state().resolve("question-secret"));
    this.grants = new GivenForAWhile(parts.ledger(), fingerprints);
    this.rules = PolicyTable.of(parts.home());
    this.leases = new LeasedFiles(parts.ledger());
    this.others = new FilesOfOthers(parts.ledger(), parts.personas());
    this.waiting = new Waiting(parts, pool);
  }

  /** Whether a session of these settings has somebody to ask at all. */
  private boolean isOpen(Settings settings) {
    return settings.get(SettingKeys.UNATTENDED) != Unattended.DENY
        || policy().filter(known -> !known.rules().isEmpty()).isPresent();
  }

  /** Where a session of these settings asks: here, or where it is only watched, or nowhere. */
  public ToolDesk of(Settings settings) {
    return withTools(settings, withoutTools(settings));
  }

  /** Where a session asks that another daemon began: here; and it keeps its tools. */
  public ToolDesk takenOver(Settings settings) {
    return withTools(settings, this);
  }

  private ToolDesk withTools(Settings settings, ToolDesk asked) {
    return parts
        .personas()
        .server(settings)
        .map(server ->
            RoleDesk.over(
                asked,
                server,
                () -> parts.personas().serving(),
                () -> {
                  Work mine = work;
                  return mine == null ? null : mine.attempt().task();
                }))
        .orElse(asked);
  }

  private ToolDesk withoutTools(Settings settings) {
    if (onlyLooks(settings)) {
      return settings.get(SettingKeys.UNATTENDED) == Unattended.PARK ? this : ToolDesk.NONE;
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
        : NamedFiles.objection(mine, files)
            .or(() ->
                others.objection(
                    mine.attempt().task(), pool.get().directory(), mine.directory(), files))
            .or(() ->
                leases.objection(pool.get().id(), mine.attempt().task(), mine.directory(), files));
  }

  /** From now on the slot's agent asks for this attempt; for none when it is null. */
  public void serve(@Nullable Work current) {
    work = current;
    if (current != null) {
      waiting.begin();
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
    Use use = Use.of(settings.get(SettingKeys.PROVIDER), ask.tool(), ask.input(), mine.directory());
    Optional<Permission> unasked = unasked(mine, ask, use);
    if (unasked.isPresent()) {
      return unasked;
    }
    return settings.get(SettingKeys.UNATTENDED) == Unattended.PARK
        ? asked(mine, ask, use)
        : Optional.of(nobody(ask, settings.get(SettingKeys.UNATTENDED)));
  }

  /** By a rule, or by what was allowed for a while; a rule that denies stands above that. */
  private Optional<Permission> unasked(Work mine, Ask ask, Use use) {
    Rule rule = policy().flatMap(known -> known.over(use, parts.ledger().now())).orElse(null);
    if (rule != null && rule.decision() != Rule.Decision.ASK) {
      return Optional.of(byRule(mine, ask, rule));
    }
    return granted(mine, ask, use)
        .map(grant -> {
          mine.notice("allowed " + ask.tool() + " as before, " + GivenForAWhile.shown(grant));
          return new Permission.Allow(null);
        });
  }

  /** Nothing where nobody answers, and nothing while it is not known what the rules deny. */
  private Optional<Grant> granted(Work mine, Ask ask, Use use) {
    return mine.settings().get(SettingKeys.UNATTENDED) == Unattended.DENY || policy().isEmpty()
        ? Optional.empty()
        : grants.over(pool.get().id(), mine, ask, use);
  }

  private static Permission nobody(Ask ask, Unattended unattended) {
    return new Permission.Deny(
        "nobody is there to allow "
            + ask.tool()
            + (unattended == Unattended.ALLOW_LIST ? ", and no list allows it" : "")
            + "; name it in allowed_tools or in a rule of [policy], or let it wait with unattended"
            + " = \"park\"",
        false);
  }

  private Optional<Permission> asked(Work mine, Ask ask, Use use) {
    try {
      Asked asked = parts.kept().over(AskedTexts.permission(ask, use.provider(), parts.kept()));
      String all = fingerprints.ofPermission(use.provider(), ask.tool(), ask.input());
      return waiting
          .answer(mine, ask.id(), asked, all, () -> standing(mine, ask, use))
          .map(question -> {
            grants.keep(pool.get().id(), mine, ask, use, question);
            return permission(question);
          });
    } catch (UncheckedIOException noKey) {
      return Optional.of(
          new Permission.Deny("the question could not be kept: " + noKey.getMessage(), false));
    } catch (IllegalArgumentException tooLarge) {
      return Optional.of(new Permission.Deny(String.valueOf(tooLarge.getMessage()), false));
    }
  }

  /** While it waits, the same may be allowed for a while by the answer to another question. */
  private Optional<Waiting.Standing> standing(Work mine, Ask ask, Use use) {
    return granted(mine, ask, use)
        .filter(_ ->
            policy()
                .flatMap(known -> known.over(use, parts.ledger().now()))
                .filter(rule -> rule.decision() == Rule.Decision.DENY)
                .isEmpty())
        .map(grant -> new Waiting.Standing(Answer.yes(), grant.by() + ", by " + grant.id()));
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
        : new Permission.Deny(
            "a rule of the user's denies this: " + rule.shown(),
            false,
            "your rule: " + rule.shown());
  }

  @Override
  public Words say(String id, String question, List<String> options) {
    Work mine = work;
    if (mine == null
        || mine.settings().get(SettingKeys.UNATTENDED) != Unattended.PARK
        || question.isBlank()) {
      return new Words.Nobody();
    }
    String provider = mine.settings().get(SettingKeys.PROVIDER);
    try {
      return waiting
          .answer(
              mine,
              id,
              parts.kept().over(AskedTexts.words(question, options, provider, parts.kept())),
              fingerprints.ofWords(provider, question, options),
              Optional::empty)
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
              answer.text().isEmpty() ? "denied by " + given.by() : answer.text(),
              false,
              isByDeadline(question, given) ? null : given.by());
    };
  }

  private static boolean isByDeadline(Question question, Question.Given given) {
    Instant deadline = question.deadline();
    return deadline != null
        && !given.at().isBefore(deadline)
        && given.answer().equals(question.otherwise());
  }

  @Override
  public void delivered(String id) {
    waiting.delivered(id, Optional.ofNullable(work));
  }

  @Override
  public void withdrawn(String id) {
    waiting.withdrawn(id, Optional.ofNullable(work));
  }

  /** Empty when they cannot be read: then none holds, and nothing is allowed that a person gave. */
  private Optional<Policy> policy() {
    try {
      return Optional.of(rules.get());
    } catch (ConfigException wrong) {
      LOG.warn("the rules of [policy] cannot be read, so none holds: {}", wrong.getMessage());
      return Optional.empty();
    }
  }
}
