package dev.agentpool.engine;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SessionsTable;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.SessionDraft;
import dev.agentpool.ledger.SessionFilter;
import dev.agentpool.ledger.Submission;
import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.live.SessionId;
import dev.agentpool.live.Word;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotOperations;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.question.QuestionId;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Screen;
import dev.agentpool.session.Terminal;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Live sessions (spec control-plane 11): a session is a seat of its own, and what is said to it is
 * a task that this seat alone takes. Thread-safe.
 */
public final class LiveSessions {
  private static final Duration SCREEN = Duration.ofSeconds(2);
  private static final Set<String> YES = Set.of("", "y", "yes", "1", "a", "allow", "approve", "ok");
  private static final Set<String> NO = Set.of("n", "no", "2", "3", "deny", "reject");

  private static final int AT_ONCE = 500;

  /** Stands for the seat of a session that is yet to be opened: no slot of the pool is like it. */
  private static final SessionId ANY_SEAT = new SessionId("ap_000000000000");

  private final Ledger ledger;
  private final Intake intake;
  private final SlotOperations slots;
  private final Supplier<SessionsTable> policy;
  private final Spawning spawning;
  private final SessionViews views;
  private final Function<String, @Nullable AgentProvider> providers;
  private final AnswerKeys answerKeys;

  /**
   * @param usage throws {@link Refused} when the provider of that name has nothing left
   */
  public LiveSessions(
      Ledger ledger,
      Intake intake,
      Node node,
      Supplier<SessionsTable> policy,
      Consumer<String> usage) {
    this.ledger = ledger;
    this.intake = intake;
    this.slots = new SlotOperations(node);
    this.policy = policy;
    this.providers = node::provider;
    this.spawning = new Spawning(policy, providers, usage);
    this.views = new SessionViews(ledger, node, slots);
    this.answerKeys = new AnswerKeys(ledger);
  }

  /** An id out of a person's or a client's text. */
  public static SessionId id(String text) {
    return SessionId.find(text).orElseThrow(() -> Refused.notFound("session", text));
  }

  /** Opens a session with its first turn; throws {@link Refused} for what may not or cannot be. */
  public SessionView spawn(PoolConfig pool, Spawn asked) {
    SessionDraft draft = spawning.draft(pool, asked);
    Optional<LiveSession> before = Refused.orThrow(ledger.openedBefore(draft));
    if (before.isPresent()) {
      return views.of(before.get());
    }
    spawning.checkUsage(asked);
    check(pool, draft.first(), ANY_SEAT);
    return views.of(Refused.orThrow(ledger.openSession(draft)));
  }

  /** Throws {@link Refused} for a turn that this session's provider cannot keep. */
  private void check(PoolConfig pool, TaskSpec turn, SessionId seat) {
    intake.taken(Submission.of(pool.id(), turn.withOrdering(turn.ordering().inSlot(seat.value()))));
  }

  public SessionView get(SessionId id) {
    return views.of(row(id));
  }

  private LiveSession row(SessionId id) {
    return ledger.session(id).orElseThrow(() -> Refused.notFound("session", id.value()));
  }

  /** How these stand, in their order; read in portions, however many they are. */
  public List<SessionView> standing(List<LiveSession> rows) {
    List<SessionView> standing = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      standing.addAll(views.all(rows.subList(from, Math.min(rows.size(), from + AT_ONCE))));
    }
    return standing;
  }

  /** Newest first, with how they stand. */
  public List<SessionView> list(SessionFilter filter) {
    return views.all(ledger.sessions(filter));
  }

  /** How many may live, of one coordinator when they have one. */
  public int mostAtOnce() {
    return policy.get().maxParallel();
  }

  public long count(SessionFilter filter) {
    return ledger.count(filter);
  }

  /** What became of what was said. */
  public sealed interface Said {
    /** It answered what the agent had asked. */
    record AnAnswer(QuestionId question) implements Said {}

    /** It is a turn of its own, which runs when those before it have ended. */
    record ATurn(TaskId task) implements Said {}

    /** Its agent is told while it works on that turn; what it does not hear is the next one. */
    record AWord(TaskId into) implements Said {}

    /** It was typed into the session's terminal. */
    record Typed() implements Said {}
  }

  /**
   * Says something to a session: the answer to what its agent asks; into the turn that runs, where
   * its provider can; else its next turn.
   *
   * @param by who says it, for people
   * @param key the same key is the same turn, or the same answer; null for none
   */
  public Said send(PoolConfig pool, SessionId id, String message, String by, @Nullable String key) {
    SessionView view = get(id);
    Optional<QuestionId> before = answerKeys.answered(view.row(), key);
    if (before.isPresent()) {
      return new Said.AnAnswer(before.get());
    }
    Question asks = view.waitsFor();
    if (asks != null) {
      answerKeys.answers(view.row(), key, asks.id());
      Reply<Question> given = ledger.answerIn(id, asks.id(), answer(asks.asked(), message), by);
      if (given instanceof Reply.Refused) {
        answerKeys.forget(view.row());
      }
      Refused.orThrow(given);
      return new Said.AnAnswer(asks.id());
    }
    if (message.isBlank()) {
      return confirmed(view);
    }
    TaskSpec turn = Tasks.turn(pool, message, view.row().settings());
    check(pool, turn, id);
    if (steers(view.about().provider())) {
      Optional<Word> word = Refused.orThrow(ledger.sayInto(id, turn, by, key));
      if (word.isPresent()) {
        return new Said.AWord(view.turn().id());
      }
    }
    TaskId task = Refused.orThrow(ledger.sendTurn(id, turn, key));
    return isOf(task, turn) ? new Said.ATurn(task) : new Said.AWord(task);
  }

  private boolean steers(String name) {
    AgentProvider provider = providers.apply(name);
    return provider != null && provider.capabilities().steers();
  }

  /** Else it is the turn into which the same was said before, under the same key. */
  private boolean isOf(TaskId task, TaskSpec turn) {
    return ledger.task(task).filter(now -> now.spec().prompt().equals(turn.prompt())).isPresent();
  }

  /** Nothing is Enter: it takes the choice that a terminal marks. */
  private Said confirmed(SessionView view) {
    Terminal terminal =
        terminal(view.row())
            .orElseThrow(() ->
                Refused.invalid(
                    "'message' is empty, and session "
                        + view.row().id()
                        + " asks nothing that it could confirm"));
    Refused.orThrow(ledger.spokenTo(view.row().id()));
    terminal.type("", true);
    return new Said.Typed();
  }

  private static Answer answer(Asked asked, String message) {
    String word = message.strip().toLowerCase(Locale.ROOT);
    if (asked.kind() == Asked.Kind.AGENT) {
      return word.isEmpty() ? Answer.yes() : new Answer(Answer.Verdict.TEXT, message, null);
    }
    if (YES.contains(word)) {
      return Answer.yes();
    }
    return NO.contains(word) ? Answer.no("") : Answer.no(message);
  }

  /** Presses keys in its terminal; only where the user's file allows it. */
  public void keys(SessionId id, List<String> keys) {
    if (!policy.get().allowRawKeys()) {
      throw new Refused(
          Refused.Kind.FORBIDDEN,
          "policy_blocked",
          "raw keys are not allowed (allow_raw_keys of [sessions] in config.toml); to end what it"
              + " does use agentpool interrupt "
              + id,
          Map.of("policy", "allow_raw_keys", "keys", List.copyOf(keys)));
    }
    LiveSession row = row(id);
    Terminal terminal =
        terminal(row)
            .orElseThrow(() ->
                Refused.invalid(
                    "session "
                        + id
                        + " has no terminal that keys could be pressed in: say it with agentpool"
                        + " send"));
    Refused.orThrow(ledger.spokenTo(id));
    try {
      terminal.keys(keys);
    } catch (IllegalArgumentException unknown) {
      throw Refused.invalid(String.valueOf(unknown.getMessage()));
    }
  }

  /** The terminal that it is spoken with over; empty when it speaks a protocol, or is parked. */
  public Optional<Terminal> terminal(LiveSession row) {
    return slots.resident(row.pool(), row.id().value()).flatMap(AgentSession::terminal);
  }

  /** What its terminal shows now; empty when it has none, or that does not answer. */
  public Optional<Screen> screen(LiveSession row) {
    try {
      return terminal(row).map(open -> open.screen(SCREEN));
    } catch (ProviderException gone) {
      return Optional.empty();
    }
  }

  /** Ends the turn that runs or is about to, if there is one, and not the session. */
  public SessionView interrupt(SessionId id) {
    SessionView view = get(id);
    if (view.isAtWork()) {
      Refused.orThrow(ledger.cancel(view.turn().id(), "interrupted"));
      return get(id);
    }
    return view;
  }

  /** Lets its process go and keeps its conversation, with which the next turn goes on. */
  public SessionView park(SessionId id) throws InterruptedException {
    SessionView view = get(id);
    if (view.isAtWork() || !view.row().lives() || !slots.park(view.row().pool(), id.value())) {
      throw new Refused(
          Refused.Kind.CONFLICT,
          "wrong_state",
          "session "
              + id
              + " is "
              + view.seat().wireName()
              + ": only one that rests can be parked");
    }
    return get(id);
  }

  /** Ends it with all its turns; one that has ended stays as it ended. */
  public SessionView end(SessionId id, EndedAs as, String why) {
    LiveSession ended = Refused.orThrow(ledger.endSession(id, as, why));
    answerKeys.forget(ended);
    return views.of(ended);
  }
}
